"""Small flows of Amazon Connect for tests."""

import json

from ivrlint.flow import Flow
from ivrlint.readers import amazon_connect, link

FILE = "flow.json"


def action(name, type_, parameters=None, next_=None, conditions=(), errors=()):
    """One action in the Flow language; `conditions` are pairs of operand and target, `errors` pairs of type and target."""
    transitions = {}
    if next_:
        transitions["NextAction"] = next_
    if conditions:
        transitions["Conditions"] = [
            {"NextAction": to, "Condition": {"Operator": "Equals", "Operands": [operand]}} for operand, to in conditions
        ]
    if errors:
        transitions["Errors"] = [{"NextAction": to, "ErrorType": type_} for type_, to in errors]
    return {"Identifier": name, "Type": type_, "Parameters": parameters or {}, "Transitions": transitions}


BYE = action("bye", "DisconnectParticipant")


def flow_of(*actions, start="", metadata=None, **more):
    """The tree of a flow in the Flow language that begins with its first action."""
    tree = {"Version": "2019-10-30", "StartAction": start or actions[0]["Identifier"], "Actions": list(actions), **more}
    return tree | ({"Metadata": metadata} if metadata else {})


def read(tree, file=FILE):
    """What becomes of a tree or a text."""
    return amazon_connect.read(tree if isinstance(tree, str) else json.dumps(tree, indent=1), file)


def steps(*actions, **more):
    """The steps of a flow without problems."""
    flow = read(flow_of(*actions, **more))
    assert isinstance(flow, Flow), flow
    assert not flow.problems
    return flow.steps


def linked(trees):
    """Several flows, by file, as they are linked with one another."""
    return link({file: read(tree, file) for file, tree in trees.items()})


def to(target):
    """Where a target leads."""
    return target.to if target else None


def module(name, type_, parameters=(), branches=(), target="", **metadata):
    """One module of an older export; branches are tuples of condition, target and perhaps operator and value."""
    written = []
    for branch in branches:
        item = {"condition": branch[0], "transition": branch[1]}
        if len(branch) > 2:
            item |= {"conditionType": branch[2], "conditionValue": branch[3]}
        written.append(item)
    result = {"id": name, "type": type_, "branches": written, "parameters": list(parameters), "metadata": metadata}
    return result | ({"target": target} if target else {})


def value(name, value_, namespace=None, **more):
    """One parameter of a module."""
    return {"name": name, "value": value_, "namespace": namespace, **more}


def export(*modules, kind="contactFlow", name="Old flow"):
    """The tree of an older export."""
    return {"modules": list(modules), "version": "1", "type": kind, "start": modules[0]["id"], "metadata": {"name": name}}
