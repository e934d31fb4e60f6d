"""Spoiling a good flow: one function for each rule, which does to the flow what the rule is about.

A mutation gets the flow as plain values (as YAML has them) and a source of chance, and changes the flow in place. Chance decides
where and how; what must not be left to chance is that a caller would meet the fault.
"""

import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import yaml

Steps = dict[str, dict[str, Any]]
Mutation = Callable[[dict[str, Any], Random], None]

WHOLE = Path(__file__).with_name("whole.yaml")
MUTATIONS: dict[str, Mutation] = {}
"""By rule id."""
_READ: dict[str, Any] = yaml.load(WHOLE.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes texts only
KINDS = ("menu", "collect", "check", "run", "set", "transfer", "voicemail", "callback", "hang_up", "say")


def spoils(rule: str) -> Callable[[Mutation], Mutation]:
    """Say which rule a mutation is for."""

    def note(mutation: Mutation) -> Mutation:
        assert rule not in MUTATIONS, f"two mutations for {rule}"
        MUTATIONS[rule] = mutation
        return mutation

    return note


def good_flow() -> dict[str, Any]:
    """The good flow, new for each mutation. All keys are texts, as in the format."""
    return deepcopy(_READ)


def text_of(flow: dict[str, Any]) -> str:
    """The flow as a file. Texts are quoted, so that nothing is read as something else."""
    rest = {key: value for key, value in flow.items() if key != "ivr"}
    text: str = yaml.dump(rest, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True, sort_keys=False)
    return "ivr: 1\n" + re.sub(
        r"(?m)^(\s+(?:always_open|barge_in|complete|shared|tries|presses_to_person|digits|share): )'(\S+)'$", r"\1\2", text
    )


def spoilt(rule: str, seed: int) -> str:
    """The good flow, spoilt in the way that this rule is about; another seed, another way."""
    flow = good_flow()
    MUTATIONS[rule](flow, Random(f"{rule} {seed}"))
    return text_of(flow)


def kind_of(step: dict[str, Any]) -> str:
    """The key that names the kind of a step."""
    return next(kind for kind in KINDS if kind in step)


def of_kind(flow: dict[str, Any], *kinds: str) -> list[str]:
    """The names of all steps of some kinds."""
    return [name for name, step in flow["steps"].items() if kind_of(step) in kinds]


def target_of(option: str | dict[str, Any]) -> str:
    """Where an option leads."""
    return option if isinstance(option, str) else option["to"]


def free_key(menu: dict[str, Any], chance: Random, keys: str = "678") -> str:
    """A key that a menu does not use."""
    return chance.choice([key for key in keys if key not in menu["options"]])


def before(flow: dict[str, Any], name: str, step: dict[str, Any], new: str = "inserted") -> None:
    """Put a new step before another, on every way that leads there; the new step's `next` is set."""
    for other in flow["steps"].values():
        _redirect(other, name, new)
    if flow["start"] == name:
        flow["start"] = new
    flow["steps"][new] = step
    step["next"] = name


def after(flow: dict[str, Any], name: str, step: dict[str, Any], new: str = "inserted") -> None:
    """Put a new step between a step and its `next`."""
    step["next"] = flow["steps"][name]["next"]
    flow["steps"][name]["next"] = new
    flow["steps"][new] = step


def _redirect(node: dict[str, Any], old: str, new: str) -> None:
    for key, value in node.items():
        if isinstance(value, dict):
            _redirect(value, old, new)
        elif value == old and key not in {
            "say",
            "menu",
            "collect",
            "for",
            "kind",
            "transfer",
            "voicemail",
            "callback",
            "run",
            "check",
        }:
            node[key] = new
