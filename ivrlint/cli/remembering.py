"""Where a run remembers what it finds, for the next one."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from ivrlint import __version__
from ivrlint.cli import completing
from ivrlint.cli.judging import all_is_right
from ivrlint.cli.sources import Decorator, options
from ivrlint.config.settings import Configurations

if TYPE_CHECKING:
    from ivrlint.running.memory import Memory
    from ivrlint.running.value import How


def remembering_options() -> Decorator:
    """The options that say what is remembered."""
    return options(
        click.option(
            "--cache",
            "--cache-dir",
            "cache_folder",
            default="",
            metavar="DIR",
            envvar="IVRLINT_CACHE",
            shell_complete=completing.folders,
            help="Keep in this folder what is found, for the next run: --cache .ivrlint_cache (or IVRLINT_CACHE).  "
            "[default: ivrlint in the user's folder for caches]",
        ),
        click.option(
            "--no-cache",
            is_flag=True,
            envvar="IVRLINT_NO_CACHE",
            help="Lint everything anew, and keep nothing (or IVRLINT_NO_CACHE=1).",
        ),
    )


def memory_of(given: Mapping[str, Any], configurations: Configurations, how: How) -> Memory | None:
    """What is remembered of earlier runs; None where nothing shall be, or there is no place for it."""
    folder = "" if given["no_cache"] else given["cache_folder"] or usual_folder(sys.platform, os.environ)
    if not folder:
        return None
    from ivrlint.running.memory import Memory, judged_by
    from ivrlint.running.stamp import stamp
    from ivrlint.running.store import Store

    try:
        return Memory(Store(folder, stamp(__version__)), how, judged_by(configurations))
    except OSError:
        return None


def usual_folder(platform: str, environment: Mapping[str, str]) -> str:
    """The folder for what may be deleted at any time, where the users of each platform expect it; empty where there is none."""
    if platform == "win32":
        outer = environment.get("LOCALAPPDATA", "")
    elif platform == "darwin":
        outer = _at_home("Library/Caches")
    else:
        outer = environment.get("XDG_CACHE_HOME", "")
        outer = outer if os.path.isabs(outer) else _at_home(".cache")  # noqa: PTH117 - every run pays for this
    return os.path.join(outer, "ivrlint") if os.path.isabs(outer) else ""  # noqa: PTH117, PTH118 - the same


def _at_home(folder: str) -> str:
    """A folder of the user; empty where no home is known, which is taken for the root of the disk."""
    home = os.path.expanduser("~")  # noqa: PTH111 - may fail quietly
    return "" if home == "/" else os.path.join(home, folder)  # noqa: PTH118 - every run pays for this


def is_right(configurations: Configurations, memory: Memory | None) -> bool:
    """Whether the configurations that were needed have no mistakes; those that had none before are not read again."""
    known = memory and memory.store.key("right", configurations.digest)
    if memory and known and memory.store.get(known):
        return True
    right = all_is_right(configurations)
    if right and memory and known:
        memory.store.put(known, right)
    return right
