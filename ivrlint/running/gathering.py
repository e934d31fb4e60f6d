"""From the paths of a command line to the contents of files, and to those of them that count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ivrlint.flow import Refusal
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.content import HEAD, content, content_of_flow
from ivrlint.readers.places import Found, Given, Place, take_in
from ivrlint.running.value import Card, How, Source


class Counted(NamedTuple):
    """The flows that a run was asked for, in its order, and what is wrong with the files that are none."""

    flows: Mapping[str, Source]
    problems: Sequence[Refusal]


def sources_of(places: Sequence[Place], how: How) -> Iterator[tuple[str, Source]]:
    """The content of each file, once and with the path to it. Large files in folders are left out when they are no flows."""
    seen = set()
    for place in places:
        for found in place.files:
            if found.me is None or found.me not in seen:
                seen.add(found.me)
                source = source_of(found, place.is_folder, how)
                if source:
                    yield found.path, source


def counted(places: Sequence[Place], card: Callable[[Found, bool], tuple[Source, Card] | None], given: Given | None) -> Counted:
    """What counts, every flow once; `card` is asked for those that may, and gives nothing for what is certainly no flow."""
    flows: dict[str, Source] = {}
    problems: list[Refusal] = []

    def take(found: Found, in_folder: bool) -> bool:
        its = card(found, in_folder)
        if its is None:
            return False
        source, (refusal, *_) = its
        if not refusal:
            flows.setdefault(found.file, source)
        elif (refusal.foreign or refusal.no_calls) and source.may_be_none:
            return False
        elif refusal not in problems:
            problems.append(refusal)
        return True

    problems.extend(take_in(places, take, given))
    return Counted(flows, problems)


def source_of(found: Found, in_folder: bool, how: How) -> Source | None:
    """The content of a file, or why there is none; nothing where it is certainly no flow, and may be none."""
    if found.data is not None:
        return Source(found.file, "given", found.data)
    sniffed = in_folder or (how.only_flows and not how.format)
    data = content_of_flow(found.path, _may_be_flow) if sniffed else content(found.path)
    return None if data is None else Source(found.file, "below" if in_folder else "named", data, in_folder or how.only_flows)


def _may_be_flow(head: bytes) -> bool:
    """Whether a file may be a flow that begins like this; a small one may be a flow that is known already."""
    if len(head) < HEAD:
        return True
    from ivrlint.readers import recognised

    return recognised(head)
