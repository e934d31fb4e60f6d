"""Frames around the steps of other files, and the names of steps without what a frame says already."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from itertools import takewhile
from urllib.parse import unquote

from ivrlint.diagram.words import tidy
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph

JOINT = " / "
"""What stands between the parts of a name and of a title."""


class Frame(NamedTuple):
    """The steps of a file, or the frames of the files of one folder besides the steps that need no frame of their own."""

    title: str
    nodes: tuple[int, ...]
    inner: tuple[Frame, ...] = ()


class Frames(NamedTuple):
    """All frames, and what those around a step say, the outermost first."""

    frames: tuple[Frame, ...]
    around: Mapping[int, tuple[str, ...]]

    def name(self, graph: Graph, node: int, seen_from: int | None = None) -> str:
        """The name of a step without what its frames say; seen from another step, without what the frames around both say."""
        step, around = graph.steps[node], self.around.get(node, ())
        if seen_from is not None:
            if graph.files[node] != graph.files[seen_from]:
                return tidy(graph.names[node])
            around = _common([around, self.around.get(seen_from, ())])
        said = {_plain(text) for text in around}
        parts = step.name.split(JOINT)
        while len(parts) > 1 and _plain(parts[0]) in said:
            del parts[0]
        return tidy(JOINT.join(parts))


def frames_of(graph: Graph, shown: Collection[int]) -> Frames:
    """A frame for each file besides the flow's own, within one for its folder where that holds several of many."""
    files: dict[str, list[int]] = {}
    for node, step in enumerate(graph.steps):
        files.setdefault(step.mark.file, []).append(node)
    files.pop(graph.flow.file, None)
    folder = posixpath.dirname(graph.flow.file)
    paths = {file: _seen_from(folder, file) for file in files}
    common = _common([path[:-1] for path in paths.values()])
    folders: dict[tuple[str, ...], list[str]] = {}
    for file, parts in paths.items():
        rest = parts[len(common) : -1]
        folders.setdefault((*common, *rest[:1]), []).append(file)
    frames: list[Frame] = []
    around: dict[int, tuple[str, ...]] = {}
    for path, members in folders.items():
        title = JOINT.join(path[len(common) :] or path[-1:] if len(folders) > 1 else path)
        frames += _folder(title, path, [(paths[file], files[file]) for file in members], around)
    return Frames(tuple(filter(None, (_only(frame, shown) for frame in frames))), around)


def _only(frame: Frame, shown: Collection[int]) -> Frame | None:
    """A frame with those of its steps that are shown."""
    nodes = tuple(node for node in frame.nodes if node in shown)
    inner = tuple(filter(None, (_only(one, shown) for one in frame.inner)))
    if not nodes and len(inner) == 1:
        return inner[0]._replace(title=f"{frame.title}{JOINT}{inner[0].title}")
    return Frame(frame.title, nodes, inner) if nodes or inner else None


def _folder(
    title: str, path: Sequence[str], files: Sequence[tuple[Sequence[str], list[int]]], around: dict[int, tuple[str, ...]]
) -> list[Frame]:
    """The frame of a folder, or those of its files where it needs none."""
    if not path or ".." in path:
        for parts, nodes in files:
            around.update(dict.fromkeys(nodes, (*parts, _stem(parts[-1]))))
        return [Frame("/".join(parts), tuple(nodes)) for parts, nodes in files]
    own: list[int] = []
    inner: list[Frame] = []
    alike = len({posixpath.splitext(parts[-1])[1] for parts, _ in files}) == 1
    short = [_stem(parts[-1]) if alike else parts[-1] for parts, _ in files]
    for (parts, nodes), name in zip(files, short, strict=True):
        within = parts[len(path) :]
        if len(within) == 1 and _plain(name) == _plain(path[-1]):
            own += nodes
            around.update(dict.fromkeys(nodes, tuple(path)))
            continue
        inner.append(Frame(name if short.count(name) == 1 else "/".join(within), tuple(nodes)))
        around.update(dict.fromkeys(nodes, (*path, *within, _stem(name))))
    return [Frame(title, tuple(own), tuple(inner))]


def _seen_from(folder: str, file: str) -> list[str]:
    """The parts of a path as seen from a folder, as people write them."""
    here = posixpath.normpath(folder).split("/") if folder else []
    there = posixpath.normpath(file).split("/")
    same = len(_common([here, there]))
    path = [".."] * (len(here) - same) + there[same:] or [file]
    return [tidy(unquote(part)) if re.search("%[0-9A-Fa-f]{2}", part) else tidy(part) for part in path]


def _common(paths: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What all paths begin with."""
    return tuple(parts[0] for parts in takewhile(lambda parts: len(set(parts)) == 1, zip(*paths, strict=False)))


def _stem(name: str) -> str:
    return posixpath.splitext(name)[0]


def _plain(text: str) -> str:
    """The letters and digits of a text: names of files leave out or encode other signs."""
    return "".join(letter for letter in text.casefold() if letter.isalnum()) or text
