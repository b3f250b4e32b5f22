"""What is asked of Skyfield: apparent places seen from the Earth's centre, geometric distances, at many moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.sky.kernel import Kernel
from app.sky.kinds import Body

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[Any]]


class Moments:
    """Moments of TT (Julian dates) with the orientation of the ecliptic at each, which is costly and so made once."""

    def __init__(self, kernel: Kernel, tt: Numbers) -> None:
        from skyfield.framelib import ecliptic_frame

        self.kernel = kernel
        self.tt = tt
        self.ecliptic: Any = ecliptic_frame.rotation_at(kernel.at(tt))

    def longitudes(self, body: Body, where: Any = slice(None)) -> Numbers:
        """Apparent longitude of a body in degrees, in the true ecliptic and equinox of date, at some of the moments."""
        return self.angles(apparent(self.kernel, body, self.tt[where]), where)[0]

    def angles(self, place: Any, where: Any = slice(None)) -> tuple[Numbers, Numbers]:
        """Longitude and latitude of a place as Skyfield gives it, likewise."""
        import numpy as np

        x, y, z = np.einsum("ij...,j...->i...", self.ecliptic[:, :, where], place.xyz.au)
        return np.degrees(np.arctan2(y, x)) % 360.0, np.degrees(np.arctan2(z, np.hypot(x, y)))


def apparent(kernel: Kernel, body: Body, tt: Any) -> Any:
    """The apparent place of a body, seen from the Earth's centre: light time, aberration and deflection are in it."""
    return kernel.earth.at(kernel.at(tt)).observe(kernel[body]).apparent()


def solar_longitudes_j2000(kernel: Kernel, tt: Numbers) -> Numbers:
    """The Sun's apparent longitude in degrees, in the ecliptic and equinox of J2000.0, as meteor tables use it."""
    from skyfield.framelib import ecliptic_J2000_frame

    _, longitude, _ = apparent(kernel, Body.SUN, tt).frame_latlon(ecliptic_J2000_frame)
    degrees: Numbers = longitude.degrees
    return degrees


def elongations(kernel: Kernel, body: Body, tt: Numbers) -> Numbers:
    """The apparent angle between the Sun and a body in degrees."""
    degrees: Numbers = apparent(kernel, body, tt).separation_from(apparent(kernel, Body.SUN, tt)).degrees
    return degrees


def distances_au(kernel: Kernel, centre: Body, body: Body, tt: Numbers) -> Numbers:
    """The geometric distance between two bodies at the moment itself.

    A distance as observed mixes in how far a body moves while its light travels; that shifts apsides by minutes.
    """
    au: Numbers = (kernel[body] - kernel[centre]).at(kernel.at(tt)).distance().au
    return au


def wrapped(degrees: Any) -> Any:
    """Angles from -180 to 180."""
    return (degrees + 180.0) % 360.0 - 180.0
