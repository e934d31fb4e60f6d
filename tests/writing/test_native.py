"""A flow that is written as native YAML is read again as the same flow."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from any_flow import flows, flows_that_do_not_fit
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ivrlint import readers
from ivrlint.flow import Flow, Mark
from ivrlint.readers.shape import flow_schema
from ivrlint.readers.strict_yaml import parse
from ivrlint.writing import fitted, native
from ivrlint.writing.remarks import Remarks

VALIDATOR = Draft202012Validator(flow_schema())


def read(text: str) -> Flow:
    flow = readers.read(text.encode(), "f.yaml")
    assert isinstance(flow, Flow), (flow, text)
    return flow


def without_marks(value: Any) -> Any:
    """A value of the model as plain values, marks and what is kept beside the flow left out."""
    if isinstance(value, Mark):
        return None
    if is_dataclass(value):
        parts = [
            part.name
            for part in fields(value)
            if part.name not in ("others", "texts", "source", "problems", "shared" if isinstance(value, Flow) else "")
        ]
        return type(value).__name__, [(part, without_marks(getattr(value, part))) for part in parts]
    if isinstance(value, dict):
        return {key: without_marks(each) for key, each in value.items()}
    return [type(value).__name__, *map(without_marks, value)] if isinstance(value, tuple) else value


@settings(max_examples=300, deadline=None)
@given(flows())
def test_every_flow_is_read_again_as_it_was(flow):
    text = native(flow)
    again = read(text)
    assert [problem.message for problem in again.problems] == [], text
    assert without_marks(again) == without_marks(fitted(flow, (), Remarks())), text
    assert VALIDATOR.is_valid(parse(text, "f").value)
    assert native(flow) == text


@settings(max_examples=200, deadline=None)
@given(flows())
def test_a_flow_that_fits_is_written_as_it_is(flow):
    remarks = Remarks()
    steps = fitted(flow, (), remarks).steps
    assert list(remarks.lines()) == []
    for name, step in flow.steps.items():
        if step.prompt and step.prompt.language == flow.language:
            step = replace(step, prompt=step.prompt._replace(language=""))
        assert without_marks(steps[name]) == without_marks(step)


@settings(max_examples=300, deadline=None)
@given(flows_that_do_not_fit())
def test_a_flow_that_does_not_fit_is_written_so_that_it_can_be_read(flow):
    text = native(flow)
    again = read(text)
    expected = {'"start" is missing in the file'} if not any(entry.start in flow.steps for entry in flow.entries) else set()
    assert {problem.message for problem in again.problems} == expected, text
    assert without_marks(again) == without_marks(fitted(flow, (), Remarks())), text
