"""Flows that let callers down who make a mistake, or say nothing."""

from random import Random
from typing import Any

from mutating import of_kind, spoils

Flow = dict[str, Any]


def asking(flow: Flow, chance: Random) -> dict[str, Any]:
    """A step at which callers can make a mistake."""
    step: dict[str, Any] = flow["steps"][chance.choice(of_kind(flow, "menu", "collect"))]
    return step


@spoils("no-input-unhandled")
def silence_is_not_expected(flow: Flow, chance: Random) -> None:
    del asking(flow, chance)["no_input"]


@spoils("no-match-unhandled")
def wrong_keys_are_not_expected(flow: Flow, chance: Random) -> None:
    del asking(flow, chance)["no_match"]


@spoils("hang-up-on-error")
def the_phone_is_put_down(flow: Flow, chance: Random) -> None:
    flow["steps"]["bye"] = {"hang_up": chance.choice(["Goodbye.", "Please call again.", ""])}
    asking(flow, chance)[chance.choice(["no_input", "no_match"])]["then"] = "bye"


@spoils("endless-retry")
def again_and_again(flow: Flow, chance: Random) -> None:
    name = chance.choice(of_kind(flow, "menu", "collect"))
    flow["steps"][name][chance.choice(["no_input", "no_match"])]["then"] = name


@spoils("timeout-too-short")
def no_time_to_think(flow: Flow, chance: Random) -> None:
    asking(flow, chance)["no_input"]["after"] = f"{chance.choice([2, 2.5, 3, 4, 4.5])}s"


@spoils("too-many-tries")
def asked_until_tired(flow: Flow, chance: Random) -> None:
    asking(flow, chance)[chance.choice(["no_input", "no_match"])]["tries"] = str(chance.randint(4, 9))


@spoils("too-few-tries")
def one_mistake_and_away(flow: Flow, chance: Random) -> None:
    asking(flow, chance)["no_match"].update(tries="1", then=chance.choice(["call_back", "feedback", "closed"]))


@spoils("timeout-too-long")
def a_long_silence(flow: Flow, chance: Random) -> None:
    menu = flow["steps"][chance.choice(of_kind(flow, "menu"))]
    menu["no_input"]["after"] = f"{chance.randint(12, 60)}s"


@spoils("next-digit-too-short")
def two_keys_in_a_hurry(flow: Flow, chance: Random) -> None:
    menu = flow["steps"][chance.choice(["main", "balance", "voices"])]
    key = chance.choice(["21", "35", "77"])
    menu["options"][key] = {"to": "complaints", "for": "the press office"}
    menu["menu"] += f" For the press office, press {key}."
    menu["next_digit"] = f"{chance.choice([300, 500, 1000, 1500])}ms"


@spoils("error-starts-again")
def back_to_the_beginning(flow: Flow, chance: Random) -> None:
    flow["steps"]["main"]["options"]["2"]["to"] = "account"
    later = flow["steps"][chance.choice(["balance", "pin", "card", "code", "paid"])]
    later[chance.choice(["no_input", "no_match"])]["then"] = chance.choice(["main", "greeting"])


@spoils("error-leads-to-bigger-menu")
def a_mistake_and_more_to_hear(flow: Flow, chance: Random) -> None:
    topics = ["leaks", "gardens", "wells", "hydrants", "fountains", "rivers", "rain water"][: chance.randint(6, 7)]
    handler = {"after": "7s", "tries": "2", "then": "people"}
    flow["steps"]["everything"] = {
        "menu": " ".join(f"For {topic}, press {key}." for key, topic in enumerate(topics, 1)) + " To speak to a person, press 0.",
        "options": {"0": {"to": "people"}, **{str(key): {"to": "complaints"} for key in range(1, len(topics) + 1)}},
        "no_input": dict(handler),
        "no_match": dict(handler),
    }
    small = flow["steps"][chance.choice(of_kind(flow, "menu")[:-1])]
    small[chance.choice(["no_input", "no_match"])]["then"] = "everything"


@spoils("failure-unhandled")
def the_system_fails(flow: Flow, chance: Random) -> None:
    del flow["steps"][chance.choice(of_kind(flow, "run"))]["failed"]


@spoils("hang-up-on-failure")
def the_system_fails_and_hangs_up(flow: Flow, chance: Random) -> None:
    flow["steps"]["bye"] = {"hang_up": chance.choice(["Goodbye.", "Something went wrong. Please call again later."])}
    flow["steps"][chance.choice(of_kind(flow, "run"))]["failed"] = "bye"


@spoils("silent-wait")
def nothing_is_heard(flow: Flow, chance: Random) -> None:
    flow["steps"][chance.choice(["bill", "pay", "meter"])]["takes"] = f"{chance.randint(6, 30)}s"
