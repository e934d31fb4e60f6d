"""The first stage of a run: by which rules its files are judged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from ivrlint.cli.selection import configured_by, profile_option, selected
from ivrlint.cli.sources import Decorator, options
from ivrlint.rule import Rule
from ivrlint.stopwatch import Stopwatch


def judging_options() -> Decorator:
    """The options that say by which rules files are judged."""
    return options(
        profile_option(),
        click.option(
            "--select",
            multiple=True,
            metavar="RULE",
            help="Judge by these rules only, also where the profile has them off (several: with commas, or again).",
        ),
        click.option("--ignore", multiple=True, metavar="RULE", help="Leave out these rules."),
        click.option(
            "--rules", "folders", multiple=True, metavar="DIR", type=click.Path(path_type=Path), help="Add your own rules."
        ),
    )


def judging_rules(given: Mapping[str, Any], watch: Stopwatch) -> tuple[Rule, ...]:
    """The rules to judge by, as the options of the run say."""
    return watch.call(
        "rules", lambda: selected(configured_by(given["profile"], given["folders"]), given["select"], given["ignore"])
    )
