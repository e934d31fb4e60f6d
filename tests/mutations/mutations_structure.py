"""Flows that break, end in nothing, or go round for ever; and promises that are not kept."""

from random import Random
from typing import Any

from mutating import of_kind, spoils

Flow = dict[str, Any]


@spoils("broken-target")
def a_misspelt_target(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(of_kind(flow, "menu", "collect"))]
    place = step[chance.choice(["no_input", "no_match"])]
    place["then"] = chance.choice(["peopel", "menu 7", "nowhere"])


@spoils("dead-end")
def nothing_follows(flow: Flow, chance: Random) -> None:
    del flow["steps"][chance.choice(["closed", "cerrado", "stored", "bill", "reading", "account", "pay"])]["next"]


@spoils("doom-loop")
def round_and_round(flow: Flow, chance: Random) -> None:
    steps, rounds = flow["steps"], chance.randint(1, 4)
    for number in range(rounds):
        steps[f"round {number}"] = {"say": "One moment.", "next": f"round {(number + 1) % rounds}"}
    steps["main"]["options"][chance.choice("123")]["to"] = "round 0"


@spoils("unreachable-step")
def nobody_comes_here(flow: Flow, chance: Random) -> None:
    after = chance.choice(list(flow["steps"]))
    flow["steps"]["forgotten"] = {"say": chance.choice(["We are moving.", "Happy New Year."]), "next": after}


@spoils("promise-broken")
def a_promise_too_much(flow: Flow, chance: Random) -> None:
    if chance.random() < 0.5:
        flow["promises"]["person_within"] = f"{chance.randint(1, 5)}s"
    else:
        flow["promises"]["presses_to_person"] = "0"


@spoils("inform-and-hang-up")
def told_and_dropped(flow: Flow, chance: Random) -> None:
    words = "Water costs two pounds for each cubic metre. Prices change in April. " * chance.randint(1, 3)
    flow["steps"]["told"] = {"say": words, "next": "bye"}
    flow["steps"]["bye"] = {"hang_up": chance.choice(["Goodbye.", "Thank you for calling."])}
    flow["steps"]["main"]["options"][chance.choice("1234")]["to"] = "told"


@spoils("abrupt-hang-up")
def click(flow: Flow, chance: Random) -> None:
    flow["steps"]["bye"] = {"hang_up": True}
    place = chance.choice(["bill", "meter"])
    flow["steps"][place]["next"] = "bye"
