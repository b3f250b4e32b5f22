"""Loading the ten languages and switching between them, beside gettext catalogs of the same messages in the same run.

`python -m benchmarks.languages`

Loading is measured in fresh processes, after the imports. "Told once" adds the first use of every message,
which is when those with parameters and plurals are understood. A switch is thirty messages, plurals among them, in the
next language. Gettext gets the same number of messages and texts of the same length as compiled catalogs, with Babel's
locale data for its numbers; it chooses plurals by one number and knows no other choices.
"""

from __future__ import annotations

import json
import logging
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import structlog

LOAD_TARGET_MS, SWITCH_TARGET_MS = 150.0, 2.0
ROUNDS = 5
PLURALS = "notification-commits.title"

OURS = """
import json, sys, time
from app.i18n import LANGUAGES, bundles, message_ids, translate
codes = list(LANGUAGES)[: int(sys.argv[1])]
began = time.perf_counter()
for code in codes:
    bundles.catalog(code)
loaded = time.perf_counter()
ids = message_ids(codes[0])
import structlog, logging
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
between = time.perf_counter()
for code in codes:
    for key in ids:
        translate(code, key)
told = time.perf_counter()
keys = list(message_ids("en", "error-"))[:29]
times = []
for number in range(300):
    code = codes[number % len(codes)]
    start = time.perf_counter()
    for key in keys:
        translate(code, key, seconds=number, limit=number, name="x", reason="y", status="broken")
    translate(code, sys.argv[2], count=number, project="engine")
    times.append(time.perf_counter() - start)
print(json.dumps({"load": loaded - began, "told": told - between, "switch": times, "messages": len(ids) * len(codes)}))
"""
PEER = """
import gettext, json, sys, time
from babel import Locale
from babel.numbers import format_decimal
directory, codes = sys.argv[1], sys.argv[2].split(",")
began = time.perf_counter()
catalogs = {}
for code in codes:
    with open(f"{directory}/{code}.mo", "rb") as file:
        catalogs[code] = gettext.GNUTranslations(file)
    Locale.parse(code).plural_form(2)
loaded = time.perf_counter()
keys = json.loads(open(f"{directory}/keys.json").read())[:29]
times = []
for number in range(300):
    code = codes[number % len(codes)]
    start = time.perf_counter()
    for key in keys:
        catalogs[code].gettext(key)
    catalogs[code].ngettext("one", "other", number).format(format_decimal(number, locale=code))
    times.append(time.perf_counter() - start)
print(json.dumps({"load": loaded - began, "switch": times}))
"""


def measure(program: str, *words: str) -> dict[str, list[float]]:
    """The figures of some fresh processes."""
    found: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        out = subprocess.run([sys.executable, "-c", program, *words], check=True, capture_output=True, text=True)
        for name, value in json.loads(out.stdout.splitlines()[-1]).items():
            found.setdefault(name, []).extend(value if isinstance(value, list) else [value])
    return found


def write_catalogs(directory: Path) -> list[str]:
    """Compiled catalogs of the same messages; gives their locales."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    from app.i18n import LANGUAGES, message_ids, translate

    for language in LANGUAGES.values():
        catalog = Catalog(locale=language.locale)
        for key in message_ids("en"):
            catalog.add(key, translate(language.code, key))
        catalog.add(("one", "other"), ["{}"] * catalog.num_plurals)
        with (directory / f"{language.locale}.mo").open("wb") as file:
            write_mo(file, catalog)
    (directory / "keys.json").write_text(json.dumps(message_ids("en", "error-")))
    return [language.locale for language in LANGUAGES.values()]


def main() -> None:
    """Print the figures."""
    # Parameters are left out on purpose where they do not matter here.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print("loading, in milliseconds (median of fresh processes)")
    for count in (1, 5, 10):
        ours = measure(OURS, str(count), PLURALS)
        load, told = statistics.median(ours["load"]) * 1e3, statistics.median(ours["told"]) * 1e3
        print(
            f"  {count:2} languages, {ours['messages'][0]:5} messages: {load:6.1f}, each told once {told:6.1f}",
            flush=True,
        )
    with tempfile.TemporaryDirectory() as directory:
        peer = measure(PEER, directory, ",".join(write_catalogs(Path(directory))))
    peer_load = statistics.median(peer["load"]) * 1e3
    print(f"  gettext, ten languages:    {peer_load:6.1f}")
    ratio = load / LOAD_TARGET_MS
    print(f"  all ten: {ratio:.2f} of the target of {LOAD_TARGET_MS:.0f} ms, {load / peer_load:.2f} of gettext")
    switch = sorted(value * 1e3 for value in ours["switch"])
    other = sorted(value * 1e3 for value in peer["switch"])
    median, slow = statistics.median(switch), switch[int(len(switch) * 0.99)]
    print(f"switching, in milliseconds: median {median:.3f}, p99 {slow:.3f}; gettext {statistics.median(other):.3f}")
    print(
        f"  {median / SWITCH_TARGET_MS:.2f} of the target of {SWITCH_TARGET_MS:.0f} ms, "
        f"{median / statistics.median(other):.1f} times gettext"
    )


if __name__ == "__main__":
    main()
