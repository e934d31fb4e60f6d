"""Lines that hold a condition and two targets or applications: `GotoIf`, `ExecIf`, `GosubIf` and their like."""

from __future__ import annotations

from ivrlint.readers.asterisk.arguments import Piece, split
from ivrlint.readers.asterisk.dialplan import Line


def branches(line: Line) -> tuple[Piece, Piece | None, Piece | None]:
    """The condition of `GotoIf(condition?one:two)`, and its two targets, None where none is written."""
    condition, *rest = split(line.args, line.args_at, ":" if line.app.lower() == "random" else "?", 2)
    if not rest:
        return condition, None, None
    if line.app.lower() == "random":
        return condition, rest[0], None
    one, *two = split(rest[0].text, rest[0].at, ":", 2)
    return condition, one if one.text else None, two[0] if two and two[0].text else None


def inner(line: Line, part: int) -> Line | None:
    """What a conditional line does in one of its two cases; None when it just goes on."""
    app = line.app.lower()
    chosen = branches(line)[part]
    if chosen is None:
        return None
    if app.startswith("goto") or app == "random":
        return line._replace(app="Goto", args=chosen.text, args_at=chosen.at, at=chosen.at, end=chosen.at + len(chosen.text))
    if app == "gosubif":
        return line._replace(app="Gosub", args=chosen.text, args_at=chosen.at, at=chosen.at, end=chosen.at + len(chosen.text))
    if app == "macroif":
        return line._replace(app="Macro", args=chosen.text, args_at=chosen.at, at=chosen.at, end=chosen.at + len(chosen.text))
    bracket = chosen.text.find("(")
    end = chosen.at + len(chosen.text)
    if bracket < 0:
        return line._replace(app=chosen.text, args="", args_at=end, at=chosen.at, end=end)
    args = chosen.text[bracket + 1 :]
    args = args[: args.rfind(")")] if ")" in args else args
    return line._replace(app=chosen.text[:bracket].strip(), args=args, args_at=chosen.at + bracket + 1, at=chosen.at, end=end)
