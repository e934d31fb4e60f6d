"""What messages say of the promises of a flow."""

import re

from ivrlint.linting import analyses_of
from ivrlint.readers.files import read_text

FLOW = """\
ivr: 1
start: main
promises: {person_within: 9s, presses_to_person: 2}
steps:
  main: {menu: "For sales, press 1.", options: {1: people}}
  people: {transfer: sales}
"""


def test_what_is_promised_and_what_is_needed_have_units() -> None:
    (flow,) = read_text(FLOW, "menu.yaml").flows.values()
    (analysis,) = analyses_of(flow)
    within, presses = analysis.facts.promises
    assert (within.limit, presses.limit) == ("9 s", "2 presses")
    assert re.fullmatch(r"a newcomer needs \d+ s", within.needs)
    assert presses.needs == "a newcomer needs 1 press"
