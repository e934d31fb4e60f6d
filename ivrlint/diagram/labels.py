"""The HTML-like labels of Graphviz: steps, keys on edges, chips and badges.

Every cell gets its size from `metrics`, so that a box is as large as its words whatever the engine thinks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from ivrlint.diagram import palette
from ivrlint.diagram.metrics import LINE, NAMES, width, wrap
from ivrlint.diagram.picture import Badge, Box, Chip
from ivrlint.diagram.ways import Cap, Way
from ivrlint.diagram.words import details, heard, kind_words
from ivrlint.flow import AnyStep
from ivrlint.flow.tuples import NamedTuple

TITLE, NAME, WORDS, FINE = 15.0, 11.0, 9.0, 9.0
"""Sizes of letters in points, before the picture is scaled to its sheet."""

MARKS = 8
"""So many numbers of findings fit on a step; the rest are counted."""

DIGITS, ROW = "123456789", 4
"""Keys in their order; so many that follow each other are told as one."""


class Part(NamedTuple):
    """A piece of a label with its size in points."""

    html: str
    width: int
    height: int


class Detail(NamedTuple):
    """How much is told: points of width of a step, and lines of its words.

    In a dense picture it is not told what a step does besides speaking, nor what its other keys are for,
    and the key that leads to a step stands on the step, not beside the edge.
    """

    room: float
    lines: int
    dense: bool = False


DETAILS = (
    Detail(190, 4),
    Detail(165, 3),
    Detail(140, 2),
    Detail(190, 2, dense=True),
    Detail(115, 2, dense=True),
    Detail(100, 1, dense=True),
)
"""From rich to poor."""
SPARE = Detail(130, 2, dense=True)
"""For pictures that no sheet holds."""
BARE = Detail(130, 0, dense=True)
"""For those of very many steps."""


def escape(text: str) -> str:
    """Text for an HTML-like label. A backslash counts as an escape there unless there are two; an empty text is not allowed."""
    for letter, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\\", "&#92;&#92;")):
        text = text.replace(letter, entity)
    return text or " "


def font(text: str, size: float, colour: str, *, bold: bool = False) -> str:
    """Letters of one size and colour, escaped."""
    letters = f"<B>{escape(text)}</B>" if bold else escape(text)
    return f'<FONT POINT-SIZE="{size:g}" COLOR="{colour}">{letters}</FONT>'


def lines(texts: Sequence[str], size: float, colour: str, *, bold: bool = False) -> Part:
    """Some lines, each beginning at the left."""
    html = "".join(font(text, size, colour, bold=bold) + '<BR ALIGN="LEFT"/>' for text in texts)
    return Part(html, ceil(max(width(text, size, bold=bold) for text in texts) * 1.03 + 2), ceil(len(texts) * size * LINE))


def cell(part: Part, attributes: str = "") -> str:
    """A cell that is at least as large as its part."""
    return f'<TD ALIGN="LEFT" WIDTH="{part.width}" HEIGHT="{part.height}"{attributes}>{part.html}</TD>'


def table(rows: Iterable[str], wide: int, high: int, valign: str = "MIDDLE") -> Part:
    """A table without lines, neither stretched nor squeezed; each row is the text of its cells."""
    body = "".join(f"<TR>{row}</TR>" for row in rows)
    size = f'FIXEDSIZE="TRUE" WIDTH="{wide}" HEIGHT="{high}" ALIGN="LEFT" VALIGN="{valign}"'
    return Part(f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" {size}>{body}</TABLE>', wide, high)


def beside(parts: Sequence[Part], gap: int = 0, valign: str = "MIDDLE") -> Part:
    """Parts in a row."""
    space = f'<TD WIDTH="{gap}"></TD>' if gap else ""
    row = space.join(cell(part) for part in parts)
    wide = sum(part.width for part in parts) + gap * (len(parts) - 1)
    return table([row], wide, max(part.height for part in parts), valign)


def above(parts: Sequence[Part], gap: int = 0) -> Part:
    """Parts one under another."""
    spaced = [part._replace(height=part.height + gap) for part in parts[:-1]] + [*parts[-1:]]
    high = sum(part.height for part in spaced)
    return table([cell(part) for part in spaced], max(part.width for part in parts), high, "TOP")


def boxed(inner: Part, *, fill: str, line: str, style: str = "ROUNDED", thick: int = 1, pad: int = 2) -> Part:
    """A part with a line around it."""
    padded = beside([Part("", pad, 1), inner, Part("", pad, 1)])
    wide, high = padded.width + 2 * thick, padded.height + 2 * thick
    td = f'<TD BORDER="{thick}" STYLE="{style}" COLOR="{line}" BGCOLOR="{fill}" WIDTH="{wide}" HEIGHT="{high}">'
    return table([f"{td}{padded.html}</TD>"], wide, high)


def keycap(key: str, size: float = FINE) -> Part:
    """A key as it looks on a telephone."""
    letter = Part(font(key, size, palette.BLACK, bold=True), ceil(max(width(key, size, bold=True), size - 3)), ceil(size * LINE))
    return boxed(letter, fill=palette.WHITE, line=palette.BLACK)


def marks(badges: Sequence[Badge]) -> Part:
    """The numbers of findings, in the colours of their severities."""
    parts = [mark(badge) for badge in badges[:MARKS]]
    if len(badges) > MARKS:
        parts.append(lines([f"+{len(badges) - MARKS}"], FINE, palette.BLACK))
    return beside(parts, 2)


def mark(badge: Badge) -> Part:
    """One number of a finding."""
    ground, figure = palette.BADGES[badge.finding.severity]
    text = str(badge.number)
    number = Part(font(text, FINE, figure, bold=True), ceil(width(text, FINE, bold=True) + 2), ceil(FINE * LINE))
    return boxed(number, fill=ground, line=palette.BLACK)


def step_label(step: AnyStep, name: str, box: Box, way: Way | None, detail: Detail) -> Part:
    """All that is written in a step: kind and badges, name, words, details, and the ways that have no edge.

    `way` leads to the step when that is told on the step.
    """
    ink = box.look.ink
    head = [lines([kind_words(step)], FINE, ink)]
    if way:
        head = [*_arriving(way, detail.room), *head]
    if box.badges:
        head.append(marks(box.badges))
    rows = [beside(head, 4)]
    rows.append(lines(wrap(name, NAME, detail.room, 2, bold=True, after=NAMES, middle=True), NAME, ink, bold=True))
    words = heard(step, briefly=True) if detail.lines else ""
    if words:
        recorded = not words.startswith('"')
        after = NAMES if recorded else " "
        rows.append(lines(wrap(words, WORDS, detail.room, detail.lines, after=after, middle=recorded), WORDS, ink))
    does = "" if detail.dense else details(step)
    if does:
        rows.append(lines(wrap(does, FINE, detail.room, 2, after=NAMES), FINE, ink))
    if box.comes_from:
        rows.append(lines(wrap(box.comes_from, FINE, detail.room, 3), FINE, ink))
    if box.chips:
        chips = _by_place(box.chips) if detail.dense else box.chips
        rows.append(above([chip_label(chip, detail) for chip in chips], 1))
    return above(rows, 1 if detail.dense else 2)


def _by_place(chips: Sequence[Chip]) -> list[Chip]:
    """One chip for each place, where there is little room."""
    places: dict[str, list[Chip]] = {}
    for chip in chips:
        places.setdefault(chip.place, []).append(chip)
    return [
        Chip(
            tuple(cap for chip in same for cap in chip.caps),
            " / ".join(chip.words for chip in same if chip.words),
            place,
            next((chip.manner for chip in same if chip.manner != "quiet"), "quiet"),
        )
        for place, same in places.items()
    ]


def chip_label(chip: Chip, detail: Detail) -> Part:
    """One way out, told inside its step."""
    colour = {"plain": palette.BLACK, "quiet": palette.GREY, "alarm": palette.NOBODY.line}[chip.manner]
    bold = chip.manner == "alarm"
    parts: list[Part] = []
    for cap in _together(chip.caps, purposes=not detail.dense):
        parts += _cap(cap, 0.0 if detail.dense else detail.room / 2, 1) if cap.key else []
    words = " / ".join([*_spoken(chip.caps), *filter(None, [chip.words])])
    parts.append(lines(_chip_words(words, chip.place, detail.room, bold=bold), FINE, colour, bold=bold))
    style = "ROUNDED,DASHED" if chip.manner == "quiet" else "ROUNDED"
    return boxed(beside(parts, 3), fill=palette.WHITE, line=palette.DIM, style=style, pad=3)


def _chip_words(words: str, place: str, room: float, *, bold: bool) -> list[str]:
    """What is answered and where it leads; where both have no room, each gives way by itself."""
    whole = wrap(f"{words}: {place}" if words else place, FINE, room, 3, bold=bold, after=NAMES)
    if len(whole) < 3:
        return whole
    answered = wrap(f"{words}:", FINE, room, 1, bold=bold, after=NAMES, middle=True) if words else []
    return [*answered, *wrap(place, FINE, room, 2, bold=bold, after=NAMES, middle=True)]


def _spoken(caps: Sequence[Cap]) -> list[str]:
    """What callers say where there are no keys."""
    return [cap.purpose for cap in caps if cap.purpose and not cap.key]


def _together(caps: Sequence[Cap], *, purposes: bool) -> Iterator[Cap]:
    """Keys of which nothing else is told, with those that follow each other as one: 1-6."""
    run: list[Cap] = []
    for cap in [*caps, Cap("", "")]:
        alone = len(cap.key) == 1 and cap.key in DIGITS and not (purposes and cap.purpose)
        if run and alone and DIGITS.index(cap.key) == DIGITS.index(run[-1].key) + 1:
            run.append(cap)
            continue
        yield from [Cap(f"{run[0].key}-{run[-1].key}", "")] if len(run) >= ROW else run
        run = [cap] if alone else []
        if not alone and cap != Cap("", ""):
            yield cap


def _arriving(way: Way, room: float) -> list[Part]:
    """How a call comes to a step, in front of the kind of the step."""
    caps = [part for cap in _together(way.caps, purposes=False) if cap.key for part in _cap(cap, 0.0, 1)]
    words = " / ".join([*_spoken(way.caps), *filter(None, [told(way)])])
    if words:
        text = lines(
            wrap(words, FINE, max(60, room * 0.6), 1, after=NAMES, middle=True),
            FINE,
            palette.GREY if way.quiet else palette.BLACK,
        )
        caps.append(boxed(text, fill=palette.WHITE, line=palette.DIM, style="ROUNDED,DASHED" if way.quiet else "ROUNDED"))
    return caps


def told(way: Way) -> str:
    """The words on a way besides its keys; empty when it merely follows."""
    return " / ".join(word for word in way.words if word not in ("then", "entered"))


def edge_label(way: Way, detail: Detail) -> Part | None:
    """The keys of an edge with what they are for, or the words of its exits; None when it merely follows."""
    colour = palette.GREY if way.quiet else palette.BLACK
    room = min(detail.room * 0.6, 100.0)
    rows = [beside(_cap(cap, room, 2), 3) for cap in _together(way.caps, purposes=True)]
    words = told(way)
    if words:
        rows.append(lines(wrap(words, WORDS, room, 3, after=NAMES, middle=True), WORDS, colour))
    return beside([Part(" ", 5, 1), above(rows, 1)]) if rows else None


def _cap(cap: Cap, room: float, count: int) -> list[Part]:
    """A key, and what it is for where there is room."""
    parts = [keycap(cap.key)] if cap.key else []
    if cap.purpose and (room or not cap.key):
        parts.append(lines(wrap(cap.purpose, WORDS, room or 90.0, count), WORDS, palette.BLACK))
    return parts
