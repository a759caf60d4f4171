"""EPSG:3067 (ETRS-TM35FIN), in which the registry gives its coordinates, to WGS 84."""

from __future__ import annotations

from functools import lru_cache
from math import isfinite
from typing import Final

from pyproj import Transformer

EASTINGS: Final = (43_500.0, 765_000.0)
NORTHINGS: Final = (6_522_000.0, 7_796_000.0)
"""Between which the registry itself accepts coordinates."""
DECIMALS: Final = 6


@lru_cache(maxsize=1)
def _transformer() -> Transformer:
    return Transformer.from_crs("EPSG:3067", "EPSG:4326", always_xy=True)


def wgs84(easting: float, northing: float) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, to a tenth of a metre; None for what does not lie in Finland."""
    if not (isfinite(easting) and isfinite(northing)):
        return None
    if not (EASTINGS[0] <= easting <= EASTINGS[1] and NORTHINGS[0] <= northing <= NORTHINGS[1]):
        return None
    longitude, latitude = _transformer().transform(easting, northing)
    return round(latitude, DECIMALS), round(longitude, DECIMALS)
