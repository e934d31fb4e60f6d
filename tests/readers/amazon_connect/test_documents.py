"""Where flows of Amazon Connect stand: alone, in answers of the API, in templates, and broken."""

import json

import pytest

from ivrlint.flow import Flow, Refusal
from ivrlint.readers import amazon_connect
from tests.readers.amazon_connect.building import BYE, action, export, flow_of, module, read

HELLO = flow_of(action("hi", "MessageParticipant", {"Text": 'Say "hi" \u00e9 \U0001f600'}, "bye"), BYE)
WORDS = 'Say "hi" \u00e9 \U0001f600'


def at(text, mark):
    return text.splitlines()[mark.line - 1][mark.column - 1 : mark.end_column - 1]


def template(content):
    return {
        "Resources": {
            "Flow": {
                "Type": "AWS::Connect::ContactFlow",
                "Properties": {"Name": "Main", "Type": "CONTACT_FLOW", "Content": content},
            }
        }
    }


@pytest.mark.parametrize("ensure_ascii", [True, False])
def test_a_flow_inside_a_text_is_marked_at_its_place(ensure_ascii):
    text = json.dumps(
        {"ContactFlow": {"Name": "Main", "Id": "1", "Content": json.dumps(HELLO)}}, indent=1, ensure_ascii=ensure_ascii
    )
    flow = read(text)
    assert (flow.name, flow.entries[0].name) == ("Main", "Main")
    assert at(text, flow.steps["hi"].mark) == '\\"hi\\"'
    assert at(text, flow.steps["hi"].next.mark) == '\\"bye\\"'
    assert flow.steps["hi"].prompt.text == WORDS


@pytest.mark.parametrize(
    "tree",
    [
        {"Content": json.dumps(HELLO)},
        {"Content": HELLO},
        {"ContactFlowModule": {"Content": json.dumps(HELLO)}},
        [{"Name": "a", "Content": json.dumps(HELLO)}],
        template(json.dumps(HELLO)),
        template({"Fn::Sub": json.dumps(HELLO)}),
        template({"Fn::Sub": [json.dumps(HELLO), {}]}),
        template({"Fn::Join": ["", [json.dumps(HELLO)[:60], json.dumps(HELLO)[60:]]]}),
        {"resources": template(json.dumps(HELLO))},
    ],
)
def test_wrappers(tree):
    flow = read(tree)
    assert isinstance(flow, Flow)
    assert flow.steps["hi"].prompt.text == WORDS
    assert amazon_connect.recognise(json.dumps(tree))


YAML = """\
AWSTemplateFormatVersion: 2010-09-09
Resources:
  Main:
    Type: AWS::Connect::ContactFlow
    Properties:
      Name: {name}
      Type: CONTACT_FLOW
      Content: !Sub {style}
{content}
  Other:
    Type: AWS::Connect::Queue
"""


def yaml(name, style, content):
    return YAML.format(name=name, style=style, content="\n".join("        " + line for line in content.splitlines()))


def test_a_block_of_yaml_is_marked_line_by_line():
    text = yaml("Main line", "|", json.dumps(HELLO, indent=1))
    assert amazon_connect.recognise(text)
    flow = read(text, "template.yaml")
    assert flow.entries[0].name == "Main line"
    assert at(text, flow.steps["hi"].mark) == '"hi"'
    folded = read(yaml("Main line", ">", json.dumps(HELLO, indent=0)), "template.yaml")
    assert folded.steps["hi"].mark.line == 8


def test_a_place_that_a_deployment_fills_in_may_stand_for_a_value():
    tree = flow_of(action("hi", "MessageParticipant", {"Text": "Hello ${Name}."}, "bye"), BYE)
    text = json.dumps(tree, indent=1).replace('"2019-10-30",', '"2019-10-30", "x": ${Number},')
    flow = read(yaml("Main", "|", text))
    assert flow.steps["hi"].prompt.text == "Hello {Name}."
    assert at(yaml("Main", "|", text), flow.steps["hi"].mark) == '"hi"'


def test_a_name_that_a_deployment_fills_in_is_called_as_the_place_for_it():
    assert read({"Name": "${Stage.flow_name}", "Content": HELLO}).name == "flow_name"
    assert read({"Name": "Main ${Stage}", "Content": HELLO}).name == "Main Stage"


def test_several_flows_of_a_template_are_calls_of_their_own():
    def resource(name, content, type_="ContactFlow", kind="CONTACT_FLOW"):
        return {"Type": f"AWS::Connect::{type_}", "Properties": {"Name": name, "Type": kind, "Content": json.dumps(content)}}

    sales = flow_of(action("go", "TransferToFlow", {"ContactFlowId": "${Survey.ContactFlowArn}"}))
    module_ = flow_of(action("end", "EndFlowModuleExecution"))
    tree = {
        "Resources": {
            "A": resource("Sales", sales),
            "B": resource("Support", HELLO),
            "Survey": resource("Survey", HELLO),
            "C": resource("Helper", module_, "ContactFlowModule", ""),
            "D": resource("Whisper", HELLO, kind="AGENT_WHISPER"),
        }
    }
    flow = read(tree)
    assert [(entry.name, entry.start) for entry in flow.entries] == [("Sales", "Sales: go"), ("Support", "Support: hi")]
    assert flow.steps["Sales: go"].next.to == "Survey: hi"
    assert flow.steps["Survey: hi"].next.to == "Survey: bye"
    assert "Helper: end" in flow.steps
    assert not any(name.startswith("Whisper") for name in flow.steps)


def test_a_broken_flow_beside_a_good_one_is_a_problem_and_alone_a_refusal():
    broken = {"Type": "AWS::Connect::ContactFlow", "Properties": {"Name": "Bad", "Content": '{"Actions": ['}}
    good = template(json.dumps(HELLO))
    good["Resources"]["Bad"] = broken
    flow = read(good)
    assert len(flow.problems) == 1
    assert "the flow in this text is not JSON" in flow.problems[0].message
    refusal = read({"Resources": {"Bad": broken}})
    assert isinstance(refusal, Refusal)
    assert refusal.line


def test_flows_that_stand_elsewhere():
    refusal = read({"Resources": {"A": {"Type": "AWS::Connect::ContactFlow", "Properties": {"Content": {"Fn::Transform": {}}}}}})
    assert refusal.no_calls
    refusal = read({"Resources": {"A": {"Type": "AWS::Connect::ContactFlow", "Properties": {}}}})
    assert refusal.no_calls
    assert read({"Resources": {"A": {"Type": "AWS::Connect::Queue"}}}).foreign


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"Version": "2019-10-30", "StartAction": "a", "Actions": [', "the file ends too early"),
        ('{"Version": "2019-10-30", "StartAction": "a", "Actions": {}}', "`Actions` must be a list"),
        ('{"modules": 5}', "`modules` must be a list"),
        ('{"Version": "2019-10-30", "StartAction": "a", "Actions": []}', "this flow has no actions"),
        (
            '{"Version": "2019-10-30", "StartAction": 5, "Actions": [{"Identifier": "a", "Type": "Loop"}]}',
            "`StartAction` must name",
        ),
        ('{"Content": "{}"}', "the text here is no flow"),
        ('{"Content": "[]"}', "the text here is no flow"),
        ('{"Content": "nothing"}', "the flow in this text is not JSON"),
        ("[1]", "holds no flow of Amazon Connect"),
    ],
)
def test_files_that_cannot_be_read_are_refused_with_one_line(text, message):
    refusal = read(text)
    assert isinstance(refusal, Refusal)
    assert message in refusal.message
    assert refusal.line


@pytest.mark.parametrize("content", ["!Ref Menu", "!GetAtt Menu.Text", "!ImportValue menu", "!FindInMap [Menus, en, text]"])
def test_a_flow_that_a_function_of_a_template_gives_stands_elsewhere(content):
    refusal = read(f"Resources:\n  A:\n    Type: AWS::Connect::ContactFlow\n    Properties:\n      Content: {content}\n")
    assert (refusal.message, refusal.no_calls) == ("the flows of this template are written in other files", True)


def test_everything_wrong_inside_is_a_problem_at_its_place():
    tree = {
        "Version": "2020-01-01",
        "StartAction": "nowhere",
        "Actions": [
            5,
            {"Type": "Loop"},
            {"Identifier": "a"},
            {"Identifier": "a", "Type": "Loop"},
            {"Identifier": "b", "Type": "MessageParticipant", "Transitions": []},
            {"Identifier": "c", "Type": "Compare", "Transitions": {"NextAction": 5, "Conditions": {}, "Errors": [5]}},
        ],
    }
    flow = read(tree)
    assert [problem.message for problem in flow.problems] == [
        "the version of the Flow language is 2019-10-30, not '2020-01-01'",
        "calls come in at 'nowhere', which does not exist",
        "an action must be an object",
        "an action must have an `Identifier`",
        "an action must have a `Type`",
        "there are two actions with the identifier 'a': only the first one counts",
        "`Transitions` must be an object",
        "`NextAction` must be the identifier of an action",
        "`Conditions` must be a list",
        "each of the `Errors` must be an object",
    ]
    assert all(problem.mark.end_column > problem.mark.column for problem in flow.problems)


def test_a_target_that_does_not_exist_is_kept():
    flow = read(flow_of(action("hi", "MessageParticipant", {"Text": "a"}, "gone"), BYE))
    assert flow.steps["hi"].next.to == "gone"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(HELLO),
        json.dumps(HELLO, indent=2)[:200],
        json.dumps({k: HELLO[k] for k in ("Actions", "StartAction", "Version")}),
        json.dumps(export(module("a", "Disconnect"))),
        json.dumps({"ContactFlow": {"Content": json.dumps(HELLO, indent=1)}}),
    ],
)
def test_flows_are_recognised_also_when_they_break_off(text):
    assert amazon_connect.recognise(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{"Version": "2012-10-17", "Statement": [{"Action": "connect:*"}]}',
        '{"StartAt": "a", "States": {"a": {"Type": "Pass"}}}',
        '{"modules": [{"type": "video"}], "branches": []}',
        '{"note": "2019-10-30"}',
        "Resources:\n  Flow:\n    Type: AWS::Connect::ContactFlowVersion\n",
        "The resource AWS::Connect::ContactFlow holds a flow.",
        '{"Actions": [{"Type": "Wait"}]}',
    ],
)
def test_other_files_are_not_taken_for_flows(text):
    assert not amazon_connect.recognise(text)
