"""A choice of words, one of which is suggested in the place of a misspelt one."""

from __future__ import annotations

from typing import Any

import click


class Choice(click.Choice):  # type: ignore[type-arg]
    """As that of click (whose older versions are not generic), with what was probably meant."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - as click has it
        """The word, if it is one of the choice."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            from ivrlint.expressions import did_you_mean

            near = did_you_mean(str(value), self.choices)
            meant = f" Did you mean{near.partition('did you mean')[2]}" if near.endswith("?") else ""
            raise click.BadParameter(f"{error.message}{meant}", ctx, param) from error
