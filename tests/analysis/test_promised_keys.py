"""Keys that words promise and that are no options, but lead where they should."""

import pytest

from ivrlint.analysis import analyse
from ivrlint.graph import connect
from ivrlint.readers import read

FLOW = """\
ivr: 1
language: en-GB
start: main
steps:
  main: {{menu: "For bills, press 1. For repairs, press 2.", options: {{1: bills, 2: people}}, no_match: {{then: people}}}}
  bills:
    menu: For your last bill, press 1. To return to the main menu, press 9. To speak to an agent, press 0. To repeat it, press 5.
    options: {{1: people, 2: main, 3: people}}
    no_match: {{{}}}
  keep: {{set: {{lost: 1}}, next: main}}
  sorry: {{say: That was not right., next: main}}
  look: {{run: lookup, next: people, failed: people}}
  again: {{say: Once more., next: bills}}
  people: {{transfer: desk, always_open: true}}
"""


@pytest.mark.parametrize(
    ("wrong", "missing"),
    [
        ("then: main", ("0", "5")),
        ("then: keep", ("0", "5")),
        ("then: sorry", ("9", "0", "5")),
        ("then: main, tries: 2", ("9", "0", "5")),
        ("then: people", ("9", "5")),
        ("then: look", ("9", "0", "5")),
        ("then: people, tries: 3", ("9", "0", "5")),
        ("then: bills", ("9", "0")),
        ("then: again", ("9", "0")),
        ("possible: false", ("9", "0", "5")),
    ],
)
def test_a_key_is_not_missing_where_a_wrong_key_does_what_it_is_for(wrong, missing):
    flow = read(FLOW.format(wrong).encode(), "f.yaml")
    assert [str(problem) for problem in flow.problems] == []
    facts = analyse(connect(flow), flow.entries[0]).facts
    assert next(menu.promised_missing for menu in facts.menus if menu.step == "bills") == missing
