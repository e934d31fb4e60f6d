"""The forms of a report, and the option that asks for them: FORM[=FILE], several times."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import click

from ivrlint.cli.output import STDOUT
from ivrlint.flow.tuples import NamedTuple

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

FORMS = {
    "text": "each finding with its line and its call, for people; the default",
    "concise": "one line a finding, to search in",
    "json": "one object, described by `ivrlint schema output`",
    "jsonl": "one object a line",
    "sarif": "SARIF 2.1.0, for code scanning and editors",
    "github": "annotations of a GitHub workflow",
    "gitlab": "a GitLab code quality report",
    "junit": "JUnit XML, for Jenkins, Azure and others",
    "markdown": "for a comment on a pull request, or a job's summary",
}
"""What each form is. Its function has the same name, in a module of `reporters` that has it too."""

FOR_PEOPLE = ("text", "concise")
"""Forms that are painted. What could not be read they leave to standard error."""


_ENDINGS = {".json": "json", ".jsonl": "jsonl", ".sarif": "sarif", ".sarif.json": "sarif", ".md": "markdown", ".xml": "junit"}
"""What the name of a file says of its form, where nothing else does."""

_PICTURES = (".svg", ".png", ".pdf", ".dot")


class Wanted(NamedTuple):
    """A form that is asked for, and where it shall go."""

    form: str
    path: str = STDOUT


def forms_named(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> tuple[Wanted, ...]:
    """The forms, each with the file behind its first `=`."""
    return tuple(_named(value, ctx, param) for value in values)


def _named(value: str, ctx: click.Context, param: click.Parameter) -> Wanted:
    form, equals, path = value.partition("=")
    if form not in FORMS:
        from ivrlint.expressions import did_you_mean

        several = form.split(",")
        if len(several) > 1 and set(several) <= set(FORMS):
            each = " ".join(f"--format {name}=FILE" for name in several[:-1])
            raise click.BadParameter(f"name each form by itself: {each} --format {several[-1]}", ctx, param)
        raise click.BadParameter(f"there is no form {form!r}{did_you_mean(form, FORMS)}", ctx, param)
    if equals and not path:
        raise click.BadParameter(f"name the file behind {value!r}, or leave the = out for standard output", ctx, param)
    return Wanted(form, path or STDOUT)


def forms_completed(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's signature
    """The forms that begin like this; behind the `=`, files."""
    from click.shell_completion import CompletionItem

    _, equals, path = incomplete.partition("=")
    if equals:
        return [CompletionItem(path, type="file")]
    return [CompletionItem(form, help=about) for form, about in FORMS.items() if form.startswith(incomplete)]


def wanted(given: Sequence[Wanted], path: str) -> tuple[Wanted, ...]:
    """The forms that the options ask for, `path` being the file of a single one; what cannot be done is a usage error."""
    forms = tuple(given) or (Wanted(_form_of(path)),)
    if path != STDOUT:
        if len(forms) > 1 or forms[0].path != STDOUT:
            raise click.UsageError("-o goes with a single form that has no file of its own; write --format FORM=FILE for each.")
        forms = (Wanted(forms[0].form, path),)
    places: dict[str, str] = {}
    for form, where in forms:
        if where.lower().endswith(_PICTURES):
            raise click.UsageError(f"{where} is the name of a picture, and no report is one; to draw a flow: ivrlint draw")
        place = where if where == STDOUT else os.path.realpath(where)
        if place in places:
            both = f"{places[place]} and {form} cannot both go to {'standard output' if where == STDOUT else where}"
            raise click.UsageError(f"{both}; give one of them a file of its own: --format {form}=FILE")
        places[place] = form
    return forms


def _form_of(path: str) -> str:
    """The form that the name of a file says."""
    return next((form for ending, form in reversed(_ENDINGS.items()) if path.lower().endswith(ending)), "text")


def written(form: str) -> Callable[..., Iterable[str]]:
    """The function that writes a report in this form."""
    function: Callable[..., Iterable[str]] = getattr(importlib.import_module(f"ivrlint.reporters.{form}"), form)
    return function
