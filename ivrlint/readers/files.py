"""From the paths of a command line to flows, and to one clear line for each path that comes to nothing."""

from __future__ import annotations

import posixpath
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ivrlint import readers
from ivrlint.flow import Flow, Refusal, Value
from ivrlint.readers.content import (
    LIMIT,
    ContentsBelow,
    Identity,
    content,
    content_of_flow,
    identity,
    look,
    shown,
    too_large,
)
from ivrlint.readers.folders import files_below
from ivrlint.readers.links import Link, entered, follow, parts
from ivrlint.readers.recordings import with_recordings

MOST_WANTED = 2000
"""Files that one pattern of a flow brings in."""

DEEPEST_PATTERN = 3
"""Folders and files of one pattern of a flow that may be patterns themselves: more may go through a whole disk."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Reading(Value):
    """What was read: flows by path, those that were asked for and those that they lead to.

    `entered` names the steps of a file that other files lead to; `parts` are the files in which no call begins, because the
    others of the run lead there. `texts` holds the content of every file
    that was read, to quote from.
    """

    flows: Mapping[str, Flow]
    linked: Mapping[str, Flow] = field(default_factory=dict)
    problems: tuple[Refusal, ...] = ()
    texts: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    entered: Mapping[str, frozenset[str]] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()


class Given(NamedTuple):
    """A text that was read elsewhere (standard input), with the name that it shall have."""

    file: str
    data: bytes


def read_paths(paths: Sequence[str], given: Given | None = None, *, only_flows: bool = False, format_: str = "") -> Reading:
    """Read every path in turn, and then the files that these lead to.

    A file is always read, a folder means all flows below it, a pattern (`*`, `?`, `[...]`) what it matches, and
    `-` the text that is `given`. Every path that comes to nothing is one refusal among `problems`.
    With `only_flows` a file that is no flow is passed over, even when it is named. `format_` is the name of the format of all
    files that are named, if it shall not be found out.
    """
    desk = _Desk(only_flows=only_flows, format_=format_)
    if given and "-" in paths:
        desk.keep_free(given.file)
    for path in paths:
        if path == "-" and given:
            desk.named.add(shown(given.file))
            desk.take(shown(given.file), given.data)
        else:
            desk.read(path)
    return desk.reading(follow(desk.flows, desk.read_linked, _matching))


def read_text(text: str, file: str) -> Reading:
    """Read one text. It lies in no folder, so that targets in other files are not followed."""
    desk = _Desk()
    desk.named.add(file)
    desk.nowhere.add(file)
    desk.take(file, text.encode("utf-8", "surrogatepass"))
    return desk.reading({})


class _Desk:
    """Takes in one file after another, each once."""

    def __init__(self, *, only_flows: bool = False, format_: str = "") -> None:
        self.only_flows = only_flows
        self.format = format_
        self.flows: dict[str, Flow] = {}
        self.problems: list[Refusal] = []
        self.texts: dict[str, bytes] = {}
        self.seen: set[Identity] = set()
        self.named: set[str] = set()
        self.nowhere: set[str] = set()

    def keep_free(self, path: str) -> None:
        """A path whose content is given: what lies there on disk is older, and is not read."""
        status = look(path)
        if not isinstance(status, Refusal):
            self.seen.add(identity(status))

    def read(self, path: str) -> None:
        """One path of a command line."""
        status = look(path)
        if isinstance(status, Refusal):
            self._no_such(path, status)
        elif stat.S_ISDIR(status.st_mode):
            self._folder(path)
        elif (me := identity(status)) not in self.seen:
            self.seen.add(me)
            self._file(path)

    def take(self, file: str, data: bytes | Refusal, *, only_flows: bool = False) -> bool:
        """The content of one file, or why there is none. False where only flows are wanted and it is none, or none of calls."""
        flow = data if isinstance(data, Refusal) else self._flow(file, data, "" if only_flows else self.format)
        if isinstance(flow, Flow):
            self.flows.setdefault(file, flow)
        elif (flow.foreign or flow.no_calls) and only_flows:
            return False
        elif flow not in self.problems:
            self.problems.append(flow)
        return True

    def read_linked(self, link: Link) -> Flow | None:
        """A file that a flow leads to or wants. That it does not exist is for the rules to say."""
        status = look(link.file)
        if isinstance(status, Refusal) or stat.S_ISDIR(status.st_mode):
            return None
        data = content(link.file)
        flow = data if isinstance(data, Refusal) else self._flow(link.file, data)
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

    def reading(self, others: Mapping[str, Flow]) -> Reading:
        """All that was taken. Flows of one format are linked, and every flow of the run knows the others."""
        run: dict[str, Flow] = {}
        for file, flow in readers.link({**self.flows, **others}).items():
            if isinstance(flow, Flow):
                heard = flow if file in self.nowhere else with_recordings(flow)
                run[file] = replace(heard, others=run, source=None)
                self.texts.update(flow.texts)
            elif file in self.flows and not (flow.no_calls and (self.only_flows or file not in self.named)):
                self.problems.append(flow)
        return Reading(
            flows={file: run[file] for file in self.flows if file in run},
            linked={file: run[file] for file in others if file in run},
            problems=tuple(sorted(self.problems)),
            texts=self.texts,
            entered=entered(run),
            parts=parts(run) | {file for file, flow in run.items() if flow.part} if len(run) > 1 else frozenset(),
        )

    def _flow(self, file: str, data: bytes, format_: str = "") -> Flow | Refusal:
        if len(data) > LIMIT:
            return Refusal(file, too_large(len(data)))
        flow = readers.read(data, file, format_, lambda: ContentsBelow(posixpath.dirname(file)))
        if isinstance(flow, Flow):
            self.texts.setdefault(file, data)
        return flow

    def _file(self, path: str) -> None:
        data = content_of_flow(path) if self.only_flows and not self.format else content(path)
        self.named.add(shown(path))
        if data is not None:
            self.take(shown(path), data, only_flows=self.only_flows)

    def _no_such(self, path: str, refusal: Refusal) -> None:
        import glob

        pattern = glob.has_magic(path)
        matches = sorted(glob.glob(path)) if pattern else []  # noqa: PTH207 - keeps the path as it is written
        for match in matches:
            self.read(match)
        if not matches:
            self.problems.append(refusal._replace(message="matches no file") if pattern else refusal)

    def _folder(self, folder: str) -> None:
        """All flows below a folder. Files that are no flows of calls are passed over in silence, a folder without any is not."""
        paths, refusals = files_below(folder)
        self.problems.extend(refusals)
        holds_flow = bool(refusals)
        for path in paths:
            status = look(path)
            me: Identity = path if isinstance(status, Refusal) else identity(status)
            if me in self.seen:
                holds_flow = True
                continue
            data = content_of_flow(path)
            if data is not None and self.take(shown(path), data, only_flows=True):
                self.seen.add(me)
                holds_flow = True
        if not holds_flow:
            self.problems.append(Refusal(shown(folder), "holds no flow that ivrlint can read"))


def _matching(path: str) -> list[str]:
    """The files that a path stands for which a flow wants: itself, or those that match it as a pattern."""
    import glob

    if not glob.has_magic(path):
        return [path]
    if sum(map(glob.has_magic, path.split("/"))) > DEEPEST_PATTERN:
        return []
    return [shown(match) for match in sorted(glob.glob(path))[:MOST_WANTED]]  # noqa: PTH207 - keeps the path as it is written
