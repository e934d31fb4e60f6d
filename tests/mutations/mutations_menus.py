"""Menus that are deep, wide, or in disorder."""

from random import Random
from typing import Any

from mutating import before, free_key, of_kind, spoils

Flow = dict[str, Any]


def menu(words: str, **options: str) -> dict[str, Any]:
    """A new menu; options are `k1="step"`."""
    handler = {"after": "7s", "tries": "2", "then": "people"}
    return {
        "menu": words,
        "options": {key.removeprefix("k"): {"to": to} for key, to in options.items()},
        "no_input": dict(handler),
        "no_match": dict(handler),
    }


@spoils("menu-too-deep")
def menu_under_menu(flow: Flow, chance: Random) -> None:
    levels = chance.randint(3, 5)
    for level in range(levels):
        further = f"level {level + 1}" if level + 1 < levels else "reading_known"
        words = f"For readings, press 1. For part {level} of your bill, press 2. To speak to a person, press 0."
        flow["steps"][f"level {level}"] = menu(words, k1=further, k2="known", k0="people")
    flow["steps"]["main"]["options"]["3"]["to"] = "level 0"


@spoils("too-many-options")
def a_wall_of_options(flow: Flow, chance: Random) -> None:
    main = flow["steps"][chance.choice(["main", "voices"])]
    topics = ["leaks", "moving house", "new pipes", "gardens", "wells", "rain water", "fountains", "hydrants"]
    keys = [key for key in "12345678" if key not in main["options"]]
    for key, topic in zip(keys, chance.sample(topics, len(keys)), strict=True):
        main["menu"] = f"{main['menu']} For {topic}, press {key}."
        main["options"][key] = {"to": "people", "for": topic}


@spoils("options-out-of-order")
def higgledy_piggledy(flow: Flow, chance: Random) -> None:
    main = flow["steps"]["main"]
    first, second = chance.sample(["press 1", "press 2", "press 3", "press 4"], 2)
    main["menu"] = main["menu"].replace(first, "press X").replace(second, first).replace("press X", second)


@spoils("key-before-action")
def the_key_comes_first(flow: Flow, chance: Random) -> None:
    main = flow["steps"]["main"]
    for number, words in (("1", "a burst pipe"), ("2", "your bill"), ("3", "a meter reading")):
        if number == "1" or chance.random() < 0.6:
            main["menu"] = main["menu"].replace(f"For {words}, press {number}.", f"Press {number} for {words}.")


@spoils("key-never-mentioned")
def a_secret_key(flow: Flow, chance: Random) -> None:
    name = chance.choice([name for name in of_kind(flow, "menu") if name != "main_es"])
    step = flow["steps"][name]
    step["options"][free_key(step, chance)] = {"to": chance.choice(["feedback", "closed", "complaints"])}


@spoils("promised-key-missing")
def a_key_that_is_not_there(flow: Flow, chance: Random) -> None:
    name = chance.choice([name for name in of_kind(flow, "menu") if name != "main_es"])
    step = flow["steps"][name]
    step["menu"] += f" For {chance.choice(['gardens', 'wells', 'hydrants'])}, press {free_key(step, chance)}."


@spoils("long-wait-before-first-choice")
def a_speech_first(flow: Flow, chance: Random) -> None:
    before(flow, "main", {"say": "We bring water to two hundred villages and towns. " * chance.randint(8, 14)})


@spoils("key-means-different-things")
def star_is_something_else(flow: Flow, chance: Random) -> None:
    name = chance.choice(["paid", "noted", "balance", "voices"])
    step = flow["steps"][name]
    step["menu"] = step["menu"].replace("To go back, press star.", "To hear this again, press star.")
    step["options"]["*"] = {"to": name, "for": "hear this again"}
    if name in {"paid", "noted"}:
        key = step["options"].pop("1")
        step["options"]["1"] = {**key, "to": "main", "for": "go back"}
        step["menu"] = (
            step["menu"].replace("To hear this again, press 1.", "").replace("To hear your reading again, press 1.", "")
        )
        step["menu"] += " To go back, press 1."


@spoils("no-way-back")
def onwards_only(flow: Flow, chance: Random) -> None:
    step = flow["steps"]["voices"]
    del step["options"]["*"]
    step["menu"] = step["menu"].replace("To go back, press star.", "")
    for topic in chance.sample(["leaks", "moving house", "new pipes", "gardens"], chance.randint(1, 3)):
        key = free_key(step, chance, "345678")
        step["menu"] += f" For {topic}, press {key}."
        step["options"][key] = {"to": chance.choice(["complaints", "feedback"]), "for": topic}


@spoils("no-repeat")
def said_only_once(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["main", "main_es"])]
    step["no_input"].update(tries="1", then="people")
    step["no_match"] = {"tries": "1", "then": "people"}
    for topic in chance.sample(["leaks", "gardens", "wells"], 2):
        key = free_key(step, chance)
        step["menu"] += f" For {topic}, press {key}."
        step["options"][key] = {"to": "complaints", "for": topic}


@spoils("needless-submenu")
def one_more_menu(flow: Flow, chance: Random) -> None:
    first, second = chance.sample(["leaks", "gardens", "wells", "hydrants"], 2)
    step = flow["steps"]["balance"]
    step["options"]["2"] = {"to": "small", "for": "pipes"}
    step["menu"] += " For pipes, press 2."
    flow["steps"]["small"] = menu(
        f"To speak to a person, press 0. For {first}, press 1. For {second}, press 2. To go back, press star.",
        **{"k1": "complaints", "k2": "burst", "k*": "balance", "k0": "people"},
    )


@spoils("single-option-menu")
def what_a_choice(flow: Flow, chance: Random) -> None:
    words = chance.choice(["For the bill, press 1.", "To hear your bill, press 1.", "For your account, press 1."])
    step = menu(words, k1="known")
    for handler in ("no_input", "no_match"):
        step[handler]["then"] = chance.choice(["lonely", "known"])
    flow["steps"]["lonely"] = step
    flow["steps"]["main"]["options"]["2"]["to"] = "lonely"


@spoils("similar-options")
def two_of_a_kind(flow: Flow, chance: Random) -> None:
    step = flow["steps"]["main"]
    key = free_key(step, chance)
    one, other = chance.sample(["questions about your bill", "bill questions", "your bill, or questions about a bill"], 2)
    step["menu"] = step["menu"].replace("For your bill, press 2.", f"For {one}, press 2.") + f" For {other}, press {key}."
    step["options"]["2"].pop("for")
    step["options"][key] = {"to": "complaints"}


@spoils("bundled-option")
def three_in_one(flow: Flow, chance: Random) -> None:
    step = flow["steps"]["main"]
    topics = ", ".join(chance.sample(["leaks", "gardens", "wells", "new pipes"], chance.randint(2, 3)))
    words = f"{topics} and hydrants"
    key = free_key(step, chance)
    step["menu"] += f" For {words}, press {key}."
    step["options"][key] = {"to": "complaints", "for": words}


@spoils("multi-digit-choice")
def many_keys_for_one_thing(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["main", "balance", "voices"])]
    key = chance.choice(["21", "35", "77"])
    step["menu"] += f" For the press office, press {key}."
    step["options"][key] = {"to": "complaints", "for": "the press office"}
    step["next_digit"] = "3s"


@spoils("letters-as-choices")
def press_s(flow: Flow, chance: Random) -> None:
    letter, word = chance.choice([("S", "sales"), ("H", "hydrants"), ("W", "wells"), ("P", "the press office")])
    flow["steps"][chance.choice(["main", "balance", "voices"])]["menu"] += f" For {word}, press {letter}."


@spoils("too-many-reserved-keys")
def litany_of_keys(flow: Flow, chance: Random) -> None:
    name = chance.choice(["balance", "voices"])
    step = flow["steps"][name]
    step["menu"] += chance.choice([" To hear this again, press hash.", " To repeat these choices, press hash."])
    step["options"]["#"] = {"to": name, "for": "hear this again"}
    if chance.random() < 0.5:
        key = free_key(step, chance)
        step["menu"] += f" To end the call, press {key}."
        step["options"][key] = {"to": "bye", "for": "end the call"}
        flow["steps"]["bye"] = {"hang_up": "Thank you. Goodbye."}


@spoils("popular-option-late")
def the_wanted_comes_last(flow: Flow, chance: Random) -> None:
    options = flow["steps"]["main"]["options"]
    late = chance.choice(["3", "4"])
    for key in "1234":
        options[key]["share"] = str(chance.randint(60, 80) if key == late else chance.randint(1, 6))


@spoils("key-said-twice")
def one_key_two_things(flow: Flow, chance: Random) -> None:
    name, key = chance.choice([("main", "1"), ("main", "2"), ("balance", "1"), ("voices", "2")])
    flow["steps"][name]["menu"] += f" For {chance.choice(['gardens', 'wells', 'hydrants'])}, press {key}."


@spoils("option-does-nothing")
def nothing_happens(flow: Flow, chance: Random) -> None:
    name = chance.choice(["main", "balance", "voices"])
    step = flow["steps"][name]
    key, topic = free_key(step, chance), chance.choice(["gardens", "wells", "hydrants"])
    step["menu"] += f" For {topic}, press {key}."
    step["options"][key] = {"to": name, "for": topic}


@spoils("menu-without-words")
def silence(flow: Flow, chance: Random) -> None:
    name = chance.choice(["main_es", "voices"])
    flow["steps"][name]["menu"] = ""


@spoils("too-many-choices-to-hear")
def a_morass(flow: Flow, chance: Random) -> None:
    topics = ["leaks", "gardens", "wells", "hydrants", "fountains", "new pipes", "rain water", "rivers"]
    keys = {f"k{key}": chance.choice(["complaints", "burst", "feedback"]) for key in range(1, 9)}
    words = " ".join(f"For {topic}, press {key}." for key, topic in enumerate(topics, 1)) + " To go back, press star."
    flow["steps"]["second"] = menu(words, **{**keys, "k8": "third", "k*": "main", "k0": "people"})
    flow["steps"]["third"] = menu(words, **{**keys, "k*": "main", "k0": "people"})
    flow["steps"]["main"]["options"][chance.choice("23")]["to"] = "second"


@spoils("emergency-not-first")
def it_burns(flow: Flow, chance: Random) -> None:
    step = flow["steps"]["main"]
    key = free_key(step, chance)
    words = chance.choice(["an emergency", "emergencies", "a gas emergency", "a life-threatening emergency"])
    step["menu"] += f" For {words}, press {key}."
    step["options"][key] = {"to": "burst", "for": words}


@spoils("mixed-key-order")
def now_this_way_now_that(flow: Flow, chance: Random) -> None:
    keys = {"k1": "complaints", "k2": "burst", "k0": "people"}
    first, second = chance.sample(["gardens", "wells", "hydrants"], 2)
    flow["steps"]["mixed"] = menu(f"For {first}, press 1. Press 2 for {second}.", **keys)
    flow["steps"]["main"]["options"]["4"]["to"] = "mixed"


@spoils("prompt-too-long")
def a_lecture(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["account", "reading", "pin"])]
    step["say"] = "Our pipes bring water to two hundred villages and towns. " * chance.randint(10, 16) + step["say"]


@spoils("no-complaint-in-first-menu")
def nobody_to_complain_to(flow: Flow, chance: Random) -> None:
    only(flow, chance.choice(["To cancel your contract", "To end or cancel your contract", "For a cancellation"]))


@spoils("no-cancel-in-first-menu")
def no_way_out_of_the_contract(flow: Flow, chance: Random) -> None:
    only(flow, chance.choice(["To complain", "For complaints", "To make a complaint"]))


def only(flow: Flow, words: str) -> None:
    """Offer something else in the place of complaining and cancelling."""
    step = flow["steps"]["main"]
    step["menu"] = step["menu"].replace("To complain or to cancel your contract", words)
    step["options"]["4"]["for"] = words.split(maxsplit=1)[1]
