"""Non-blocking send and receive that keep the interpreter lock.

Python releases its lock around every socket call. In a process whose other threads compute, the thread that let go
waits a whole switch interval (5 ms) to get it back: one busy thread made `socket.send` cost 5,000 µs instead of 4 µs,
which stops a loop that sends to hundreds of sockets. A call with MSG_DONTWAIT never waits: no reason to let go.
"""

import ctypes
import errno
import os
import socket

_libc = ctypes.PyDLL(None, use_errno=True)
_send = _libc.send
_send.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
_send.restype = ctypes.c_ssize_t
_send_whole = ctypes.PyDLL(None, use_errno=True).send
_send_whole.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int)
_send_whole.restype = ctypes.c_ssize_t
_shutdown = _libc.shutdown
_shutdown.argtypes = (ctypes.c_int, ctypes.c_int)
_shutdown.restype = ctypes.c_int
_recv = _libc.recv
_recv.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
_recv.restype = ctypes.c_ssize_t

_SEND_FLAGS = socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL
_WAIT = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.EINTR})
_RECEIVE = 65536


class Receiver:
    """Receives into one buffer, which all sockets of a loop share. Not thread-safe."""

    def __init__(self) -> None:
        self._buffer = ctypes.create_string_buffer(_RECEIVE)
        self._address = ctypes.addressof(self._buffer)

    def receive(self, fd: int) -> bytes | None:
        """Up to 64 KiB from the socket ``fd``; None where nothing is there yet, b"" at the end. Raises OSError."""
        size = _recv(fd, self._address, _RECEIVE, socket.MSG_DONTWAIT)
        if size >= 0:
            return ctypes.string_at(self._address, size)
        number = ctypes.get_errno()
        if number in _WAIT:
            return None
        raise OSError(number, os.strerror(number))


def send(fd: int, data: bytes, offset: int = 0) -> int:
    """Send ``data`` from ``offset`` on; gives the number of bytes taken, 0 where the socket's buffer is full.

    Raises OSError where the connection is gone.
    """
    if offset:
        address = ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p).value
        assert address is not None
        size: int = _send(fd, address + offset, len(data) - offset, _SEND_FLAGS)
    else:
        size = _send_whole(fd, data, len(data), _SEND_FLAGS)
    if size >= 0:
        return size
    number = ctypes.get_errno()
    if number in _WAIT:
        return 0
    raise OSError(number, os.strerror(number))


def shutdown_write(fd: int) -> None:
    """Tell the peer that nothing more will come; a connection that is gone already needs no telling."""
    _shutdown(fd, socket.SHUT_WR)
