"""What the command line says about judging."""

from __future__ import annotations

from ivrlint.flow.tuples import NamedTuple


class Choices(NamedTuple):
    """What the command line says about judging: plain texts, so that another process can be told.

    `here` is the folder that ivrlint runs in, absolute. `profile` takes the place of what configurations extend. `config` is the
    one configuration for all files, seen from `here`; when `isolated` there is none. Only the rules of `select` judge, when it
    names any, and none of `ignore`, by their ids, concerns, or patterns; `folders` hold rules of the user. With
    `force_exclude` also what is named is passed over where it is excluded.
    """

    here: str
    profile: str = ""
    config: str = ""
    isolated: bool = False
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    folders: tuple[str, ...] = ()
    force_exclude: bool = False
