"""From the paths of a command line to flows, and to one clear line for each path that comes to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ivrlint.readers.content import content, content_of_flow
from ivrlint.readers.desk import Desk, Reading
from ivrlint.readers.folders import PassedOver
from ivrlint.readers.places import Found, Given, places, take_in

__all__ = ["Given", "Reading", "read_paths", "read_text", "take_paths"]


def read_paths(
    paths: Sequence[str],
    given: Given | None = None,
    *,
    only_flows: bool = False,
    format_: str = "",
    passed_over: PassedOver | None = None,
) -> Reading:
    """Read every path in turn, and then the files that these lead to.

    A file is always read, a folder means all flows below it, a pattern (`*`, `?`, `[...]`, `**`) what it matches, and
    `-` the text that is `given`. Every path that comes to nothing is one refusal among `problems`.
    With `only_flows` a file that is no flow is passed over, even when it is named. `format_` is the name of the format of all
    files that are named, if it shall not be found out. What is `passed_over` is not read.
    """
    desk = Desk(only_flows=only_flows, format_=format_)
    take_paths(desk, paths, given, passed_over)
    return desk.reading()


def take_paths(desk: Desk, paths: Sequence[str], given: Given | None = None, passed_over: PassedOver | None = None) -> None:
    """Lay on a desk what every path means."""
    desk.problems.extend(take_in(places(paths, given, passed_over), partial(_take, desk), given if "-" in paths else None))


def read_text(text: str, file: str) -> Reading:
    """Read one text. It lies in no folder, so that targets in other files are not followed."""
    desk = Desk(nowhere=True)
    desk.take(file, text.encode("utf-8", "surrogatepass"))
    return desk.reading()


def _take(desk: Desk, found: Found, in_folder: bool) -> bool:
    if found.data is not None:
        return desk.take(found.file, found.data)
    read = content_of_flow if in_folder or (desk.only_flows and not desk.format) else content
    data = read(found.path)
    if data is None:
        return False
    return desk.take(found.file, data, named=not in_folder, only_flows=in_folder or desk.only_flows)
