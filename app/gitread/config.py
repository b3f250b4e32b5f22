"""A repository's configuration file, parsed without git: includes are not followed, nothing is expanded or run."""

from __future__ import annotations

import re

from app.gitread.errors import Broken

# `[section "sub section"]`, as git-config(1), "Syntax". The old form `[section.sub]` is a lower-cased sub section.
_SECTION = re.compile(rb'\[\s*([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\\n]|\\.)*)")?\s*\]')
_NAME = re.compile(rb"[A-Za-z][A-Za-z0-9-]*")
_ESCAPES = {ord("n"): b"\n", ord("t"): b"\t", ord("b"): b"\b", ord('"'): b'"', ord("\\"): b"\\"}
TRUE = frozenset({"true", "yes", "on", "1"})


class Config:
    """Values by `section.sub.name` (section and name in lower case), in the file's order."""

    def __init__(self, values: dict[str, list[str]]) -> None:
        self.values = values

    def get(self, name: str) -> str | None:
        """The last value of `name`, as git takes it; None where it is not set."""
        found = self.values.get(name)
        return found[-1] if found else None

    def flag(self, name: str) -> bool:
        """Whether `name` is set to a true value."""
        value = self.get(name)
        return value is not None and value.lower() in TRUE

    def subsections(self, section: str) -> list[str]:
        """The names of the sub sections of `section`, such as the remotes, in the file's order."""
        found: dict[str, None] = {}
        for name in self.values:
            parts = name.split(".")
            if parts[0] == section and len(parts) > 2:
                found[name[len(section) + 1 : name.rindex(".")]] = None
        return list(found)


def parse(content: bytes) -> Config:
    """Parse a configuration file; raises Broken where git would refuse it."""
    values: dict[str, list[str]] = {}
    prefix: str | None = None
    if content.startswith(b"\xef\xbb\xbf"):
        content = content[3:]
    position = 0
    while position < len(content):
        byte = content[position]
        if byte in b" \t\r\n\v\f":
            position += 1
        elif byte in b"#;":
            position = _line_end(content, position)
        elif byte == ord("["):
            match = _SECTION.match(content, position)
            if match is None:
                raise Broken("config_invalid")
            prefix = _section_name(match.group(1), match.group(2))
            position = match.end()
        else:
            match = _NAME.match(content, position)
            if match is None or prefix is None:
                raise Broken("config_invalid")
            value, position = _value(content, match.end())
            values.setdefault(f"{prefix}.{_text(match.group()).lower()}", []).append(value)
    return Config(values)


def _section_name(section: bytes, sub: bytes | None) -> str:
    name = _text(section).lower()
    if sub is None:
        return name
    return name + "." + _text(re.sub(rb"\\(.)", rb"\1", sub))


def _line_end(content: bytes, position: int) -> int:
    end = content.find(b"\n", position)
    return len(content) if end < 0 else end


def _value(content: bytes, position: int) -> tuple[str, int]:
    """The value after a name, and where the next line starts. A name without `=` is true."""
    while position < len(content) and content[position] in b" \t":
        position += 1
    if position >= len(content) or content[position] in b"\r\n#;":
        return "true", _line_end(content, position)
    if content[position] != ord("="):
        raise Broken("config_invalid")
    position += 1
    result = bytearray()
    # Trailing blanks outside quotes do not belong to the value: `kept` is its length without them.
    kept = 0
    quoted = False
    while position < len(content):
        byte = content[position]
        if byte == ord("\n"):
            break
        if byte == ord("\r") and content[position + 1 : position + 2] == b"\n":
            position += 1
            break
        if not quoted and byte in b"#;":
            position = _line_end(content, position)
            break
        if byte == ord('"'):
            quoted = not quoted
            kept = len(result)
        elif byte == ord("\\"):
            position += 1
            if content[position : position + 2] == b"\r\n":
                position += 1
            escaped = content[position] if position < len(content) else 0
            if escaped != ord("\n"):
                if escaped not in _ESCAPES:
                    raise Broken("config_invalid")
                result += _ESCAPES[escaped]
                kept = len(result)
        elif byte in b" \t" and not quoted:
            if result:
                result.append(byte)
        else:
            result.append(byte)
            kept = len(result)
        position += 1
    if quoted:
        raise Broken("config_invalid")
    return _text(bytes(result[:kept])), position


def _text(value: bytes) -> str:
    return value.decode("utf-8", "surrogateescape")
