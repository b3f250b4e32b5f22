"""Skyfield with the ephemeris DE421, opened once a process at its first use, and never before a fork.

Nothing is downloaded: the ephemeris is in the package skyfield-data, the time scale is the one built into Skyfield.
NumPy and Skyfield are imported inside the functions, so that a process that never looks at the sky does not carry them.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import metadata, resources
from typing import Any

from app.sky.kinds import Body

EPHEMERIS = "DE421"
LIBRARIES = ("skyfield", "astronomy-engine", "skyfield-data")
# Raised by whoever changes what is computed, or how; kept years are then computed again.
DEFINITIONS = 1

# DE421 knows the outer planets by the centres of mass of them and their moons.
_SEGMENTS = {
    Body.SUN: "sun",
    Body.MOON: "moon",
    Body.MERCURY: "mercury",
    Body.VENUS: "venus",
    Body.EARTH: "earth",
    Body.MARS: "mars",
    Body.JUPITER: "jupiter barycenter",
    Body.SATURN: "saturn barycenter",
    Body.URANUS: "uranus barycenter",
    Body.NEPTUNE: "neptune barycenter",
    Body.PLUTO: "pluto barycenter",
}


@cache
def versions() -> str:
    """What events are computed with, as one text: `skyfield 1.55, astronomy-engine 2.1.19, skyfield-data 7.0.0`."""
    return ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)


@cache
def stamp() -> str:
    """What a kept year was computed with; another stamp asks for computing it again."""
    return f"{versions()}, {EPHEMERIS}, definitions {DEFINITIONS}"


class Kernel:
    """An open ephemeris and its time scale."""

    def __init__(self) -> None:
        from skyfield.api import load
        from skyfield.jpllib import SpiceKernel

        self.file = SpiceKernel(str(resources.files("skyfield_data") / "data" / "de421.bsp"))
        self.timescale: Any = load.timescale(builtin=True)
        self.earth = self.file["earth"]
        self.sun = self.file["sun"]
        self._bodies = {body: self.file[name] for body, name in _SEGMENTS.items()}

    def __getitem__(self, body: Body) -> Any:
        return self._bodies[body]

    def at(self, tt_jd: Any) -> Any:
        """Skyfield's time of a Julian date of TT, or of an array of them."""
        return self.timescale.tt_jd(tt_jd)


@cache
def kernel() -> Kernel:
    """The kernel of this process."""
    return Kernel()


# A file position shared with the parent would mix two readers; a child opens its own.
os.register_at_fork(after_in_child=kernel.cache_clear)
