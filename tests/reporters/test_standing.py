"""What is said of a rule that not all profiles judge by."""

from __future__ import annotations

import pytest

from ivrlint.bundled import RULES
from ivrlint.finding import Severity
from ivrlint.flow import replace
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.rule_pages import Standing, explained, listed, section, shown, standings, tables
from ivrlint.reporters.rule_pages.standing import Asked, remark
from ivrlint.rule import load_rules

(RULE,), _ = load_rules([RULES / "menus" / "menu-too-deep.yaml"], examples=True)
WARNING = Severity.warning


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ({"recommended": WARNING, "strict": WARNING}, ""),
        ({"recommended": Severity.info, "strict": WARNING}, "info in recommended"),
        ({"strict": WARNING}, "only in strict"),
        ({"strict": WARNING, "us-508": WARNING}, "only in strict and us-508"),
        ({"strict": WARNING, "a": WARNING, "b": WARNING}, "only in strict, a and b"),
        ({"strict": WARNING, "a": WARNING, "b": WARNING, "c": WARNING, "d": WARNING}, "only in strict, a, b and 2 more"),
        ({}, "in no profile"),
    ],
)
def test_only_what_differs_in_the_default_profile_is_said(severities, said):
    assert remark(RULE, Standing(severities, ())) == said


def test_it_is_said_in_each_form():
    standing = Standing({"strict": WARNING}, (Asked("strict", "a_b", "Menus are *flat*."),))
    text = list(explained(RULE, shown(RULE), standing, Paint()))
    assert text[0] == "menu-too-deep (menus, warning, only in strict)"
    assert "  - strict, a_b: Menus are *flat*." in text
    page = "\n".join(section(RULE, shown(RULE), standing, standards="standards.md"))
    assert "\n**Warning**, only in strict. Only info where menu.levels" in page.replace("`", "")
    assert "\n- [strict](standards.md#strict), a\\_b: Menus are \\*flat\\*.\n" in page
    assert "(only in strict)" in list(listed([RULE], {RULE.id: standing}, Paint()))[1]
    assert "| warning or info (only in strict) |" in "\n".join(tables([RULE], {RULE.id: standing}))


def test_a_rule_of_ones_own_is_in_every_profile():
    own = replace(RULE, id="our-rule")
    told = standings([own])["our-rule"]
    assert next(iter(told.severities)) == "recommended"
    assert remark(own, told) == ""
    assert told.clauses == []
