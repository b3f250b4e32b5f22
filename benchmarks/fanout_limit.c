/* The limit of any server: accepts WebSockets, makes lines by itself and sends them to a room's sockets, in one loop.
 *
 * usage: fanout_limit PORT SOCKETS
 * It serves /plain/N. For each line `LINES_A_SECOND ROOMS SECONDS` on standard input it sends so many lines, gathered for
 * 10 ms in each room as the hub does, and prints how many it made and how long that took. There is no Redis, no
 * queue, no check of anybody: what is left is `send`.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define TICK 10000000ull

static struct { int fd, room; } *all;
static char *piece;

static uint64_t nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000ull + now.tv_nsec;
}

static void take(int listener, int number) {
    static const char answer[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
    static const char hello[] = "\x81\x15{\"type\":\"subscribed\"}";
    char request[8192] = {0};
    int one = 1, got = 0, size, fd = accept(listener, NULL, NULL);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    while (!strstr(request, "\r\n\r\n")) {
        if ((size = read(fd, request + got, sizeof request - 1 - got)) <= 0) exit(1);
        got += size;
    }
    sscanf(request, "GET /plain/%d", &all[number].room);
    all[number].fd = fd;
    if (write(fd, answer, sizeof answer - 1) < 0 || write(fd, hello, sizeof hello - 1) < 0) exit(1);
}

/* The whole piece, however long the socket takes: nothing may be lost. */
static void put(int fd, const char *data, size_t size) {
    while (size) {
        ssize_t sent = send(fd, data, size, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent > 0) { data += sent; size -= sent; continue; }
        struct pollfd wait = {.fd = fd, .events = POLLOUT};
        poll(&wait, 1, 1000);
    }
}

static void run(double rate, int rooms, double seconds, int sockets) {
    uint64_t began = nanoseconds(), next = began, sent = 0, numbers[20000] = {0};
    double owed = 0;
    char body[400];
    while (nanoseconds() < began + seconds * 1e9) {
        owed += rate * TICK / 1e9 / rooms;
        int lines = owed;
        owed -= lines;
        for (int room = 0; room < rooms && lines; room++) {
            size_t size = 0;
            uint64_t now = nanoseconds();
            for (int i = 0; i < lines; i++) {
                int length = snprintf(body, sizeof body, "{\"type\":\"event\",\"data\":{\"t\":%lu,\"n\":%lu,\"text\":\"%0130d\"}}",
                                      now, numbers[room]++, 0);
                piece[size++] = (char)0x81;
                piece[size++] = 126;
                piece[size++] = length >> 8;
                piece[size++] = length & 255;
                memcpy(piece + size, body, length);
                size += length;
            }
            sent += lines;
            for (int i = 0; i < sockets; i++) if (all[i].room == room) put(all[i].fd, piece, size);
        }
        next += TICK;
        uint64_t now = nanoseconds();
        if (next > now) usleep((next - now) / 1000);
    }
    printf("%lu %.3f\n", sent, (nanoseconds() - began) / 1e9);
    fflush(stdout);
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    int sockets = atoi(argv[2]), listener = socket(AF_INET, SOCK_STREAM, 0), one = 1, rooms;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
    double rate, seconds;
    all = calloc(sockets, sizeof *all);
    piece = malloc(1 << 24);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 1024)) return 1;
    for (int i = 0; i < sockets; i++) take(listener, i);
    while (scanf("%lf %d %lf", &rate, &rooms, &seconds) == 3) run(rate, rooms, seconds, sockets);
    return 0;
}
