"""Flows that shut out who cannot speak, or is slow."""

from random import Random
from typing import Any

from mutating import of_kind, spoils

Flow = dict[str, Any]


@spoils("no-more-time")
def one_chance(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(of_kind(flow, "menu", "collect"))]
    step["no_input"].update(tries="1", then=chance.choice(["call_back", "feedback"]))


@spoils("speech-only-menu")
def say_it(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["voices", "balance", "paid", "noted"])]
    step["options"] = [{"to": option["to"], "phrases": [option["for"]]} for option in step["options"].values()]
    step["menu"] = chance.choice(["What would you like to do?", "Please say what you would like.", "How can we help?"])
    hang_up_on(flow, step)


@spoils("speech-only-entry")
def say_the_number(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["account", "reading"])]
    step.update(by="speech", say=chance.choice(["Please say your number, digit by digit.", "What is your number?"]))
    hang_up_on(flow, step)


def hang_up_on(flow: Flow, step: dict[str, Any]) -> None:
    """Put the phone down on whoever is not understood."""
    flow["steps"]["bye"] = {"hang_up": "Goodbye."}
    for handler in ("no_input", "no_match"):
        step[handler]["then"] = "bye"


@spoils("emergency-line-closed")
def not_at_night(flow: Flow, chance: Random) -> None:
    main = flow["steps"]["main"]
    words = chance.choice(["an emergency", "emergencies", "a gas emergency"])
    main["menu"] = main["menu"].replace("For a burst pipe, press 1.", f"For {words}, press 1.")
    main["options"]["1"] = {"to": chance.choice(["people", "complaints"]), "for": words}
