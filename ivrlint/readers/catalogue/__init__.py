"""What ivrlint says of each format: one YAML file a format, printed by `ivrlint formats` and made into docs/formats.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ivrlint.flow.tuples import NamedTuple

_HERE = Path(__file__).parent


class Construct(NamedTuple):
    """What becomes of one thing of the format."""

    construct: str
    becomes: str
    remarks: str = ""


class Page(NamedTuple):
    """A format: which files are read, what becomes of what, what is not covered, and the vendor's own documentation.

    `documentation` are titles and addresses. All texts are Markdown.
    """

    name: str
    title: str
    reads: Sequence[str]
    constructs: Sequence[Construct]
    remarks: Sequence[str]
    not_covered: Sequence[str]
    documentation: Sequence[tuple[str, str]]


def page(name: str) -> Page:
    """The page of a format by its name."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data: Mapping[str, Any] = yaml.load((_HERE / f"{name}.yaml").read_text("utf-8"), loader)  # noqa: S506 - a safe loader
    return Page(
        name=name,
        title=data["title"],
        reads=[_line(text) for text in data["reads"]],
        constructs=[Construct(**{key: _line(text) for key, text in row.items()}) for row in data["constructs"]],
        remarks=[_line(text) for text in data["remarks"]],
        not_covered=[_line(text) for text in data["not_covered"]],
        documentation=[(each["title"], each["url"]) for each in data["documentation"]],
    )


def _line(text: str) -> str:
    return " ".join(text.split())
