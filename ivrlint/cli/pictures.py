"""The pictures of many flows: where they are, whether they are current, and drawing those anew that are not."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from ivrlint.cli.drawing import picture, stamp
from ivrlint.cli.output import CannotWrite, write_file
from ivrlint.diagram import KINDS, Drawing, NotDrawn
from ivrlint.diagram.stamp import TAIL, Stamp, stamp_of
from ivrlint.flow import Flow
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.content import shown
from ivrlint.readers.folders import files_below

_BEGINNING = b"digraph ivr "
"""How the DOT text of every flow begins."""


MISSING = "missing"
"""What is said of a picture that is not there."""


class State(NamedTuple):
    """One picture, and what is to be said about it: nothing when it is current. `foreign` is one that ivrlint did not draw."""

    path: str
    told: str = ""
    foreign: bool = False


class Place(NamedTuple):
    """Where pictures go: beside their flows, or below a folder, where they lie as the flows do below the current one."""

    folder: str = ""

    def of(self, file: str, kind: str) -> str:
        """The path of a flow's picture; empty where there is none, for a flow that does not lie below the current folder."""
        path = PurePath(file).with_suffix(f".{kind}")
        if not self.folder:
            return path.as_posix()
        below = PurePath(os.path.relpath(path))
        return "" if below.parts[0] == os.pardir else shown(str(PurePath(self.folder, below)))

    def leftovers(self, folders: Sequence[str]) -> Iterator[State]:
        """The pictures of flows below `folders` that are no longer there."""
        tops = [os.path.realpath(folder) for folder in folders]
        for root in [self.folder] if self.folder and folders else folders:
            for path in files_below(root)[0]:
                known = _stamp_at_the_end(path) if PurePath(path).suffix.removeprefix(".") in KINDS else None
                flow = PurePath(os.path.normpath(PurePath(path).parent / known.flow)) if known and known.flow else None
                if flow and not Path(flow).exists() and any(Path(os.path.realpath(flow)).is_relative_to(top) for top in tops):
                    yield State(shown(path), f"left over: {shown(str(flow))} is no longer there; delete it")


def state(path: str, flow: Flow, diagram: Drawing) -> State:
    """Whether a picture shows the flow as it is now."""
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        return State(path, MISSING)
    except OSError:
        return State(path, "cannot be read", foreign=True)
    carried = stamp_of(data)
    if data == diagram.source.encode("utf-8", "replace") or (carried and carried.digest == stamp(flow, diagram, path).digest):
        return State(path)
    if carried or data.startswith(_BEGINNING):
        return State(path, f"stale: {flow.file} looks otherwise now")
    return State(path, "was not drawn by ivrlint, or has lost its stamp; move it away, or draw over it with -o", foreign=True)


def redraw(path: str, flow: Flow, diagram: Drawing) -> str:
    """Draw a picture anew, in a folder that is made where there is none. What went wrong, else nothing, is the answer."""
    data = picture(flow, diagram, PurePath(path).suffix.removeprefix("."), path)
    if isinstance(data, NotDrawn):
        return data.message
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path, error) from error
    write_file(path, data)
    return ""


def _stamp_at_the_end(path: str) -> Stamp | None:
    try:
        with Path(path).open("rb") as file:
            file.seek(-min(TAIL, file.seek(0, os.SEEK_END)), os.SEEK_END)
            return stamp_of(file.read())
    except OSError:
        return None
