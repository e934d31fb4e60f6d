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
    for number, words in (("1", "a burst pipe"), ("2", "your bill"), ("3", "a meter reading"), ("4", "complaints and feedback")):
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
