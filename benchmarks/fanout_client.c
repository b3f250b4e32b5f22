/* Opens many WebSockets, subscribes each to a room, and checks every event for loss and disorder.
 *
 * usage: fanout_client HOST PORT SOCKETS ROOMS BATCH SUBSCRIBE SLOW_EVERY
 *   BATCH      1: ask for several events in a frame
 *   SUBSCRIBE  1: send a subscribe message for `room:bench-N`; 0: the path /plain/N says it all; 2: Socket.IO, `join` N
 *   SLOW_EVERY n: every n-th socket reads only four times a second (0: none)
 * A file named by FANOUT_TOKENS holds one access token a line; socket i uses line i modulo their number.
 * It prints `ready` when all sockets are subscribed; from then on, for each line on standard input, the counts since the
 * last one: seconds, events, lost or repeated, bytes, and the quantiles of latency. An event's data is
 * {"t": nanoseconds of CLOCK_MONOTONIC at its publishing, "n": its number in the room, …}.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BUFFER (1 << 20)
#define BUCKETS 200000 /* of 10 microseconds */

struct connection {
    int fd, room, slow;
    int64_t next;
    size_t kept; /* bytes of an event that was cut by the end of a read */
    char *rest;
};

static struct connection *all;
static uint64_t events, faults, bytes, closed, histogram[BUCKETS + 1];
static char *buffer;

static uint64_t nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000ull + now.tv_nsec;
}

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void send_text(int fd, const char *text) {
    /* Masked with zeros, which the protocol allows. */
    unsigned char frame[600];
    size_t length = strlen(text), head = 6;
    frame[0] = 0x81;
    if (length < 126) {
        frame[1] = 0x80 | length;
    } else {
        frame[1] = 0x80 | 126;
        frame[2] = length >> 8;
        frame[3] = length & 255;
        head = 8;
    }
    memset(frame + head - 4, 0, 4);
    memcpy(frame + head, text, length);
    if (write(fd, frame, head + length) != (ssize_t)(head + length)) die("write");
}

static int open_socket(const char *host, int port, const char *path, const char *token) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
    char request[4096], answer[4096];
    size_t got = 0;
    inet_pton(AF_INET, host, &address.sin_addr);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0) die("connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    int length = snprintf(request, sizeof request,
                          "GET %s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r\n"
                          "Authorization: Bearer %s\r\n\r\n", path, host, port, token);
    if (write(fd, request, length) != length) die("write");
    while (got < sizeof answer - 1) {
        if (read(fd, answer + got, 1) != 1) die("handshake");
        got++;
        if (got > 4 && !memcmp(answer + got - 4, "\r\n\r\n", 4)) break;
    }
    answer[got] = 0;
    if (!strstr(answer, " 101 ")) {
        fprintf(stderr, "refused: %s\n", answer);
        exit(1);
    }
    return fd;
}

/* Every event has exactly one `"data":{"t":T,"n":N`, which no frame header can contain: no need to parse frames. */
static void take(struct connection *c, char *data, size_t size, uint64_t now) {
    static const char mark[] = "\"data\":{\"t\":";
    char *at = data, *end = data + size;
    for (;;) {
        char *found = memmem(at, end - at, mark, sizeof mark - 1);
        if (!found) break;
        char *stop = memchr(found + sizeof mark - 1, '}', end - found - (sizeof mark - 1));
        if (!stop) { at = found; break; }
        uint64_t sent = strtoull(found + sizeof mark - 1, &at, 10);
        int64_t number = strtoll(at + 5, &at, 10);
        if (c->next >= 0 && number != c->next) faults++;
        c->next = number + 1;
        events++;
        uint64_t bucket = now > sent ? (now - sent) / 10000 : 0;
        histogram[bucket < BUCKETS ? bucket : BUCKETS]++;
        at = stop;
    }
    size_t left = end - at;
    if (left > sizeof mark && memmem(at, left, mark, sizeof mark - 1) != at) {
        at = end - (sizeof mark - 1);
        left = sizeof mark - 1;
    }
    if (left > 4096) { faults++; left = 0; }
    if (left && !c->rest) c->rest = malloc(4096);
    memmove(c->rest, at, left);
    c->kept = left;
}

static void receive(struct connection *c) {
    for (;;) {
        memcpy(buffer, c->rest ? c->rest : "", c->kept);
        ssize_t got = recv(c->fd, buffer + c->kept, BUFFER - 8192, MSG_DONTWAIT);
        if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
        if (got <= 0) {
            closed++;
            close(c->fd);
            c->fd = -1;
            return;
        }
        bytes += got;
        take(c, buffer, c->kept + got, nanoseconds());
        if (got < BUFFER - 8192) return;
    }
}

/* The hub closes whoever does not answer its pings: an unasked pong (RFC 6455 5.5.3) answers them all. */
static void stay_alive(int sockets) {
    static const unsigned char pong[] = {0x8a, 0x80, 0, 0, 0, 0};
    for (int i = 0; i < sockets; i++)
        if (all[i].fd >= 0 && write(all[i].fd, pong, sizeof pong) < 0) closed++;
}

static double quantile(double share) {
    uint64_t wanted = events * share, seen = 0;
    for (int i = 0; i <= BUCKETS; i++) {
        seen += histogram[i];
        if (seen > wanted) return i / 100.0;
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 8) return 2;
    const char *host = argv[1];
    int port = atoi(argv[2]), sockets = atoi(argv[3]), rooms = atoi(argv[4]), batch = atoi(argv[5]);
    int subscribe = atoi(argv[6]), slow_every = atoi(argv[7]), tokens = 0;
    char **token = calloc(sockets + 1, sizeof *token), *line = NULL, text[300];
    size_t room = 0;
    FILE *file = fopen(getenv("FANOUT_TOKENS"), "r");
    if (!file) die("FANOUT_TOKENS");
    while (tokens < sockets && getline(&line, &room, file) > 0) {
        line[strcspn(line, "\n")] = 0;
        token[tokens++] = strdup(line);
    }
    buffer = malloc(BUFFER);
    all = calloc(sockets, sizeof *all);
    int epoll = epoll_create1(0);
    for (int i = 0; i < sockets; i++) {
        struct connection *c = &all[i];
        if (subscribe == 1 && i % 1000 == 999) stay_alive(i);
        c->room = i % rooms;
        c->slow = slow_every && i % slow_every == slow_every - 1;
        c->next = -1;
        static const char *paths[] = {"/plain/%d", "/ws", "/socket.io/?EIO=4&transport=websocket"};
        snprintf(text, sizeof text, paths[subscribe], c->room);
        c->fd = open_socket(host, port, text, token[i % tokens]);
        if (subscribe == 2) {
            /* Open, connect, join: each is answered in a frame of its own. */
            char said[2][20] = {"40", ""};
            snprintf(said[1], sizeof said[1], "42[\"join\",\"%d\"]", c->room);
            for (int step = 0; step < 2; step++) {
                if (recv(c->fd, text, sizeof text - 1, 0) <= 0) die("no answer");
                send_text(c->fd, said[step]);
            }
        }
        if (subscribe == 1) {
            if (batch) send_text(c->fd, "{\"type\":\"hello\",\"batch\":true}");
            snprintf(text, sizeof text, "{\"type\":\"subscribe\",\"room\":\"room:bench-%d\"}", c->room);
            send_text(c->fd, text);
        }
        /* The confirmation, or the first message of the plain handler. */
        memset(text, 0, sizeof text);
        if (recv(c->fd, text, sizeof text - 1, 0) <= 2) die("no confirmation");
        if (!strstr(text + 2, "subscribed")) { fprintf(stderr, "not subscribed: %s\n", text + 2); return 1; }
        if (!c->slow) {
            struct epoll_event wanted = {.events = EPOLLIN, .data.ptr = c};
            epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &wanted);
        }
    }
    struct epoll_event ask = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(epoll, EPOLL_CTL_ADD, 0, &ask);
    printf("ready\n");
    fflush(stdout);
    uint64_t began = nanoseconds(), slow_next = began, alive_next = began;
    for (;;) {
        struct epoll_event ready[512];
        int number = epoll_wait(epoll, ready, 512, slow_every ? 50 : 1000);
        for (int i = 0; i < number; i++) {
            if (ready[i].data.ptr) {
                receive(ready[i].data.ptr);
                continue;
            }
            if (read(0, text, sizeof text) <= 0) return 0;
            /* `n`: a new publisher begins to count at 0. */
            for (int j = 0; text[0] == 'n' && j < sockets; j++) all[j].next = 0;
            printf("%.3f %lu %lu %lu %lu %.2f %.2f %.2f\n", (nanoseconds() - began) / 1e9, events, faults, bytes,
                   closed, quantile(0.5), quantile(0.99), quantile(0.999));
            fflush(stdout);
            events = bytes = faults = closed = 0;
            memset(histogram, 0, sizeof histogram);
            began = nanoseconds();
        }
        if (nanoseconds() > alive_next) {
            alive_next += 10000000000ull;
            if (subscribe == 1) stay_alive(sockets);
        }
        if (slow_every && nanoseconds() > slow_next) {
            slow_next += 250000000;
            for (int i = 0; i < sockets; i++) {
                struct connection *c = &all[i];
                if (c->slow && c->fd >= 0) {
                    /* A slow reader's own latency says nothing about the others: what it reads is not counted. */
                    ssize_t got = recv(c->fd, buffer, 2048, MSG_DONTWAIT);
                    if (got == 0) { close(c->fd); c->fd = -1; closed++; }
                }
            }
        }
    }
}
