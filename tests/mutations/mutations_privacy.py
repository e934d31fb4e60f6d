"""Flows that are careless with what callers tell them."""

from random import Random
from typing import Any

from mutating import before, spoils

Flow = dict[str, Any]


@spoils("card-data-recorded")
def recorded(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["card", "code"])]
    step["by"] = chance.choice([["recording"], ["keys", "recording"]])
    step.pop("digits", None)


@spoils("card-code-kept")
def the_code_goes_on(flow: Flow, chance: Random) -> None:
    flow["steps"][chance.choice(["people", "burst", "call_back"])]["with"].append("code")


@spoils("card-data-spoken-only")
def say_your_card(flow: Flow, chance: Random) -> None:
    flow["steps"][chance.choice(["card", "code"])]["by"] = "speech"


@spoils("secret-spoken-only")
def say_your_pin(flow: Flow, chance: Random) -> None:
    flow["steps"]["pin"].update(by="speech", say=chance.choice(["Please say your four-digit PIN.", "Your PIN, please."]))


@spoils("secret-read-back")
def loud_and_clear(flow: Flow, chance: Random) -> None:
    name = chance.choice(["pin", "code"])
    if chance.random() < 0.5:
        flow["steps"][name]["confirm"] = "read_back"
    else:
        flow["steps"]["paid"]["menu"] = f"For {name} {{{name}}} the payment was made. " + flow["steps"]["paid"]["menu"]


@spoils("secret-shown-to-person")
def everybody_knows(flow: Flow, chance: Random) -> None:
    flow["steps"][chance.choice(["people", "burst", "complaints"])]["with"].append("pin")


@spoils("whole-national-number")
def the_whole_number(flow: Flow, chance: Random) -> None:
    kind = chance.choice(["ssn", "social security number", "national insurance number"])
    flow["steps"]["pin"].update(kind=kind, say=f"Please enter your {kind}.", digits=chance.choice(["9", "10"]))


@spoils("recording-notice-late")
def by_the_way(flow: Flow, chance: Random) -> None:
    flow["steps"]["greeting"]["say"] = "This is Northwater's automated line."
    words = chance.choice(["This call is recorded.", "Calls are recorded for training purposes.", "This call may be recorded."])
    before(flow, chance.choice(["card", "code", "meter"]), {"say": words})
