"""The rules that come with ivrlint, read without proving again what the tests have proved."""

from __future__ import annotations

from pathlib import Path

from ivrlint.expressions import compile_expression, late_template
from ivrlint.flow import Refusal
from ivrlint.readers import strict_yaml
from ivrlint.readers.content import shown
from ivrlint.rule.building import build, options_of
from ivrlint.rule.conditions import names_of
from ivrlint.rule.value import CONCERNS, Compiled, Rule

_EXAMPLES = "\ngood:"


def read_heads(folder: Path) -> tuple[Rule, ...]:
    """The rules of a folder without their examples, by concern and name; none when one of them is wrong.

    Every run pays for this, so that only what judging needs is read: the head of each file, up to `good:`, and no
    message is compiled before it is shown.
    """
    try:
        return tuple(_head(path, path.parent.name) for path in sorted(folder.glob("*/*.yaml")) if path.parent.name in CONCERNS)
    except (AttributeError, KeyError, OSError, TypeError, ValueError):
        return ()


def _head(path: Path, concern: str) -> Rule:
    """The rule of one file; raises one of many errors when it is wrong."""
    file = shown(str(path))
    document = strict_yaml.parse(path.read_text(encoding="utf-8").partition(_EXAMPLES)[0], file)
    if isinstance(document, Refusal) or document.problems:
        raise ValueError(file)
    tree = document.value
    names = names_of(tree["for"], options_of(tree) or {})
    lighter = compile_expression(tree["lighter"]["when"], names) if "lighter" in tree else None
    compiled = Compiled(compile_expression(tree["when"], names), late_template(tree["message"].rstrip("\n"), names), lighter)
    return build(tree, file, concern, compiled)
