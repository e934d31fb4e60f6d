"""Flows of one run that lead to one another."""

import pytest

from ivrlint.flow import Set, Unknown, Visit
from tests.readers.amazon_connect.building import BYE, action, export, flow_of, linked, module, read, to, value

OTHER = flow_of(action("hello", "MessageParticipant", {"Text": "Hi."}, "bye"), BYE, metadata={"name": "Other flow"})
ARN = "arn:aws:connect:x:1:instance/i/contact-flow/"
UUID = "12345678-1234-1234-1234-123456789012"


def leads(reference, **metadata):
    go = action("go", "TransferToFlow", {"ContactFlowId": reference})
    return flow_of(go, metadata={"ActionMetadata": {"go": metadata}} if metadata else None)


@pytest.mark.parametrize(
    "tree",
    [
        leads("Other flow"),
        leads("{{contactFlows.other.arn}}"),
        leads(ARN + UUID, ContactFlow={"text": "Other flow"}),
        leads(ARN + UUID, parameters={"ContactFlowId": {"displayName": "other"}}),
        export(module("go", "Transfer", [value("ContactFlowId", "", resourceName="Other flow")], (), "Flow")),
    ],
)
def test_another_flow_is_found_by_its_name(tree):
    flows = linked({"in/main.json": tree, "in/other.json": OTHER})
    step = flows["in/main.json"].steps["go"]
    assert isinstance(step, Set)
    assert (step.next.to, step.next.file) == ("hello", "in/other.json")


def test_another_flow_is_found_by_its_identifier():
    around = {"ContactFlow": {"Id": UUID, "Arn": ARN + UUID, "Name": "x", "Content": OTHER}}
    flows = linked({"main.json": leads(ARN + UUID), "x.json": around})
    assert flows["main.json"].steps["go"].next.file == "x.json"


@pytest.mark.parametrize("reference", ["", "$.External.next", "Nobody", ARN + UUID])
def test_a_flow_that_is_not_in_the_run_stays_unknown(reference):
    flows = linked({"main.json": leads(reference), "other.json": OTHER})
    assert isinstance(flows["main.json"].steps["go"], Unknown)


def test_a_name_that_two_flows_have_leads_nowhere():
    flows = linked({"main.json": leads("Other flow"), "a.json": OTHER, "b.json": OTHER})
    assert isinstance(flows["main.json"].steps["go"], Unknown)


def test_flows_that_lead_to_each_other():
    flows = linked({"a.json": leads("b"), "b.json": leads("a")})
    assert (flows["a.json"].steps["go"].next.file, flows["b.json"].steps["go"].next.file) == ("b.json", "a.json")


def test_a_module_is_visited():
    helper = flow_of(action("end", "EndFlowModuleExecution"), metadata={"name": "Helper"}, Settings={})
    main = flow_of(action("m", "InvokeFlowModule", {"FlowModuleId": "Helper"}, "bye", (), [("NoMatchingError", "bye")]), BYE)
    step = linked({"main.json": main, "helper.json": helper})["main.json"].steps["m"]
    assert isinstance(step, Visit)
    assert (step.flow.to, step.flow.file, to(step.next), step.failed) == ("end", "helper.json", "bye", None)


def test_the_flows_of_waiting_callers_and_of_those_whom_the_agent_left():
    hold = flow_of(action("hold", "MessageParticipantIteratively", {"Messages": [{"Text": "Hold."}]}), metadata={"name": "Hold"})
    hooks = {"CustomerQueue": ARN + "1", "CustomerRemaining": "Other flow"}
    main = flow_of(
        action("set", "UpdateContactEventHooks", {"EventHooks": hooks}, "go"),
        action("go", "TransferContactToQueue"),
        metadata={"ActionMetadata": {"set": {"parameters": {"EventHooks": {"CustomerQueue": {"displayName": "Hold"}}}}}},
    )
    flows = linked({"main.json": main, "hold.json": hold, "other.json": OTHER})
    cases = flows["main.json"].steps["go"].cases
    assert [(case.name, case.target.to, case.target.file) for case in cases] == [
        ("while waiting", "hold", "hold.json"),
        ("after the call", "hello", "other.json"),
    ]


def test_attributes_of_one_flow_are_passed_on_by_the_transfers_of_the_next():
    first = flow_of(
        action("a", "UpdateContactAttributes", {"Attributes": {"why": "x"}}, "go"),
        action("go", "TransferToFlow", {"ContactFlowId": "second"}),
    )
    second = flow_of(action("q", "TransferContactToQueue"))
    flows = linked({"first.json": first, "second.json": second})
    assert flows["second.json"].steps["q"].passes == ("Attributes.why",)


def test_files_of_the_flows_that_a_flow_leads_to_are_wanted():
    assert read(leads("{{contactFlows.Next one.arn}}"), "in/main.json").wants == ("in/Next one", "in/Next one.json")
    assert read(leads("$.External.next")).wants == ()
    assert read(leads("../../etc/passwd")).wants == ()
