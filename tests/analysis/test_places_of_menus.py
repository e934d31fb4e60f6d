"""What is wrong with the words of a menu stands where they are, and a key that they leave out at its option."""

import pytest

from ivrlint.bundled import RULES
from ivrlint.linting import lint_text
from ivrlint.rule import load_rules

MENU = """\
ivr: 1
language: en-GB
start: main
steps:
  main:
    menu: >-
      Kestrel Energy. {}
    options:
      1: bills
      2: people
      3: people
    no_input: {{then: people}}
    no_match: {{then: people}}
  bills: {{transfer: billing desk, always_open: true}}
  people: {{transfer: customer service, always_open: true}}
"""


@pytest.fixture(scope="module")
def rules():
    found, problems = load_rules([RULES])
    assert not problems
    return found


@pytest.mark.parametrize(
    ("words", "rule", "place"),
    [
        ("For bills, press 1. For the meter, press 2.", "key-never-mentioned", (11, 7)),
        ("For bills, press 1. For the meter, press 2. For people, press 3. For a pie, press 4.", "promised-key-missing", (6, 11)),
        ("Press 1 for bills. Press 2 for the meter. Press 3 for people.", "key-before-action", (6, 11)),
        ("For bills, press 3. For the meter, press 2. For people, press 1.", "options-out-of-order", (6, 11)),
    ],
)
def test_a_finding_stands_where_it_is_to_be_mended(rules, words, rule, place):
    found = [each for each in lint_text(MENU.format(words), "f.yaml", rules).findings if each.rule == rule]
    assert [(each.mark.line, each.mark.column, each.step) for each in found] == [(*place, "main")]


def test_in_other_formats_an_option_has_its_place_too(rules):
    text = '<include><menu name="main" greet-long="say:Press 1 for bills. Press 2 for the meter. Press 3 for cake."\n'
    text += '  max-failures="3" max-timeouts="3">\n'
    text += "".join(f'  <entry action="menu-exec-app" digits="{key}" param="bridge user/{key}"/>\n' for key in (1, 2, 3, 4))
    found = {each.rule: each.mark for each in lint_text(text + "</menu></include>\n", "m.xml", rules).findings}
    assert found["key-never-mentioned"].line == 6
