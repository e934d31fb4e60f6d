"""The facts of random flows before and after ivrlint has written them as one native file."""

from __future__ import annotations

from hypothesis import given
from strategies import Tried, flows
from test_oracle import thoroughly

from ivrlint.analysis.export import document
from ivrlint.flow import Flow
from ivrlint.linting import analyses_of
from ivrlint.readers import read
from ivrlint.writing import native


def facts(flow: Flow) -> object:
    calls = document("", [analysis.facts for analysis in analyses_of(flow)])["calls"]
    return [
        {part: [without_line(fact) for fact in (found if isinstance(found, list) else [found])] for part, found in call.items()}
        for call in calls
    ]


def without_line(fact: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in fact.items() if key != "line"}


@thoroughly
@given(flows(native=False))
def test_a_flow_has_the_same_facts_when_it_is_written_as_one_file(tried: Tried) -> None:
    text = native(tried.flow)
    again = read(text.encode(), "menu.yaml")
    assert isinstance(again, Flow), text
    assert not again.problems, text
    assert facts(again) == facts(tried.flow), text
