"""ivrlint's facts against brute force, on thousands of random flows.

`IVRLINT_ORACLE_EXAMPLES` sets how many flows each test tries.
"""

from __future__ import annotations

import os

from comparing import analysed, disagreements
from hypothesis import HealthCheck, given, settings
from strategies import Tried, flows
from writing import files

from ivrlint.flow import Flow, Refusal, replace
from ivrlint.readers import read

EXAMPLES = int(os.environ.get("IVRLINT_ORACLE_EXAMPLES", "400"))
thoroughly = settings(max_examples=EXAMPLES, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))


@thoroughly
@given(flows(native=False))
def test_every_discrete_fact_is_what_brute_force_finds(tried: Tried):
    assert not disagreements(tried.flow)


def read_back(flow: Flow) -> Flow:
    """The same flow after it was written as text and read again."""
    found: dict[str, Flow] = {}
    for file, text in files(flow).items():
        one = read(text.encode(), file)
        assert not isinstance(one, Refusal), f"{one}\n{text}"
        assert not one.problems, f"{one.problems}\n{text}"
        found[file] = one
    main = found.pop(flow.file)
    return replace(main, others=found)


@thoroughly
@given(flows())
def test_reading_the_text_of_a_flow_gives_the_same_facts(tried: Tried):
    assert not disagreements(tried.flow, analysed(read_back(tried.flow)))
