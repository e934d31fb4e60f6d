"""Flows that ask for nothing, twice, or forget what they were told."""

from random import Random
from typing import Any

from mutating import after, of_kind, spoils

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
    flow["steps"][name]["kind"] = chance.choice(["account number", "customer number", "pin"])  # a caller has one


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


def entry(flow: Flow, chance: Random, variable: str, words: str, **more: str) -> dict[str, Any]:
    """A new entry on the way to the bill, kept as `variable`; the bill reads it, and everybody is told of it."""
    handler = {"after": "10s", "tries": "2", "then": "people"}
    step = {"collect": variable, "say": words, "no_input": dict(handler), "no_match": dict(handler), **more}
    for other in flow["steps"].values():
        if "with" in other:
            other["with"].append(variable)
    after(flow, "account", step, chance.choice(["asked more", "the second entry", f"{variable} of theirs"]))
    flow["steps"]["bill"]["uses"].append(variable)
    return step


@spoils("asked-again-under-another-name")
def the_same_by_another_name(flow: Flow, chance: Random) -> None:
    variable = chance.choice(["account_2", "acct", "account_for_payment", "acc"])
    words = chance.choice(["Please enter your eight-digit account number.", "Your account number, please. It has eight digits."])
    entry(flow, chance, variable, words, digits="8", kind="account number")
    flow["steps"]["account"]["kind"] = "account number"


@spoils("data-lost-between-queues")
def the_next_team_knows_nothing(flow: Flow, chance: Random) -> None:
    name = chance.choice(["account", "reading"])
    steps = flow["steps"]
    second = steps["second_line"]
    if chance.random() < 0.5:
        new = chance.choice(["billing team", "third line"])
        steps[new] = {**second, "transfer": new, "with": [each for each in second["with"] if each != name]}
        steps["complaints"][chance.choice(["closed", "no_answer"])] = new
    else:
        second["with"].remove(name)


@spoils("data-lost-at-callback")
def who_calls_back_knows_nothing(flow: Flow, chance: Random) -> None:
    flow["steps"][chance.choice(["call_back", "volver_a_llamar"])]["with"].remove(chance.choice(["account", "reading"]))


@spoils("entry-not-confirmed")
def nobody_looks_at_it(flow: Flow, chance: Random) -> None:
    digits = str(chance.randint(7, 12))
    entry(flow, chance, "parcel", f"Please enter the {digits} digits of your parcel number.", digits=digits)
    flow["steps"]["bill"]["uses"].remove("parcel")
    for step in flow["steps"].values():
        if "with" in step and "transfer" in step:
            step["with"].remove("parcel")


@spoils("length-not-said")
def how_many_digits(flow: Flow, chance: Random) -> None:
    flow["steps"]["account"].update(
        say=chance.choice(
            ["Please enter your account number.", "Now your account number.", "Enter your account number, or wait."]
        ),
        digits=str(chance.randint(4, 12)),
    )


@spoils("end-key-not-said")
def when_is_it_over(flow: Flow, chance: Random) -> None:
    flow["steps"]["reading"].update(
        say=chance.choice(["Please enter your meter reading.", "What does your meter say?", "Enter the reading, or just wait."]),
        digits=chance.choice(["3-6", "4-7", "1-9"]),
        finish_on=chance.choice(["#", "*"]),
    )


@spoils("letters-on-keypad")
def spell_it(flow: Flow, chance: Random) -> None:
    kind = chance.choice(["name", "e-mail", "address"])
    entry(flow, chance, kind.replace("-", ""), f"Please type your {kind} on the keys.", kind=kind)


@spoils("very-long-entry")
def digits_without_end(flow: Flow, chance: Random) -> None:
    digits = str(chance.randint(13, 24))
    entry(flow, chance, "contract", f"Please enter the {digits} digits of your contract.", digits=digits)


@spoils("wrong-length-said")
def one_digit_more(flow: Flow, chance: Random) -> None:
    flow["steps"]["account"]["digits"] = chance.choice(["6", "7", "9", "10", "11"])
