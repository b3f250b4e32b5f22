"""The sky of the whole product: a year and a hundred in the background, a year through REST, positions.

    .venv/bin/python -m benchmarks.sky [--hundred]

The limit beside each figure is what the libraries themselves take in the same run for such work: Skyfield's almanac
for a year of phases and seasons, Skyfield's own places of ten bodies. A hundred years are computed
with `--hundred` only; else ten are, and the figure is ten times theirs.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import requests

from benchmarks.product import ROOT, free_port, running

PASSWORD = "a long password of a benchmark"


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of `values` do not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def timed(call: Callable[[], object], times: int) -> list[float]:
    """How long each of `times` calls takes, in milliseconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def background(years: range) -> tuple[float, float]:
    """Seconds until the computing process has answered the first year, and all."""
    with subprocess.Popen(
        [sys.executable, "-m", "worker.ephemeris"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        began = time.perf_counter()
        first = 0.0
        for year in years:
            process.stdin.write(f"{year}\n".encode())
            process.stdin.flush()
            assert process.stdout.readline()
            first = first or time.perf_counter() - began
        taken = time.perf_counter() - began
        process.stdin.close()
    return first, taken


def libraries() -> tuple[float, float]:
    """Milliseconds that Skyfield takes for a year of phases and seasons, and for ten bodies at a moment."""
    from skyfield import almanac

    from app.sky.kernel import kernel
    from app.sky.kinds import SEEN_FROM_EARTH

    opened = kernel()

    def year() -> None:
        first, last = opened.at(2461041.5), opened.at(2461406.5)
        almanac.find_discrete(first, last, almanac.moon_phases(opened.file))
        almanac.find_discrete(first, last, almanac.seasons(opened.file))

    day = 2461041.5

    def places() -> None:
        nonlocal day
        day += 1.0
        earth = opened.earth.at(opened.at(day))
        for body in SEEN_FROM_EARTH:
            earth.observe(opened[body]).apparent().ecliptic_latlon("date")

    places()
    return min(timed(year, 3)), statistics.median(timed(places, 50))


def sign_in(base: str) -> requests.Session:
    """A session of the first administrator."""
    session = requests.Session()
    session.trust_env = False
    answer = session.post(f"{base}/api/auth/login", json={"username": "admin", "password": PASSWORD}, timeout=10)
    answer.raise_for_status()
    session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return session


def wait_for(session: requests.Session, base: str, whole: Callable[[dict[int, bool]], bool]) -> float:
    """Seconds until the years that are kept are as wished."""
    began = time.perf_counter()
    while True:
        items = session.get(f"{base}/api/sky/years", timeout=10).json()["items"]
        if whole({one["year"]: one["computed_at"] is not None for one in items}):
            return time.perf_counter() - began
        time.sleep(0.1)


def measure_rest(base: str, places_limit: float) -> None:
    """Read through REST what the product has computed by itself."""
    session = sign_in(base)
    year = datetime.now(UTC).year
    print(
        f"from sign-in until this year is there: {wait_for(session, base, lambda known: known.get(year, False)):.1f} s"
    )
    whole = wait_for(session, base, lambda known: len(known) == 13 and all(known.values()))
    print(f"until all thirteen years are there: {whole:.1f} s more")
    address = f"{base}/api/sky/events?from={year}-01-01&to={year + 1}-01-01&limit=200"
    first = session.get(address, timeout=10)
    fresh = timed(lambda: session.get(f"{address}&body=moon,{next(bodies)}", timeout=10), 7)
    kept = timed(lambda: session.get(address, timeout=10), 300)
    tag = {"If-None-Match": first.headers["ETag"]}
    same = timed(lambda: session.get(address, headers=tag, timeout=10), 300)
    for name, values in (("a page of 200 of a year's events", kept), ("the same, unchanged: 304", same)):
        print(f"{name}: median {statistics.median(values):.1f}, p95 {percentile(values, 0.95):.1f} ms (target 10 ms)")
    print(f"a page that nobody asked for before: median {statistics.median(fresh):.1f} ms")
    moments = (datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=number) for number in range(10_000))
    ask = f"{base}/api/sky/positions?at="
    timed(lambda: session.get(ask + next(moments).strftime("%Y-%m-%dT%H:%M:%SZ"), timeout=10), 40)
    places = timed(lambda: session.get(ask + next(moments).strftime("%Y-%m-%dT%H:%M:%SZ"), timeout=10), 300)
    print(
        f"positions of ten bodies: median {statistics.median(places):.1f}, p95 {percentile(places, 0.95):.1f} ms "
        f"(target 5 ms), {statistics.median(places) / places_limit:.2f} times the library alone"
    )


bodies = iter(["mercury", "venus", "mars", "jupiter", "saturn", "uranus", "neptune"])


def main() -> None:
    """Measure and print."""
    year_limit, places_limit = libraries()
    print(f"libraries: phases and seasons of a year {year_limit:.0f} ms, ten bodies {places_limit:.2f} ms")
    span = range(1950, 2050) if "--hundred" in sys.argv else range(2020, 2030)
    first, taken = background(span)
    print(f"a year in the background, with the start of its process: {first:.2f} s (target 3 s)")
    print(f"a hundred years: {taken * 100 / len(span):.0f} s (target 110 s; by the libraries' own searches 95 s)")
    port = free_port()
    settings = {"LUMASTACK_PORT": str(port), "LUMASTACK_ADMIN_PASSWORD": PASSWORD}
    with tempfile.TemporaryDirectory() as directory, running(Path(directory) / "data", settings=settings):
        measure_rest(f"http://127.0.0.1:{port}", places_limit)


if __name__ == "__main__":
    main()
