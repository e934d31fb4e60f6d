"""The printed facts have the keys and the order that the page of facts promises, for any flow."""

from __future__ import annotations

import json

from comparing import analysed
from hypothesis import HealthCheck, given, settings
from strategies import Tried, flows

from ivrlint.analysis.export import document

TO_PERSON = {
    "reaches_person",
    "may_reach_person",
    "person_is_certain",
    "person_only_by_error",
    "menus_to_person",
    "presses_to_person",
    "entries_to_person",
    "seconds_to_person",
}
KEYS = {
    "steps": {"step", "kind", "line", "reachable"},
    "menus": {"step", "line", "depth", "options", *TO_PERSON},
    "collects": {
        *("step", "line", "variable", "used_at", "passed_at", "lost_at"),
        *("thrown_away", "asked_before", "asked_before_always"),
    },
    "loops": {"steps", "doomed"},
    "endings": {"kind", "step", "by"},
    "callers": {"name", "endings", "seconds_best", "seconds_worst"},
    "options": {"step"},
    "prompts": {"step"},
    "handoffs": {"step"},
}
CALL = {
    *("name", "start", "language", "steps", "menus", "route_to_person", "reaches_person_without_data", "read_before_set"),
    *TO_PERSON,
}


@settings(max_examples=150, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
@given(flows(native=False))
def test_the_document_has_its_keys_and_its_order(tried: Tried):
    text = json.dumps(document("flow.yaml", [analysed(tried.flow)]), allow_nan=False)
    whole = json.loads(text)
    assert (whole["version"], whole["file"]) == (1, "flow.yaml")
    (call,) = whole["calls"]
    assert set(call["call"]) >= CALL
    for part, keys in KEYS.items():
        assert all(set(one) >= keys for one in call[part]), part
    for part in ("steps", "menus", "collects"):
        assert [one["step"] for one in call[part]] == sorted(one["step"] for one in call[part])
    for collect in call["collects"]:
        for fact in ("used_at", "passed_at", "lost_at", "asked_before"):
            assert collect[fact] == sorted(set(collect[fact]))
    read = [(one["step"], one["name"]) for one in call["call"]["read_before_set"]]
    assert read == sorted(set(read))
    assert [one["kind"] for one in call["endings"]] == sorted(one["kind"] for one in call["endings"])
    assert all(loop["steps"] == sorted(loop["steps"]) for loop in call["loops"])
    assert [loop["steps"][0] for loop in call["loops"]] == sorted(loop["steps"][0] for loop in call["loops"])


@settings(max_examples=150, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
@given(flows(native=False))
def test_what_is_infinite_is_null(tried: Tried):
    facts = analysed(tried.flow)
    (call,) = document("flow.yaml", [facts])["calls"]
    for fact in ("menus_to_person", "presses_to_person", "entries_to_person", "seconds_to_person"):
        assert (call["call"][fact] is None) == (getattr(facts.call, fact) == float("inf"))
    assert [menu["depth"] is None for menu in call["menus"]] == [not menu["reachable"] for menu in call["menus"]]
