"""What holds for a file and where it comes from: a configuration, with remarks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ivrlint.analysis.timing import Times
from ivrlint.config.globs import Globs
from ivrlint.config.origins import OFF, Held, HeldRule, Origins
from ivrlint.config.settings import Settings
from ivrlint.flow import fields
from ivrlint.readers.values import duration
from ivrlint.reporters.wording import count

USUAL = "as it usually is"
WIDTH = 36
"""Columns before a remark."""

NUMBERS = ("rate", "tries", "digits")
"""The times that are numbers, not durations."""


def settings_of(file: str, seen: str, settings: Settings, excluded: bool, fail_on: str = "") -> Iterator[str]:
    """What holds for a file, whose path is `seen` from the folder of its configuration; `fail_on` is that of the command line."""
    origins = Origins(settings)
    name = settings.ground.name
    yield f"# {file}: what holds, and who says so (file:line:column)"
    bases = [config.name if origins.by(config, (1, 1)).startswith("profile ") else config.file for config in settings.configs]
    yield f"# configuration: {name or 'none'}; the most basic first: {', '.join(bases)}"
    for place in origins.overrides():
        yield f"# an override for this file: {place}"
    if excluded:
        yield "# excluded: linted where it is named, and not with --force-exclude or in a folder"
    fails = Held(fail_on, "--fail-on") if fail_on else _or(origins.said("fail_on"), "error")
    yield from _line("fail_on", fails._replace(value=_Plain(fails.value)))
    yield from _line("operator_key", _or(origins.said("operator_key"), "0"), "in flows that do not say it themselves")
    if (baseline := origins.said("baseline")).by:
        yield from _line("baseline", baseline)
    yield from _list("exclude", origins.exclude())
    yield from _list("rule_folders", origins.rule_folders())
    yield "times:"
    for time in fields(Times):
        held = _or(origins.said(f"times.{time.name}"), time.default)
        value = float(str(held.value))
        yield from _line(f"  {time.name}", held._replace(value=_Plain(f"{value:g}" if time.name in NUMBERS else duration(value))))
    yield from _ignores(seen, settings)
    yield "rules:"
    rules = origins.rules()
    off = [rule for rule, its in rules.items() if its.level.value == OFF]
    yield f"  # {count(len(off), 'rule')} off"
    for rule in off:
        yield from _rule(rule, rules[rule])
    yield f"  # {count(len(rules) - len(off), 'rule')} on"
    for rule in (rule for rule in rules if rule not in off):
        yield from _rule(rule, rules[rule])


class _Plain(str):
    """A text that is written without quotes."""

    __slots__ = ()


def _or(held: Held, usual: object) -> Held:
    return held if held.by else Held(usual)


def _line(key: str, held: Held, remark: str = "") -> Iterator[str]:
    by = held.by or (f"{USUAL}, {remark}" if remark else USUAL)
    yield f"{f'{key}: {_written(held.value)}'.ljust(WIDTH)}  # {by}"


def _list(key: str, items: Iterable[Held]) -> Iterator[str]:
    every = list(items)
    if every:
        yield f"{key}:"
    for held in every:
        yield f"{f'  - {_written(held.value)}'.ljust(WIDTH)}  # {held.by}"


def _ignores(seen: str, settings: Settings) -> Iterator[str]:
    its = [ignore for ignore in settings.ignores if not ignore.files or Globs(ignore.files).cover(seen)]
    if its:
        yield "ignores:"
    for ignore in its:
        yield f"  # {ignore.mark.file}:{ignore.mark.line}:{ignore.mark.column}"
        keys = {"files": ignore.files_as_written, "steps": ignore.steps, "rules": ignore.rules, "until": ignore.until}
        yield f"  - reason: {_written(ignore.reason)}"
        yield from (f"    {key}: {_written(value)}" for key, value in keys.items() if value)


def _rule(rule: str, held: HeldRule) -> Iterator[str]:
    """A rule with its limits; long lists and the options of a rule that is off are left out where nobody has set them."""
    off = held.level.value == OFF
    options = {name: its for name, its in held.options.items() if its.by or (not off and isinstance(its.value, int | float))}
    by = [held.level.by or "as it comes", *(f"{name} {its.by}" for name, its in options.items() if its.by)]
    value = str(held.level.value)
    if options:
        values = ", ".join(f"{name}: {_written(its.value)}" for name, its in options.items())
        value = f"{{severity: {value}, options: {{{values}}}}}"
    yield f"{f'  {rule}: {value}'.ljust(WIDTH)}  # {'; '.join(by)}"


def _written(value: object) -> str:
    """A value as YAML."""
    if isinstance(value, _Plain):
        return value
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return f"{'-' if value < 0 else ''}.inf"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_written, value))}]"
    return json.dumps(value, ensure_ascii=False)
