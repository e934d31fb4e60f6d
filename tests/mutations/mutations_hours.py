"""Flows that let callers down when nobody is there."""

from random import Random
from typing import Any

from mutating import spoils

Flow = dict[str, Any]


@spoils("closed-then-hang-up")
def closed_and_gone(flow: Flow, chance: Random) -> None:
    flow["steps"]["bye"] = {"hang_up": chance.choice(["Please call again tomorrow.", "Goodbye."])}
    flow["steps"][chance.choice(["closed", "cerrado"])]["next"] = "bye"


@spoils("transfer-without-fallback")
def it_rings_and_rings(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["people", "complaints", "gente", "second_line"])]
    for key in ("closed", "busy", "no_answer", "failed"):
        step.pop(key, None)


@spoils("closed-unhandled")
def at_night_it_rings(flow: Flow, chance: Random) -> None:
    steps = flow["steps"]
    steps["first line"] = {"transfer": chance.choice(["reception", "front desk", "pool"]), "say": "One moment please."}
    for key in chance.choice([["busy"], ["failed"], ["busy", "failed"]]):
        steps["first line"][key] = "main"
    steps["greeting"]["next"] = "first line"


@spoils("closed-hours-not-said")
def closed_until_when(flow: Flow, chance: Random) -> None:
    flow["steps"]["closed"]["say"] = chance.choice(
        ["We are closed.", "Our office is closed right now.", "Our office is closed at the moment. We will call you back."]
    )


@spoils("message-without-promise")
def some_day(flow: Flow, chance: Random) -> None:
    step = flow["steps"]["feedback"]
    del step["reply_within"]
    step["say"] = chance.choice(
        ["Please leave a message after the tone.", "Give your name and number.", "We will call you soon."]
    )


@spoils("mailbox-without-words")
def only_a_tone(flow: Flow, chance: Random) -> None:
    flow["steps"]["feedback"] = {"voicemail": chance.choice(["feedback", "mailbox", "box 7"]), "with": ["account", "reading"]}


@spoils("reply-too-late")
def in_a_fortnight(flow: Flow, chance: Random) -> None:
    late = chance.choice(["3 working days", "5 days", "1 week", "2 weeks", "96 hours", "10 working days"])
    flow["steps"][chance.choice(["feedback", "call_back"])]["reply_within"] = late


@spoils("wait-too-long")
def on_hold(flow: Flow, chance: Random) -> None:
    flow["steps"][chance.choice(["people", "complaints", "gente"])]["wait"] = f"{chance.randint(6, 40)}m"


@spoils("wait-not-announced")
def how_long(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["complaints", "gente"])]
    del step["announces"]
    step["wait"] = f"{chance.randint(2, 20)}m"


@spoils("queue-without-callback")
def wait_or_nothing(flow: Flow, chance: Random) -> None:
    steps = flow["steps"]
    name = chance.choice(["complaints", "people"])
    for key in ("closed", "busy", "no_answer"):
        if key in steps[name]:
            steps[name][key] = "burst"
    steps["burst"].pop("failed")
    steps[name]["wait"] = f"{chance.randint(2, 9)}m"


@spoils("fixed-wait-promise")
def about_two_minutes(flow: Flow, chance: Random) -> None:
    minutes = chance.choice(["two", "three", "5", "10", "ten"])
    words = chance.choice(
        ["Your wait is about {} minutes.", "The waiting time is {} minutes.", "You will wait about {} minutes."]
    )
    flow["steps"][chance.choice(["people", "complaints", "second_line"])]["say"] = words.format(minutes)


@spoils("closed-found-late")
def first_all_your_numbers(flow: Flow, chance: Random) -> None:
    count = chance.randint(3, 5)
    for number in range(count):
        handler = {"after": "10s", "tries": "2", "then": "people"}
        flow["steps"][f"entry {number}"] = {
            "collect": f"number_{number}",
            "say": f"Please enter part {number} of your account number.",
            "digits": str(chance.randint(3, 6)),
            "no_input": dict(handler),
            "no_match": dict(handler),
            "next": f"entry {number + 1}" if number + 1 < count else "people",
        }
        flow["steps"]["people"]["with"].append(f"number_{number}")
    flow["steps"]["greeting"]["next"] = "entry 0"
