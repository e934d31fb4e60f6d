"""`ivrlint check --show-settings`: what holds for files, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from ivrlint.cli import OK, UNUSABLE
from ivrlint.cli.configuring import complain_about
from ivrlint.cli.output import STDOUT, complain, write_text
from ivrlint.config.paths import absolute, seen_from
from ivrlint.config.settings import Configurations
from ivrlint.readers.content import shown


def show_settings(given: Mapping[str, Any], configurations: Configurations) -> int:
    """Print what holds for the files that are named; give the exit code."""
    from ivrlint.reporters.settings import settings_of

    lints_nothing(given, "--show-settings")
    code = OK
    for path in given["files"]:
        file = given["stdin_filename"] if path == "-" else path
        if path != "-" and not Path(path).is_file():
            complain([f"{shown(path)}: {'is a folder: name a file in it' if Path(path).is_dir() else 'there is no such file'}"])
            code = UNUSABLE
            continue
        settings = configurations.of(file)
        if settings.problems:
            complain_about(settings.problems)
            code = UNUSABLE
            continue
        seen = seen_from(settings.ground.root, absolute(configurations.choices.here, file))
        write_text(settings_of(shown(file), seen, settings, configurations.excludes(file), given["fail_on"] or ""))
    return code


def lints_nothing(given: Mapping[str, Any], option: str) -> None:
    """Refuse what would come to nothing with an option for which nothing is linted."""
    others = {
        "--format": given["forms"],
        "--output-file": given["path"] != STDOUT,
        "--statistics": given["statistics"],
        "--write-baseline": given["write_baseline"],
        "--prune-baseline": given["prune_baseline"],
        "--since": given["since"] is not None,
    }
    for name in (name for name, wanted in others.items() if wanted):
        raise click.UsageError(f"{option} lints nothing, and prints on standard output: {name} does not go with it.")
