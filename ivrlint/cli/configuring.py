"""What the commands that look at flows have in common: which configuration holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from ivrlint.cli import completing
from ivrlint.cli.output import complain
from ivrlint.cli.sources import Decorator, Unusable, options
from ivrlint.config.choices import Choices
from ivrlint.config.problem import ConfigProblem
from ivrlint.config.settings import Configurations
from ivrlint.config.terms import Terms, TermsOf


def profile_option() -> Decorator:
    """The option that names the profile."""
    return click.option(
        "--profile",
        cls=_Profile,
        default="",
        metavar="NAME",
        shell_complete=completing.profiles,
        help="Which rules judge, and how, such as strict (see docs/standards.md); in the place of what the configuration "
        "extends.  [default: what it extends, or recommended]",
    )


class _Profile(click.Option):
    """The option of profiles; its help names all of them."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from ivrlint.config import profile_names

        record = super().get_help_record(ctx)
        return record and (record[0], f"{record[1]}  There are: {', '.join(profile_names())}.")


def configuration_options() -> Decorator:
    """The options that say which configuration holds."""
    return options(
        click.option(
            "--config",
            default="",
            metavar="FILE",
            shell_complete=completing.files,
            help="Use this configuration for all files, such as ci/ivrlint.yaml, in the place of the nearest one above each.",
        ),
        click.option("--isolated", is_flag=True, help="Use no configuration at all: ivrlint --isolated menu.yaml."),
    )


def force_exclude_option() -> Decorator:
    """The option by which what is excluded is passed over even when it is named."""
    return click.option(
        "--force-exclude",
        is_flag=True,
        help="Pass over what the configuration excludes also where it is named, as pre-commit names files.",
    )


def choices(given: Mapping[str, Any]) -> Choices:
    """What the options say of the configuration."""
    config, isolated, profile = given["config"], given["isolated"], given.get("profile", "")
    if config and isolated:
        raise click.UsageError("--config names a configuration, and --isolated wants none.")
    if profile:
        from ivrlint.cli.selection import no_such_profile
        from ivrlint.config import profile_names

        known = profile_names()
        if profile not in known:
            raise no_such_profile(profile, known)
    return Choices(here=str(Path.cwd()), profile=profile, config=config, isolated=isolated)


def complain_about(problems: Iterable[ConfigProblem]) -> None:
    """Say what is wrong with configurations."""
    complain(map(str, problems))


def judging_terms(configurations: Configurations, *, rules: bool = True) -> TermsOf:
    """By what each file is judged, or only looked at, without `rules`. A mistake in its configuration is enough not to go on."""

    def terms_of(file: str, linked: bool) -> Terms | None:
        problems = configurations.of(file).problems
        if problems:
            complain_about(problems)
            raise Unusable
        terms = configurations.terms(file, linked)
        return terms if rules or terms is None else terms._replace(rules=())

    return terms_of
