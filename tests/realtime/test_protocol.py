"""RFC 6455 as a server has to keep it, held by frames of every broken kind."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from app.realtime.frames import BrokenFrame, Parser
from tests.realtime.live import Server
from tests.realtime.raw import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Raw, frame

ASK = b'{"type":"ping"}'
ANSWER = (TEXT, b'{"type":"pong"}')


@pytest.fixture
def raw(server: Server, token: str) -> Iterator[Raw]:
    with Raw(server.port, token) as connection:
        assert connection.status == 101
        yield connection


def test_a_message_may_come_in_fragments_with_control_frames_between(raw: Raw) -> None:
    raw.send(frame(TEXT, ASK[:3], fin=False), frame(PING, b"now"), frame(CONTINUATION, ASK[3:9], fin=False))
    raw.send(frame(PONG, b"unasked"), frame(CONTINUATION, fin=False), frame(CONTINUATION, ASK[9:]))
    assert raw.frame() == (PONG, b"now")
    assert raw.frame() == ANSWER


def test_a_message_may_come_byte_by_byte_and_several_in_one_piece(raw: Raw) -> None:
    for byte in frame(TEXT, ASK):
        raw.send(bytes([byte]))
    raw.send(frame(TEXT, ASK) * 3)
    assert [raw.frame() for _ in range(4)] == [ANSWER] * 4


def test_a_fragmented_message_may_split_a_character(raw: Raw) -> None:
    text = json.dumps({"type": "ping", "x": "日本"}, ensure_ascii=False).encode()
    cut = text.index("日".encode()) + 1
    raw.send(frame(TEXT, text[:cut], fin=False), frame(CONTINUATION, text[cut:]))
    assert raw.frame() == ANSWER


def test_the_largest_control_frame_is_answered_in_full(raw: Raw) -> None:
    raw.send(frame(PING, b"x" * 125))
    assert raw.frame() == (PONG, b"x" * 125)


def test_a_message_of_64_kib_is_taken_and_one_byte_more_is_too_big(raw: Raw) -> None:
    whole = ASK + b" " * (65536 - len(ASK))
    raw.send(frame(TEXT, whole))
    assert raw.frame() == ANSWER
    raw.send(frame(TEXT, whole, fin=False), frame(CONTINUATION, b" "))
    assert raw.close_code() == 1009


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        pytest.param(frame(TEXT, ASK, mask=None), 1002, id="no mask"),
        *[pytest.param(frame(TEXT, ASK, rsv=bits), 1002, id=f"reserved bits {bits}") for bits in (1, 2, 4, 7)],
        *[pytest.param(frame(code, b""), 1002, id=f"reserved opcode {code}") for code in (3, 4, 5, 6, 7, 11, 12, 15)],
        pytest.param(frame(PING, b"", fin=False), 1002, id="fragmented ping"),
        pytest.param(frame(CLOSE, b"", fin=False), 1002, id="fragmented close"),
        pytest.param(frame(PING, b"x" * 126), 1002, id="long ping"),
        pytest.param(frame(CLOSE, b"\x03\xe8" + b"x" * 124), 1002, id="long close"),
        pytest.param(frame(CONTINUATION, ASK), 1002, id="continuation of nothing"),
        pytest.param(frame(TEXT, ASK, fin=False) + frame(TEXT, ASK), 1002, id="message in a message"),
        pytest.param(frame(TEXT, ASK, length=b"\x7e\x00\x0f"), 1002, id="length not in its shortest form"),
        pytest.param(frame(TEXT, ASK, length=b"\x7f" + bytes(7) + b"\x0f"), 1002, id="64-bit length of a short one"),
        pytest.param(frame(TEXT, b"", length=b"\x7f\x80" + bytes(7)), 1002, id="64-bit length with its top bit"),
        pytest.param(frame(TEXT, b"", length=b"\x7f" + bytes(3) + b"\x01" + bytes(4)), 1009, id="4 GiB announced"),
        pytest.param(frame(TEXT, b"\xce\xba\xff"), 1007, id="invalid UTF-8"),
        pytest.param(frame(TEXT, b"\xed\xa0\x80"), 1007, id="a surrogate"),
        pytest.param(frame(TEXT, b"\xc3"), 1007, id="a character cut at the end"),
        pytest.param(frame(TEXT, b"\xf4\x90\x80\x80", fin=False), 1007, id="invalid in the first fragment"),
        pytest.param(frame(BINARY, ASK), 1003, id="binary message"),
        pytest.param(frame(CLOSE, b"\x03"), 1002, id="close code cut short"),
        pytest.param(frame(CLOSE, b"\x03\xe8\xff"), 1007, id="close reason not UTF-8"),
        *[
            pytest.param(frame(CLOSE, code.to_bytes(2, "big")), 1002, id=f"close code {code}")
            for code in (0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535)
        ],
    ],
)
def test_a_frame_that_breaks_the_protocol_closes_with_its_code(raw: Raw, sent: bytes, code: int) -> None:
    raw.send(sent)
    assert raw.close_code() == code


@pytest.mark.parametrize("code", [1000, 1001, 1003, 1007, 1011, 3000, 3999, 4000, 4999])
def test_a_close_is_answered_with_its_own_code(raw: Raw, code: int) -> None:
    raw.send(frame(CLOSE, code.to_bytes(2, "big") + "à bientôt".encode()), frame(TEXT, ASK), frame(PING))
    assert raw.close_code() == code


def test_a_close_without_a_code_is_answered_without_one(raw: Raw) -> None:
    raw.send(frame(TEXT, ASK), frame(CLOSE))
    assert raw.frame() == ANSWER
    assert raw.close_code() is None


@pytest.mark.parametrize(
    "text",
    [
        b"", b"[", b"null", b"[]", b"7", b'"ping"', b"{}", b'{"type":7}', b'{"type":"none"}', b'{"type":["ping"]}',
        b'{"type":"subscribe"}', b'{"type":"subscribe","room":7}', b'{"type":"subscribe","room":""}',
        b'{"type":"subscribe","room":"room:a","after":-1}', b'{"type":"subscribe","room":"room:a","after":true}',
        b'{"type":"subscribe","room":"room:a","after":1.5}', b'{"type":"subscribe","room":"room:a","epoch":1}',
        b'{"type":"subscribe","room":"room:a","after":99999999999999999999}',
        b'{"type":"subscribe","room":"run:a","log_offset":"0"}', b'{"type":"subscribe","room":"room:a","log_offset":0}',
        b'{"type":"unsubscribe"}', b'{"type":"hello","batch":"yes"}', b'{"type":"auth","ticket":"again"}',
        b'{"type":"subscribe","room":"' + b"x" * 101 + b'"}', b"[" * 5000,
    ],
)  # fmt: skip
def test_a_message_that_makes_no_sense_is_answered_and_the_connection_goes_on(raw: Raw, text: bytes) -> None:
    raw.send(frame(TEXT, text), frame(TEXT, ASK))
    opcode, payload = raw.frame()
    told = json.loads(payload)
    assert (opcode, told["type"], told["code"]) == (TEXT, "error", "bad_request")
    assert raw.frame() == ANSWER


def test_too_many_messages_end_the_connection(raw: Raw) -> None:
    raw.send(frame(TEXT, ASK) * 400)
    assert raw.close_code() == 1008


def test_a_flood_of_control_frames_ends_the_connection(raw: Raw) -> None:
    raw.send(frame(PING) * 5000)
    assert raw.close_code() == 1008


def test_a_client_that_sends_a_byte_at_a_time_does_not_hold_up_others(server: Server, token: str) -> None:
    with Raw(server.port, token) as slow, Raw(server.port, token) as quick:
        slow.send(frame(TEXT, ASK)[:5])
        quick.send(frame(TEXT, ASK))
        assert quick.frame() == ANSWER
        slow.send(frame(TEXT, ASK)[5:])
        assert slow.frame() == ANSWER


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-WebSocket-Version": "8"}, 426),
        ({"Sec-WebSocket-Key": "short"}, 400),
        ({"Sec-WebSocket-Key": "not base64!"}, 400),
        ({"Upgrade": "h2c"}, 400),
        ({"Connection": "close"}, 400),
    ],
)
def test_a_broken_handshake_is_refused(server: Server, token: str, headers: dict[str, str], status: int) -> None:
    with Raw(server.port, token, headers) as connection:
        assert connection.status == status


def test_deflate_is_not_negotiated(server: Server, token: str) -> None:
    with Raw(server.port, token, {"Sec-WebSocket-Extensions": "permessage-deflate"}) as connection:
        assert connection.status == 101
        assert "extensions" not in connection.head.lower()


def test_any_cut_of_the_stream_gives_the_same_messages() -> None:
    stream = (
        frame(TEXT, "häß".encode())
        + frame(TEXT, b"a" * 200, fin=False)
        + frame(PING, b"p")
        + frame(CONTINUATION, b"b" * 70000)
        + frame(BINARY, b"")
    )
    whole = list(Parser(1 << 20).feed(stream))
    assert [opcode for opcode, _ in whole] == [TEXT, PING, TEXT, BINARY]
    for size in (1, 2, 3, 7, 1000):
        parser = Parser(1 << 20)
        pieces = [stream[start : start + size] for start in range(0, len(stream), size)]
        assert [message for piece in pieces for message in parser.feed(piece)] == whole


# The kinds of text that the Autobahn test suite sends in its sections 6.3 to 6.23.
VALID = [
    b"", b"\x00", b"\x7f", b"\xc2\x80", b"\xdf\xbf", b"\xe0\xa0\x80", b"\xed\x9f\xbf", b"\xee\x80\x80", b"\xef\xbf\xbd",
    b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"\xf0\x90\x80\x80", b"\xf4\x8f\xbf\xbf", "κόσμε".encode(), "\U0001f9c5 ꙮ".encode(),
    b"\xf0\x9f\xbf\xbe", b"\xf3\xaf\xbf\xbf",
]  # fmt: skip
INVALID = [
    b"\x80", b"\xbf", b"\x80\xbf\x80", b"\xc0 ", b"\xc0\xaf", b"\xc1\xbf", b"\xe0\x80\xaf", b"\xe0\x9f\xbf",
    b"\xf0\x80\x80\xaf", b"\xf0\x8f\xbf\xbf", b"\xf8\x88\x80\x80\x80", b"\xfc\x84\x80\x80\x80\x80", b"\xfe", b"\xff",
    b"\xed\xa0\x80", b"\xed\xaf\xbf", b"\xed\xb0\x80", b"\xed\xbf\xbf", b"\xed\xa0\x80\xed\xb0\x80", b"\xf4\x90\x80\x80",
    b"\xf7\xbf\xbf\xbf", b"\xe2\x82", b"\xf0\x9f\xa7", b"\xce\xba\xe1\xbd\xb9\xcf\x83\xed\xa0\x80edited",
]  # fmt: skip


def _fragments(payload: bytes, cut: int) -> bytes:
    return frame(TEXT, payload[:cut], fin=False) + frame(PING, b"p") + frame(CONTINUATION, payload[cut:])


@pytest.mark.parametrize("text", VALID)
def test_text_in_utf8_is_taken_however_it_is_cut(text: bytes) -> None:
    assert list(Parser(1 << 20).feed(frame(TEXT, text))) == [(TEXT, text)]
    for cut in range(len(text) + 1):
        assert list(Parser(1 << 20).feed(_fragments(text, cut))) == [(PING, b"p"), (TEXT, text)]


@pytest.mark.parametrize("text", INVALID)
def test_text_that_is_not_utf8_is_refused_however_it_is_cut(text: bytes) -> None:
    for stream in [frame(TEXT, text), *(_fragments(b"ok" + text, cut) for cut in range(len(text) + 3))]:
        with pytest.raises(BrokenFrame) as broken:
            list(Parser(1 << 20).feed(stream))
        assert broken.value.code == 1007


def test_bytes_that_can_never_become_utf8_end_it_before_the_message_does() -> None:
    messages = Parser(1 << 20).feed(frame(TEXT, b"\xce\xba\xf4\x90", fin=False))
    with pytest.raises(BrokenFrame):
        next(messages)


def test_a_message_of_very_many_fragments_is_one_message() -> None:
    body = b"x" * 4096
    stream = frame(TEXT, body[:1], fin=False)
    stream += b"".join(frame(CONTINUATION, body[at : at + 1], fin=False) for at in range(1, len(body)))
    assert list(Parser(1 << 20).feed(stream + frame(CONTINUATION))) == [(TEXT, body)]


def test_what_came_before_a_broken_frame_is_given_first() -> None:
    parser = Parser(1 << 20)
    messages = parser.feed(frame(TEXT, b"fine") + frame(3))
    assert next(messages) == (TEXT, b"fine")
    with pytest.raises(BrokenFrame):
        next(messages)
