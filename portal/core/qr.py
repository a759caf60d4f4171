"""An address as a square that a phone's camera reads, drawn by this house itself."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Final

import segno

QUIET: Final = 4
"""The empty border that the standard asks for, in squares (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """The dark squares as the path of an SVG, and how wide the whole is, its border included."""

    path: str
    width: int

    def svg(self) -> str:
        """The square as an SVG of its own: black on white, whatever it is laid on."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.width}" '
            f'shape-rendering="crispEdges"><rect width="{self.width}" height="{self.width}" fill="#fff"/>'
            f'<path d="{self.path}" fill="#000"/></svg>'
        )


def qr_code(address: str) -> QrCode:
    """The QR code of an address; it still reads with a seventh of it damaged. Raises ValueError for one too long."""
    rows = segno.make(address, error="m", micro=False).matrix
    return QrCode(path="".join(_runs(row, y + QUIET) for y, row in enumerate(rows)), width=len(rows) + 2 * QUIET)


def _runs(row: bytearray, y: int) -> str:
    drawn, x = [], QUIET
    for is_dark, squares in groupby(row):
        length = len(list(squares))
        if is_dark:
            drawn.append(f"M{x} {y}h{length}v1h-{length}z")
        x += length
    return "".join(drawn)
