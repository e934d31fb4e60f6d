"""A command with so many options that its help shows them in sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click


class Sectioned(click.Command):
    """A command whose options are shown in sections: `sections` names the option that each begins with, and its title."""

    def __init__(self, *args: Any, sections: Mapping[str, str], **given: Any) -> None:  # noqa: ANN401 - those of click
        super().__init__(*args, **given)
        self.sections = sections

    def options(self, ctx: click.Context) -> Iterator[tuple[str, Mapping[str, str]]]:
        """The title of each section, and its options with what they do."""
        title, records = "Options", dict[str, str]()
        for param in self.get_params(ctx):
            begun = next((self.sections[option] for option in param.opts if option in self.sections), "")
            if begun:
                if records:
                    yield title, records
                title, records = begun, {}
            record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
            if record:
                records[record[0]] = record[1]
        yield title, records

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections."""
        for title, records in self.options(ctx):
            with formatter.section(title):
                formatter.write_dl(list(records.items()))
