"""The command line: the only place that prints, exits, or looks at the environment and the current directory."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from typing import Any

OK, FOUND, UNUSABLE, BUG, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes: nothing found, findings, bad usage or unreadable input, a bug in ivrlint, Ctrl-C."""


def main(args: Sequence[str] | None = None) -> int:
    """Run ivrlint and give the exit code. `args` are those of the process when they are not given.

    The process is then all ours, and is over before its garbage needs to be collected: to look for it, as Python also
    does at the end, would take a tenth of the time of a small file. So no more is imported before that is said.
    """
    if args is None:
        gc.disable()
        atexit.register(gc.freeze)
    import click

    from ivrlint.cli.commands import ivrlint

    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
    try:
        return int(ivrlint.main(args=args, prog_name="ivrlint", standalone_mode=False) or OK)
    except click.ClickException as error:
        if isinstance(error, click.NoSuchOption):
            del (error.possibilities or [])[1:]  # the nearest one comes first
        error.show()
        return UNUSABLE
    except click.Abort:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever it is, it is our fault and is said in one line
        return bug("ivrlint", error)


def bug(where: str, error: Exception) -> int:
    """Say in one line that ivrlint itself has failed, and give the exit code."""
    import click

    if os.environ.get("IVRLINT_DEBUG"):
        import traceback

        traceback.print_exception(error)
    what = " ".join(f"{type(error).__name__}: {error}".split())
    click.echo(f"{where}: this is a bug in ivrlint ({what}); IVRLINT_DEBUG=1 shows where it is", err=True)
    return BUG
