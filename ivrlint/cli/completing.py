"""What the shell may complete the value of an option or an argument to: for `shell_complete=` of click."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem[str]]"]


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:  # noqa: ARG001
    """Files, which the shell knows itself."""
    return [_item(incomplete, kind="file")]


def folders(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:  # noqa: ARG001
    """Folders, which the shell knows itself."""
    return [_item(incomplete, kind="dir")]


def jobs(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:  # noqa: ARG001
    """Numbers of processes that this machine can use, and the word for all of them."""
    numbers = map(str, range(1, (os.cpu_count() or 1) + 1))
    return [_item(each) for each in ("auto", *numbers) if each.startswith(incomplete)]


def profiles(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:  # noqa: ARG001
    """The names of profiles."""
    from ivrlint.config import profile_names

    return [_item(name) for name in profile_names() if name.startswith(incomplete)]


def revisions(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:  # noqa: ARG001
    """The branches and tags of the repository that the shell is in."""
    from ivrlint.revisions import Git, NoHistoryError

    try:
        names = Git(".", os.environ).names()
    except NoHistoryError:
        names = []
    return [_item(name) for name in ("HEAD", *names) if name.startswith(incomplete)]


def rule_ids(*others: str) -> Completer:
    """The ids of rules, also of the user's own folders when they are named before, and some other words."""

    def completer(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:  # noqa: ARG001
        return [_item(rule, concern) for rule, concern in _known(ctx, others) if rule.startswith(incomplete)]

    return completer


def several_rule_ids(*others: str) -> Completer:
    """The same for an option that takes several, with commas between, and concerns as well."""

    def completer(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:  # noqa: ARG001
        before, comma, last = incomplete.rpartition(",")
        taken = {*before.split(","), last}
        rules = list(_known(ctx, others))
        concerns = sorted({concern for _, concern in rules} - {""})
        known = [*rules, *((concern, "every rule of this concern") for concern in concerns)]
        return [_item(f"{before}{comma}{word}", about) for word, about in known if word.startswith(last) and word not in taken]

    return completer


def _known(ctx: click.Context, others: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each rule with its concern. A rule's file and folder are named as they are."""
    from ivrlint.bundled import RULES

    for folder in (RULES, *map(Path, ctx.params.get("folders") or ())):
        for path in sorted(folder.glob("*/*.yaml")):
            if path.parent.name != "profiles":
                yield path.stem, path.parent.name
    yield from ((word, "") for word in others)


def _item(value: str, about: str | None = None, kind: str = "plain") -> CompletionItem[str]:
    from click.shell_completion import CompletionItem

    return CompletionItem(value, kind, about)
