"""How wide words are on paper.

The packaged engine knows the widths of ASCII letters only and takes the letters of another font when
several are named, so boxes would be too narrow for their words. All boxes are measured here instead:
the same size with every engine, and room enough in every viewer.
"""

from __future__ import annotations

import unicodedata

_WIDTHS = {
    "'ijl|": 222,
    " !,./:;I[\\]ft": 278,
    "()-`r{}": 334,
    '"*^Jcksvxyz': 500,
    "#$?L_abdeghnopqu0123456789": 556,
    "+<=>~FTZ": 611,
    "&ABEKPSVXY": 667,
    "CDHNRUw": 722,
    "GOQ": 778,
    "Mm": 833,
    "%": 889,
    "W": 944,
    "@": 1015,
}
"""Thousandths of the font size, after the Adobe font metrics of Helvetica, which Arial has too."""

_LETTERS = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_NARROWEST = min(_LETTERS.values())
_OTHER = 620
_WIDE = 1050
_BOLD = 1.09
LINE = 1.22
"""The height of a line, in font sizes."""
NAMES = " _-./#"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of words in points, rather too much than too little."""
    plain = text if text.isascii() else unicodedata.normalize("NFD", text)
    return sum(map(_letter, plain)) * size / 1000 * (_BOLD if bold else 1.0)


def _letter(letter: str) -> int:
    known = _LETTERS.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter):
        return 0
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF else _OTHER


def wrap(
    text: str, size: float, room: float, lines: int, *, bold: bool = False, after: str = " ", middle: bool = False
) -> list[str]:
    """Words in at most so many lines of so many points, shortened with three dots; long words are broken.

    `after` are the letters behind which a line may end: `NAMES` for names of steps. What is too long loses its end, or
    its `middle`: names and conditions that begin alike often differ only at their ends.
    """
    if middle:
        return _without_middle(text, size, room, lines, bold=bold, after=after)
    result = [""]
    for piece in _pieces(text[: _most(size, room, lines)], after):
        while width(result[-1] + piece.rstrip(), size, bold=bold) > room and result[-1].strip():
            result.append("")
        rest = piece if result[-1] else piece.lstrip()
        while len(rest) > 1 and width(rest.rstrip(), size, bold=bold) > room:
            cut = _fitting(rest, size, room, bold=bold)
            result[-1] = rest[:cut]
            result.append("")
            rest = rest[cut:]
        result[-1] += rest
        if len(result) > lines:
            return [*(line.rstrip() for line in result[: lines - 1]), _shortened(result[lines - 1], size, room, bold=bold)]
    return [line.rstrip() for line in result]


def _without_middle(text: str, size: float, room: float, lines: int, *, bold: bool, after: str) -> list[str]:
    """The longest beginning and end, of the same length, that have room; whole where that is possible."""

    def wrapped(kept: int) -> list[str]:
        short = text if kept >= len(text) else f"{text[: kept - kept // 2].rstrip()}...{text[len(text) - kept // 2 :].lstrip()}"
        return wrap(short, size, room, lines + 1, bold=bold, after=after)

    most = _most(size, room, lines)
    if len(text) < most and len(wrapped(len(text))) <= lines:
        return wrapped(len(text))
    least, most = 0, min(len(text) - 1, most)
    while least < most:
        kept = (least + most + 1) // 2
        if len(wrapped(kept)) <= lines:
            least = kept
        else:
            most = kept - 1
    return wrapped(least)[:lines]


def _most(size: float, room: float, lines: int) -> int:
    """More letters than this never have room in so many lines."""
    return int((lines + 1) * (room / size * 1000 / _NARROWEST + 2))


def _pieces(text: str, after: str) -> list[str]:
    """The text cut behind every place where a line may end."""
    pieces = [""]
    for letter in text:
        if pieces[-1] and pieces[-1][-1] in after and letter not in after:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _fitting(text: str, size: float, room: float, *, bold: bool) -> int:
    """How many letters fit, at least one."""
    used = 0.0
    for count, letter in enumerate(text):
        used += width(letter, size, bold=bold)
        if used > room and count:
            return count
    return len(text)


def _shortened(line: str, size: float, room: float, *, bold: bool) -> str:
    """A line with three dots at its end, behind a whole word where one is near."""
    line = line.rstrip()
    while line and width(line + "...", size, bold=bold) > room:
        line = line[:-1]
    cut = line.rfind(" ")
    if cut > len(line) * 0.8:
        line = line[:cut]
    return line.rstrip(" ,;:-_") + "..."
