"""Flows that ask for nothing, twice, or forget what they were told."""

from random import Random
from typing import Any

from mutating import of_kind, spoils

Flow = dict[str, Any]


@spoils("data-thrown-away")
def asked_and_forgotten(flow: Flow, chance: Random) -> None:
    name = chance.choice(["account", "reading", "pin", "card", "code"])
    for step in flow["steps"].values():
        for key in ("uses", "with"):
            if isinstance(step.get(key), list):
                step[key] = [each for each in step[key] if each != name]
        for key in ("say", "menu"):
            if key in step:
                step[key] = step[key].replace("{" + name + "}", "noted")


@spoils("asked-twice")
def asked_again(flow: Flow, chance: Random) -> None:
    name, known = chance.choice([("account", "known"), ("reading", "reading_known")])
    for step in flow["steps"].values():
        for option in step.get("options", {}).values():
            if option["to"] == known:
                option["to"] = name
    del flow["steps"][known]


@spoils("data-lost-at-transfer")
def the_person_knows_nothing(flow: Flow, chance: Random) -> None:
    name = chance.choice(["people", "complaints", "burst", "gente"])
    flow["steps"][name]["with"].remove(chance.choice(["account", "reading"]))


@spoils("read-before-set")
def said_before_it_is_known(flow: Flow, chance: Random) -> None:
    name = chance.choice(["account", "reading", "balance", "receipt"])
    step = chance.choice(["greeting", "people", "main", "voices", "burst"])
    key = "menu" if step in of_kind(flow, "menu") else "say"
    flow["steps"][step][key] += " {" + name + "}"
