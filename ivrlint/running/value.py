"""What a run knows of files before they are linted."""

from __future__ import annotations

from collections.abc import Mapping

from ivrlint.flow import Refusal
from ivrlint.flow.tuples import NamedTuple


class How(NamedTuple):
    """What holds for a whole run: the options of `linting.lint_paths`."""

    only_flows: bool = False
    calls: bool = True
    format: str = ""


class Source(NamedTuple):
    """The content of a file, or why there is none.

    `role` says how the run came to it: it is `named`, `below` a folder that is, `given` from elsewhere, or `linked` by another.
    One that `may_be_none` is passed over when it is no flow.
    """

    file: str
    role: str
    data: bytes | Refusal
    may_be_none: bool = False

    @property
    def size(self) -> int:
        """How many bytes there are to read."""
        return _size(self.data)


class Card(NamedTuple):
    """What the flow in a file has to do with other files, or why there is no flow in it.

    `leads_to` are the files that its steps name, and `wants` those that belong to it, perhaps as patterns. A format that
    `links_by_name` links all its files of a run.
    """

    refusal: Refusal | None = None
    leads_to: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    format: str = ""
    links_by_name: bool = False

    @property
    def alone(self) -> bool:
        """Whether the flow has to do with other files only where these lead to it."""
        return not (self.refusal or self.leads_to or self.wants or self.links_by_name)


class Group(NamedTuple):
    """Flows that have to do with one another, and so are linted together.

    `sources` are those that were asked for, in the order of the run; `others` are the files that they lead to, None where there
    is no such file. A flow that has nothing to do with others is a group of its own, with its card.
    """

    sources: tuple[Source, ...]
    others: Mapping[str, bytes | Refusal | None]
    card: Card | None = None

    @property
    def size(self) -> int:
        """How many bytes there are to read."""
        return sum(source.size for source in self.sources) + sum(map(_size, self.others.values()))


def _size(data: bytes | Refusal | None) -> int:
    return len(data) if isinstance(data, bytes) else 0
