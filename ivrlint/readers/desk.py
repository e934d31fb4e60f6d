"""Takes in the contents of files one after another, and makes flows of them that know one another."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ivrlint import readers
from ivrlint.flow import Flow, Kind, Refusal, Value, field, replace
from ivrlint.readers.asking import Ask, plainly
from ivrlint.readers.content import LIMIT, ContentsBelow, linked, shown, too_large
from ivrlint.readers.links import Link, entered, follow, parts
from ivrlint.readers.wanted import has_magic

if TYPE_CHECKING:
    from ivrlint.readers.remarks import Remark

_WORD = b"ivrlint:"
_OTHER_WORD = b"ivrlint-disable"
_WIDE_WORD = b"i\0v\0r\0l\0i\0n\0t\0:"
"""The same in files of two bytes a character, in either order of them."""

MOST_WANTED = 2000
"""Files that one pattern of a flow brings in."""

DEEPEST_PATTERN = 3
"""Folders and files of one pattern of a flow that may be patterns themselves: more may go through a whole disk."""


class Reading(Value, metaclass=Kind):
    """What was read: flows by path, those that were asked for and those that they lead to.

    `entered` names the steps of a file that other files lead to; `parts` are the files in which no call begins, because the
    others of the run lead there. `texts` holds the content of every file
    that was read, to quote from; `remarks` are the comments in them that speak to ivrlint.
    """

    flows: Mapping[str, Flow]
    linked: Mapping[str, Flow] = field(default_factory=dict)
    problems: tuple[Refusal, ...] = ()
    texts: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    entered: Mapping[str, frozenset[str]] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()
    remarks: tuple[Remark, ...] = ()


class Desk:
    """Takes in one file after another.

    With `only_flows` files that are no flows are passed over, also those that are named; `format_` is that of all files that are
    named. What lies `nowhere` has no files beside it. What lies on the disk is asked through `ask`, and flows are made by `read`.
    """

    def __init__(
        self,
        *,
        only_flows: bool = False,
        format_: str = "",
        nowhere: bool = False,
        ask: Ask = plainly,
        read: Callable[..., Flow | Refusal] = readers.read,
    ) -> None:
        self.only_flows, self.format, self.nowhere = only_flows, format_, nowhere
        self.ask, self._read = ask, read
        self.flows: dict[str, Flow] = {}
        self.problems: list[Refusal] = []
        self.texts: dict[str, bytes] = {}
        self.named: set[str] = set()
        self._spoken_to: dict[str, str] = {}  # the formats of files with a word that may stand in a remark

    def take(self, file: str, data: bytes | Refusal, *, named: bool = True, only_flows: bool = False) -> bool:
        """The content of one file, or why there is none. False where only flows are wanted and it is none, or none of calls."""
        if named:
            self.named.add(file)
        flow = data if isinstance(data, Refusal) else self.flow(file, data, "" if only_flows else self.format)
        if isinstance(flow, Flow):
            self.flows.setdefault(file, flow)
        elif (flow.foreign or flow.no_calls) and only_flows:
            return False
        elif flow not in self.problems:
            self.problems.append(flow)
        return True

    def flow(self, file: str, data: bytes, format_: str = "") -> Flow | Refusal:
        """The flow that a file holds, before it is linked with others."""
        if len(data) > LIMIT:
            return Refusal(file, too_large(len(data)))
        flow = self._read(data, file, format_, lambda: ContentsBelow(posixpath.dirname(file), self.ask))
        if isinstance(flow, Flow):
            self.texts.setdefault(file, data)
            if _WORD in data or _OTHER_WORD in data or (data[:1] in (b"\xff", b"\xfe") and _WIDE_WORD in data):
                self._spoken_to[file] = flow.format
        return flow

    def matching(self, path: str) -> Sequence[str]:
        """The files that a path stands for which a flow wants: itself, or those that match it as a pattern."""
        return self.ask(matching, path) if has_magic(path) else [path]

    def read_linked(self, link: Link) -> Flow | None:
        """A file that a flow leads to or wants. That it does not exist is for the rules to say."""
        data = self.ask(linked, link.file)
        if data is None:
            return None
        flow = data if isinstance(data, Refusal) else self.flow(link.file, data)
        if isinstance(flow, Flow):
            return flow
        if link.mark is None and (flow.foreign or flow.no_calls):
            return None
        if all(problem.file != link.file for problem in self.problems):
            why = (
                f"a step leads here: {link.mark.file}:{link.mark.line}:{link.mark.column}"
                if link.mark
                else "another file names it"
            )
            self.problems.append(flow._replace(message=f"{flow.message} ({why})"))
        return None

    def _heard(self, flow: Flow) -> Flow:
        """The flow with what is known of its recordings."""
        if not any(step.prompt and step.prompt.audio for step in flow.steps.values()):
            return flow
        from ivrlint.readers.recordings import with_recordings

        return with_recordings(flow, self.ask)

    def reading(self) -> Reading:
        """All that was taken, and what it leads to. Flows of one format are linked, and every flow knows all others."""
        others = {} if self.nowhere else follow(self.flows, self.read_linked, self.matching)
        run: dict[str, Flow] = {}
        ready = readers.link({**self.flows, **others})
        known = run if len(ready) > 1 else {}  # a flow that knew itself would stay in memory
        for file, flow in ready.items():
            if isinstance(flow, Flow):
                heard = flow if self.nowhere else self._heard(flow)
                run[file] = replace(heard, others=known, source=None)
                self.texts.update(flow.texts)
            elif file in self.flows and not (flow.no_calls and (self.only_flows or file not in self.named)):
                self.problems.append(flow)
        return Reading(
            flows={file: run[file] for file in self.flows if file in run},
            linked={file: run[file] for file in others if file in run},
            problems=tuple(sorted(self.problems)),
            texts=self.texts,
            entered=entered(run),
            parts=_parts(run),
            remarks=self._remarks(run) if self._spoken_to else (),
        )

    def _remarks(self, run: Mapping[str, Flow]) -> tuple[Remark, ...]:
        from ivrlint.readers.remarks import remarks_in

        return remarks_in(self.texts, self._spoken_to, run)


def _parts(run: Mapping[str, Flow]) -> frozenset[str]:
    """The files in which no call begins; what its format takes for a part is one only beside others of the format."""
    formats = Counter(flow.format for flow in run.values())
    return parts(run) | {file for file, flow in run.items() if flow.part and formats[flow.format] > 1}


def matching(pattern: str) -> Sequence[str]:
    """The files that match a pattern."""
    import glob

    if sum(map(has_magic, pattern.split("/"))) > DEEPEST_PATTERN:
        return []
    return [shown(match) for match in sorted(glob.glob(pattern))[:MOST_WANTED]]  # noqa: PTH207 - keeps the path as it is written
