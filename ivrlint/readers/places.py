"""From the paths of a command line to the files that they mean, each of which is read once."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from ivrlint.flow import Refusal
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.content import Identity, identity, look, shown
from ivrlint.readers.folders import PassedOver, files_below


class Given(NamedTuple):
    """A text that was read elsewhere (standard input), with the name that it shall have."""

    file: str
    data: bytes


class Found(NamedTuple):
    """A file that a path means: the way to it, its name in findings, and what other paths of the same file have in common.

    `data` is its content where that is given.
    """

    path: str
    file: str
    me: Identity | None
    data: bytes | None = None


class Place(NamedTuple):
    """What one path means: a file, or a folder with the files below it; `refusals` are what came to nothing.

    `left` are the files and folders in a folder that are passed over.
    """

    path: str
    is_folder: bool
    files: Sequence[Found] = ()
    refusals: Sequence[Refusal] = ()
    left: Sequence[str] = ()


def places(paths: Sequence[str], given: Given | None = None, passed_over: PassedOver | None = None) -> Iterator[Place]:
    """What each path means: a file, the files below it, what matches it (`*`, `?`, `[...]`, `**`); `-` is what is `given`.

    What is `passed_over` is not looked at.
    """
    for path in paths:
        if path == "-" and given:
            if passed_over and passed_over(given.file, False, True):
                continue
            yield Place(path, False, [Found(path, shown(given.file), None, given.data)])
        else:
            yield from _places(path, passed_over)


def take_in(places: Iterable[Place], take: Callable[[Found, bool], bool], given: Given | None = None) -> Iterator[Refusal]:
    """Every file goes to `take`, once, with whether it lies in a folder; what came to nothing is passed on.

    `take` says whether the file counts: in folders, files that are no flows do not. A folder without any that does comes to
    nothing. What lies on disk at the path of the text that is `given` is older, and is not taken.
    """
    older = look(given.file) if given else None
    seen = set() if older is None or isinstance(older, Refusal) else {identity(older)}
    for place in places:
        yield from place.refusals
        counts = bool(place.refusals)
        for found in place.files:
            if found.me in seen:
                counts = True
                continue
            if found.me and not place.is_folder:
                seen.add(found.me)
            if take(found, place.is_folder):
                counts = True
                if found.me:
                    seen.add(found.me)
        if place.is_folder and not counts:
            besides = f" besides what is excluded, such as {shown(place.left[0])}" if place.left else ""
            yield Refusal(shown(place.path), f"holds no flow that ivrlint can read{besides}")


def _places(path: str, passed_over: PassedOver | None) -> Iterator[Place]:
    status = look(path)
    if isinstance(status, Refusal):
        yield from _matches(path, status, passed_over)
    elif passed_over and passed_over(path, stat.S_ISDIR(status.st_mode), True):
        return
    elif stat.S_ISDIR(status.st_mode):
        left: list[str] = []
        files, refusals = files_below(path, passed_over and partial(_left, passed_over, left))
        yield Place(path, True, [found for file in files for found in _files(file)], refusals, sorted(left))
    else:
        yield Place(path, False, [Found(path, shown(path), identity(status))])


def _matches(path: str, refusal: Refusal, passed_over: PassedOver | None) -> Iterator[Place]:
    from ivrlint.readers.patterns import matches
    from ivrlint.readers.wanted import has_magic

    pattern = has_magic(path)
    its = matches(path) if pattern else []
    for match in its:
        yield from _places(match, passed_over)
    if not its:
        yield Place(path, False, refusals=[refusal._replace(message="matches no file") if pattern else refusal])


def _left(passed_over: PassedOver, left: list[str], path: str, folder: bool, named: bool) -> bool:
    """Whether a path is passed over; those that are, are noted."""
    over = passed_over(path, folder, named)
    if over:
        left.append(path)
    return over


def _files(path: str) -> Iterator[Found]:
    status = look(path)
    yield Found(path, shown(path), path if isinstance(status, Refusal) else identity(status))
