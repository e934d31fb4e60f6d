"""Writes docs/facts.md from the classes of facts; with --check, fails when the page is not current."""

import inspect
import sys
import types
from pathlib import Path
from typing import get_args, get_origin, get_type_hints

from ivrlint import facts
from ivrlint.facts.quoted import Quoted
from ivrlint.flow import fields

PAGE = Path(__file__).parent.parent / "docs" / "facts.md"
NAMES = {str: "text", int: "whole number", float: "number", bool: "true/false"}


def page() -> str:
    """The text of docs/facts.md."""
    lines = [
        "# Facts: what a rule may look at",
        "",
        "Made from `ivrlint/facts/` by `.ci/facts_page.py`; do not edit this page.",
        "",
        "`ivrlint facts FILE` prints these facts as JSON. A fact is never empty: what cannot be reached is infinitely far",
        "(`null` in JSON). A walk takes exits one after another; a *deliberate* walk takes no mistake (no input, no match)",
        "and no failure. *Reachable* means by any walk from the start of the call. Times are those of a caller who hears",
        "the flow for the first time; `time-model.md` says how they are computed.",
        "",
        "Every rule can also look at `call`, whatever its subject is.",
        "",
    ]
    for kind, subject in facts.SUBJECTS.items():
        lines += [f"## `{kind}`", "", inspect.getdoc(subject) or "", "", "| fact | type | meaning |", "|---|---|---|"]
        hints = get_type_hints(subject)
        for field in fields(subject):
            if "about" in field.metadata:
                unit = f" ({field.metadata['unit']})" if field.metadata["unit"] else ""
                lines.append(f"| `{field.name}` | {_type(hints[field.name])}{unit} | {_cell(field.metadata['about'])} |")
        for name, value in inspect.getmembers(subject, lambda member: isinstance(member, property)):
            returns = get_type_hints(value.fget)["return"]
            lines.append(f"| `{name}` | {_type(returns)} | {_cell(inspect.getdoc(value) or '')} |")
        lines.append("")
    topics = ", ".join(f"`{name}`" for name, _ in inspect.getmembers(Quoted, lambda member: isinstance(member, property)))
    lines += ["## `prompt.quoted`", "", inspect.getdoc(Quoted) or "", "", f"Topics: {topics}.", ""]
    return "\n".join(lines)


def _type(hint: object) -> str:
    if get_origin(hint) is tuple:
        return f"list of {_type(get_args(hint)[0])}"
    if isinstance(hint, types.GenericAlias):
        return str(hint)
    return NAMES.get(hint, getattr(hint, "__name__", str(hint)))  # type: ignore[arg-type]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    if "--check" in sys.argv:
        if PAGE.read_text(encoding="utf-8") != page():
            sys.exit("docs/facts.md is not current: run python .ci/facts_page.py")
    else:
        PAGE.write_text(page(), encoding="utf-8")
