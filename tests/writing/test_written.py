"""A flow that is written as native YAML is read again as the same flow.

`IVRLINT_WRITTEN_EXAMPLES` sets how many flows each test tries.
"""

from __future__ import annotations

import os
from typing import Any

from any_flow import flows, flows_that_do_not_fit
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from ivrlint import readers
from ivrlint.flow import Flow, Mark, Value, fields, replace
from ivrlint.readers.shape import flow_schema
from ivrlint.readers.strict_yaml import parse
from ivrlint.writing import fitted, native
from ivrlint.writing.remarks import Remarks

thoroughly = settings(max_examples=int(os.environ.get("IVRLINT_WRITTEN_EXAMPLES", "80")), deadline=None)
VALIDATOR = Draft202012Validator(flow_schema())


def read(text: str) -> Flow:
    flow = readers.read(text.encode(), "f.yaml")
    assert isinstance(flow, Flow), (flow, text)
    return flow


def without_marks(value: Any) -> Any:
    """A value of the model as plain values; marks and what is kept beside the flow are left out."""
    if isinstance(value, Mark):
        return None
    if isinstance(value, Value):
        beside = ("others", "texts", "source", "problems")
        return type(value), {p.name: without_marks(getattr(value, p.name)) for p in fields(value) if p.name not in beside}
    if isinstance(value, dict):
        return {key: without_marks(each) for key, each in value.items()}
    return (type(value), *map(without_marks, value)) if isinstance(value, tuple) else value


@thoroughly
@given(flows())
def test_every_flow_is_read_again_as_it_was(flow):
    text = native(flow)
    again = read(text)
    assert [problem.message for problem in again.problems] == [], text
    assert without_marks(again) == without_marks(fitted(flow, (), Remarks())), text
    assert VALIDATOR.is_valid(parse(text, "f").value)
    assert native(flow) == text


@thoroughly
@given(flows())
def test_a_flow_that_fits_is_written_as_it_is(flow):
    remarks = Remarks()
    steps = fitted(flow, (), remarks).steps
    assert list(remarks.lines()) == []
    for name, step in flow.steps.items():
        own = step.prompt and step.prompt._replace(language="" if step.prompt.language == flow.language else step.prompt.language)
        assert without_marks(steps[name]) == without_marks(replace(step, prompt=own))


@thoroughly
@given(flows_that_do_not_fit())
def test_a_flow_that_does_not_fit_is_written_so_that_it_can_be_read(flow):
    text = native(flow)
    again = read(text)
    expected = {'"start" is missing in the file'} if not any(entry.start in flow.steps for entry in flow.entries) else set()
    assert {problem.message for problem in again.problems} == expected, text
    assert without_marks(again) == without_marks(fitted(flow, (), Remarks())), text
