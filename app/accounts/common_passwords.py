"""Passwords that are among the first that anybody would try.

Lists of leaked passwords are, as far as they are long enough for us, a few words with something put around them: a
year, an exclamation mark, letters written as digits, the word twice, keys that lie side by side. Those are rules, so
the list in common_words.txt is short: it holds the words.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

# Keys that lie side by side, and orders that everybody knows; any run of them, forwards or backwards, is no secret.
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm",
    "azertyuiop", "qsdfghjklm", "wxcvbn", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "qazwsxedcrfvtgbyhnujmikolp", "!@#$%^&*()", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю",
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
)  # fmt: skip
_LEET = str.maketrans("013457@$!|8", "oleastasiib")
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_SHORTEST_WORD = 4
# Nobody tries so many repetitions.
_LONG = 20


@cache
def _words() -> frozenset[str]:
    return frozenset(Path(__file__).with_name("common_words.txt").read_text(encoding="utf-8").split())


def is_common(password: str, username: str = "") -> bool:
    """Whether the password is easily guessed: a word that everybody tries with something around it, such a word or a
    few characters again and again, keys in a row, or the person's own name."""
    text = password.lower()
    own = {
        part for part in (username.lower(), re.split(r"[@.+_-]", username.lower())[0]) if len(part) >= _SHORTEST_WORD
    }
    return any(_is_weak(form, own) for form in {text, text.translate(_LEET), _AROUND.sub("", text).translate(_LEET)})


def _is_weak(text: str, own: set[str]) -> bool:
    bare = _AROUND.sub("", text)
    if (len(set(text)) <= 3 and len(text) <= _LONG) or _runs(text) or _runs(bare):
        return True
    known = _words() | own
    for candidate in (text, bare):
        if candidate in known or _repeated(candidate):
            return True
    # Two of them side by side are one more word to try.
    return any(bare[:cut] in known and _AROUND.sub("", bare[cut:]) in known | {""} for cut in range(3, len(bare)))


def _runs(text: str) -> bool:
    """Whether `text` is made of at most two runs of keys that lie side by side."""
    pieces = 0
    while text and pieces < 3:
        length = max((n for n in range(3, len(text) + 1) if _is_run(text[:n])), default=0)
        if not length:
            return False
        text, pieces = text[length:], pieces + 1
    return not text and 0 < pieces <= 2


def _is_run(text: str) -> bool:
    return any(text in row or text[::-1] in row for row in _RUNS) or (len(set(text)) == 1 and len(text) <= _LONG)


def _repeated(text: str) -> bool:
    """Whether `text` is a short piece again and again."""
    return 8 <= len(text) <= _LONG and (text + text).find(text, 1) < min(len(text), 5)
