"""What stands under the picture: what the colours and lines mean, and the findings by number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ivrlint.diagram import palette
from ivrlint.diagram.labels import FINE, NAME, WORDS, Detail, Part, above, beside, boxed, chip_label, keycap, lines, mark
from ivrlint.diagram.metrics import wrap
from ivrlint.diagram.palette import Look
from ivrlint.diagram.picture import Badge, Chip, Picture
from ivrlint.diagram.ways import Cap
from ivrlint.diagram.words import tidy
from ivrlint.flow import Unknown

LISTED = 40
"""So many findings are listed under a picture; the rest are counted."""

_EXAMPLE = Detail(100, 1)


def legend(picture: Picture, room: float, *, dense: bool) -> Part:
    """The key to the picture, and the findings; `room` is how wide it may be in points."""
    rows = [_in_rows(list(_colours(picture)), room)]
    signs = list(_signs(picture, dense=dense))
    if signs:
        rows.append(_in_rows(signs, room))
    if picture.badges:
        rows.append(_findings(picture.badges, room))
    if picture.left_out:
        rows.insert(0, lines(wrap(_part(picture), WORDS, room, 2), WORDS, palette.BLACK, bold=True))
    if picture.several or not picture.starts:
        rows.insert(0, lines(wrap(picture.title, NAME, room, 2, bold=True), NAME, palette.BLACK, bold=True))
    return above([Part("", 1, 4), *rows], 5)


def _part(picture: Picture) -> str:
    return f"{picture.size} of {picture.total} steps are shown: {picture.left_out}"


def _in_rows(parts: Sequence[Part], room: float) -> Part:
    """Parts beside each other, in as many rows as they need."""
    rows: list[list[Part]] = [[]]
    for part in parts:
        if rows[-1] and sum(other.width + 10 for other in rows[-1]) + part.width > room:
            rows.append([])
        rows[-1].append(part)
    return above([beside(row, 10) for row in rows], 4)


def _colours(picture: Picture) -> Iterator[Part]:
    yield beside([_text("seconds to a person:"), beside([_swatch(look) for _, look in palette.SCALE])], 6)
    used = {box.look for box in picture.boxes}
    others = (palette.PERSON, palette.BY_MISTAKE, palette.NOT_KNOWN, palette.NOBODY, palette.UNREACHABLE)
    yield from (_swatch(look) for look in others if look in used)


def _swatch(look: Look) -> Part:
    text = lines([look.says], FINE, look.ink)
    padded = text._replace(width=text.width + 6, height=text.height + 4)
    return boxed(padded, fill=look.fill, line=look.line, style=look.style.upper(), thick=max(1, round(look.width)))


def _signs(picture: Picture, *, dense: bool) -> Iterator[Part]:
    """The lines, keys, chips and numbers that this picture has."""
    chips = [chip for box in picture.boxes for chip in box.chips]
    ways = [edge.way for edge in picture.edges]
    if any(edge.on_route for edge in picture.edges):
        yield _sign(_rule(4, palette.BLACK, "SOLID"), "the newcomer's quickest way to a person")
    if any(way.caps for way in ways) or any(chip.caps for chip in chips):
        yield _sign(keycap("1"), "the key that leads to a step" if dense else "the caller presses this key")
    if any(way.quiet for way in ways):
        yield _sign(_rule(1, palette.DIM, "DASHED"), "a mistake of the caller, or a failure")
    others = any(chip.manner != "quiet" for chip in chips)
    if others:
        yield _sign(chip_label(Chip((Cap("9", ""),), "", "to ...", "plain"), _EXAMPLE), "a way without a line")
    if any(chip.manner == "quiet" for chip in chips):
        yield _sign(
            chip_label(Chip((), "no input", "to ...", "quiet"), _EXAMPLE),
            f"{'the same' if others else 'a way without a line'}, by mistake or failure",
        )
    if any(isinstance(picture.graph.steps[box.node], Unknown) for box in picture.boxes):
        yield _sign(
            boxed(_text("not known"), fill=palette.WHITE, line=palette.DIM), "an ellipse: a step that ivrlint does not know"
        )
    first = {badge.finding.severity: badge for badge in reversed(picture.badges)}
    for severity, badge in sorted(first.items(), reverse=True):
        yield _sign(mark(badge), str(severity))


def _sign(part: Part, says: str) -> Part:
    return beside([part, _text(says)], 4)


def _text(text: str) -> Part:
    return lines([text], FINE, palette.BLACK)


def _rule(size: int, colour: str, style: str) -> Part:
    """A sample of a line."""
    cells = f'<TR><TD SIDES="B" BORDER="{size}" STYLE="{style}" WIDTH="26" HEIGHT="8"></TD></TR><TR><TD HEIGHT="4"></TD></TR>'
    html = f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" COLOR="{colour}">{cells}</TABLE>'
    return Part(html, 26, 12)


def _findings(badges: Sequence[Badge], room: float) -> Part:
    """Number, severity, step and message, in columns when there is room."""
    listed = badges[:LISTED]
    columns = 1 if len(listed) < 5 or room < 900 else 2 if room < 1500 else 3
    wide = min(room / columns - 14, 620.0)
    parts = [_finding(badge, wide) for badge in listed]
    high = -(-len(parts) // columns)
    blocks = [above(parts[first : first + high]) for first in range(0, len(parts), high)]
    highest = max(block.height for block in blocks)
    whole = beside([block._replace(height=highest) for block in blocks], 14)
    if len(badges) > LISTED:
        return above([whole, _text(f"and {len(badges) - LISTED} more")], 3)
    return whole


def _finding(badge: Badge, wide: float) -> Part:
    finding = badge.finding
    named = finding.step in finding.message
    what = f"{finding.severity}: " if named else f"{finding.severity}, {finding.step}: "
    text = lines(wrap(tidy(what + finding.message), WORDS, wide - 32, 4), WORDS, palette.BLACK)
    row = beside([mark(badge)._replace(width=24), text], 2)
    return row._replace(height=row.height + 3)
