"""The options of a rule: numbers, text, true/false or lists of texts, each with a default."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ivrlint.expressions import Kind, ListOf, Texts, did_you_mean, said, wrong_pattern
from ivrlint.flow.tuples import NamedTuple


class RuleOption(NamedTuple):
    """What can be set about a rule. A list is kept as a tuple."""

    default: Any
    about: str


class OptionProblem(NamedTuple):
    """Why a value for an option was not taken."""

    option: str
    message: str


def kind_of_value(value: object) -> Kind | None:
    """The kind of an option value, None when it can be none."""
    if isinstance(value, list | tuple):
        return ListOf(str) if all(isinstance(item, str) for item in value) else None
    if isinstance(value, bool):
        return bool
    if isinstance(value, int | float):
        return float
    return str if isinstance(value, str) else None


def checked_values(
    options: Mapping[str, RuleOption], given: Mapping[str, object], patterns: Collection[str] = ()
) -> tuple[dict[str, Any], tuple[OptionProblem, ...]]:
    """The given values that fit the options, and what is wrong with the others.

    `patterns` names the options (`options.words`) that are used as regular expressions.
    """
    values: dict[str, Any] = {}
    problems = []
    for name, value in given.items():
        if name not in options:
            problems.append(OptionProblem(name, f"there is no option {name!r}{did_you_mean(name, options)}"))
            continue
        kind, wanted = kind_of_value(value), kind_of_value(options[name].default)
        if kind is None or kind != wanted:
            problems.append(OptionProblem(name, f"should be {said(wanted)}" if wanted else "cannot be set"))
        elif mistake := f"options.{name}" in patterns and wrong_patterns(value):
            problems.append(OptionProblem(name, mistake))
        else:
            values[name] = Texts(value) if isinstance(value, list | tuple) else value
    return values, tuple(problems)


def wrong_patterns(value: object) -> str:
    """What is wrong with the first wrong pattern of an option value, empty when nothing is."""
    texts = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    mistakes = ((text, wrong_pattern(text)) for text in texts)
    return next((f"{text!r} is {mistake}" for text, mistake in mistakes if mistake), "")
