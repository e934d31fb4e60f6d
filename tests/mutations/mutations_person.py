"""Flows in which people are hard to reach."""

from random import Random
from typing import Any

from mutating import before, of_kind, spoils, target_of

Flow = dict[str, Any]


def people(flow: Flow) -> list[str]:
    """The steps that lead to a person."""
    return [name for name in of_kind(flow, "transfer") if flow["steps"][name].get("to", "person") == "person"]


@spoils("no-way-to-a-person")
def nobody_at_all(flow: Flow, chance: Random) -> None:
    kind = chance.choice([{"voicemail": "customer service", "reply_within": "1 working day"}, {"hang_up": "Goodbye."}])
    for name in people(flow):
        flow["steps"][name] = (
            {**kind, "say": chance.choice(["Nobody is here.", "Please leave a message."])} if "voicemail" in kind else dict(kind)
        )


@spoils("person-only-by-error")
def only_by_mistake(flow: Flow, chance: Random) -> None:
    steps = flow["steps"]
    end = chance.choice(["call_back", "feedback"])
    mistake = chance.choice(["no_input", "no_match"])
    for step in steps.values():
        for key, option in list(step.get("options", {}).items()):
            if target_of(option) in people(flow):
                step["options"][key] = {"to": end}
        for key in ("next", "failed", "otherwise"):
            if step.get(key) in people(flow) and "transfer" not in step:
                step[key] = end
        for handler in ("no_input", "no_match"):
            if handler in step and handler != mistake:
                step[handler]["then"] = end


@spoils("person-not-certain")
def the_system_may_refuse(flow: Flow, chance: Random) -> None:
    for name in people(flow):
        gate = {
            "check": chance.choice(["the balance", "the kind of contract", "whether a premium is paid"]),
            "cases": {"yes": name},
            "otherwise": "refused",
        }
        before(flow, name, gate, f"gate to {name}")
        del gate["next"]
    flow["steps"]["refused"] = {"hang_up": "We cannot put you through. Goodbye."}


@spoils("person-too-far")
def a_long_way(flow: Flow, chance: Random) -> None:
    talk = " ".join(
        chance.sample(
            ["Water is life.", "Our pipes are old but strong.", "We serve two hundred villages.", "Here is the news of the day."],
            3,
        )
    )
    before(flow, "main", {"say": (talk + " ") * chance.randint(16, 24)})


@spoils("data-before-person")
def first_the_number(flow: Flow, chance: Random) -> None:
    flow["steps"]["account"]["no_input"]["then"] = "account"
    flow["steps"]["account"]["no_match"]["then"] = "account"
    digits = str(chance.randint(4, 12))
    entry = {
        "collect": chance.choice(["customer", "postcode", "meter_number"]),
        "say": "Please enter your number.",
        "digits": digits,
    }
    for handler in ("no_input", "no_match"):
        entry[handler] = {"tries": "2", "then": "bye"}
    flow["steps"]["bye"] = {"hang_up": "Goodbye."}
    before(flow, "main", entry)


@spoils("person-not-offered-in-first-menu")
def the_first_menu_hides_people(flow: Flow, chance: Random) -> None:
    main = flow["steps"]["main"]
    del main["options"]["0"]
    main["menu"] = main["menu"].replace("To speak to a person, press 0. ", "")
    main["options"]["1"]["to"] = "known"
    main["options"]["4"]["to"] = chance.choice(["voices", "reading_known", "known"])


@spoils("operator-key-ignored")
def zero_does_nothing(flow: Flow, chance: Random) -> None:
    main = flow["steps"]["main"]
    person = main["options"].pop("0")
    if chance.random() < 0.5:
        main["options"]["0"] = {"to": chance.choice(["known", "reading_known", "voices"]), "for": "something else"}
    key = chance.choice("678")
    main["options"][key] = person
    main["menu"] = main["menu"].replace("press 0", f"press {key}")


@spoils("no-person-from-this-menu")
def behind_this_nobody(flow: Flow, chance: Random) -> None:
    end = chance.choice(["feedback", "bye"])
    flow["steps"]["bye"] = {"hang_up": "Goodbye."}
    flow["steps"]["island"] = {
        "menu": "For the price of water, press 1. For our prizes, press 2.",
        "options": {"1": {"to": "bye"}, "2": {"to": end}},
        "no_input": {"after": "7s", "tries": "2", "then": end},
        "no_match": {"tries": "2", "then": end},
    }
    flow["steps"]["main"]["options"][chance.choice("34")]["to"] = "island"


@spoils("fake-person-option")
def no_such_person(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["balance", "paid", "noted", "voices", "main"])]
    step["options"]["0"]["to"] = "nobody"
    flow["steps"]["nobody"] = {"hang_up": chance.choice(["Please visit our website.", "Nobody is free.", "Goodbye."])}


@spoils("voicemail-instead-of-person")
def a_person_made_of_tape(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["balance", "paid", "noted", "voices", "main"])]
    step["options"]["0"]["to"] = chance.choice(["feedback", "call_back"])


@spoils("person-request-loops-back")
def ask_again(flow: Flow, chance: Random) -> None:
    name = chance.choice(["balance", "paid", "noted", "voices", "main"])
    to = chance.choice([name, "main", "sorry"])
    flow["steps"][name]["options"]["0"]["to"] = to
    flow["steps"]["sorry"] = {"say": "Everybody is busy.", "next": name}


@spoils("operator-key-changes")
def zero_goes_elsewhere(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["balance", "paid", "noted", "voices"])]
    step["options"]["0"] = {"to": chance.choice(["feedback", "main"]), "for": "something else"}
    step["menu"] = step["menu"].replace("To speak to a person, press 0.", "For something else, press 0.")


@spoils("no-option-for-other-needs")
def none_of_these(flow: Flow, chance: Random) -> None:
    step = flow["steps"]["voices"]
    del step["options"]["0"]
    step["menu"] = (
        step["menu"].replace("To speak to a person, press 0.", "") + f" For {chance.choice(['gardens', 'wells'])}, press 3."
    )
    step["options"] = {
        "1": {"to": "read_bill", "for": "complain"},
        "2": {"to": "feedback", "for": "tell us how we did"},
        "3": {"to": "feedback"},
        "*": {"to": "main", "for": "go back"},
    }
    flow["steps"]["read_bill"] = {"say": "Please write to us.", "next": "main"}
    for handler in ("no_input", "no_match"):
        step[handler]["then"] = chance.choice(["main", "feedback"])


@spoils("person-not-first-option")
def the_person_comes_last(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["main", "balance", "paid", "noted", "voices"])]
    step["menu"] = step["menu"].replace("To speak to a person, press 0. ", "") + " To speak to a person, press 0."


@spoils("another-number-to-call")
def ring_somebody_else(flow: Flow, chance: Random) -> None:
    number = chance.choice(["0800 123 456", "0345 600 7000", "020 7946 0018"])
    flow["steps"]["elsewhere"] = {"hang_up": f"For this, please call {number}. Goodbye."}
    flow["steps"]["main"]["options"][chance.choice("1234")]["to"] = "elsewhere"


@spoils("no-way-to-give-feedback")
def nobody_wants_to_know(flow: Flow, chance: Random) -> None:
    main = flow["steps"]["main"]
    topic, target = chance.choice([("opening hours", "closed"), ("moving house", "people"), ("the repair crew", "burst")])
    main["menu"] = main["menu"].replace("To complain or to cancel your contract", f"For {topic}")
    main["options"]["4"] = {"to": target, "for": topic}
    for name in ("voices", "complaints", "feedback"):
        del flow["steps"][name]
