"""Flows that do not serve callers of every language alike."""

from random import Random
from typing import Any

from mutating import spoils, target_of

Flow = dict[str, Any]


def ask_for_the_language(flow: Flow, silence: str, tries: str = "2") -> None:
    """A menu of languages before everything else."""
    flow["steps"]["languages"] = {
        "menu": "For English, press 1. Para español, oprima 2.",
        "options": {"1": {"to": "main", "for": "English"}, "2": {"to": "main_es", "for": "español"}},
        "no_input": {"after": "7s", "tries": tries, "then": silence},
        "no_match": {"tries": tries, "then": silence},
    }
    flow["steps"]["greeting"]["next"] = "languages"


@spoils("language-menu-blocks")
def first_your_language(flow: Flow, chance: Random) -> None:
    flow["steps"]["bye"] = {"hang_up": chance.choice(["Goodbye.", "Please call again."])}
    ask_for_the_language(flow, chance.choice(["languages", "bye"]), chance.choice("123"))


@spoils("language-said-in-another")
def in_the_wrong_language(flow: Flow, chance: Random) -> None:
    main = flow["steps"]["main"]
    words = chance.choice(["For Spanish, press 9.", "To continue in Spanish, press 9.", "For service in Spanish, press 9."])
    main["menu"] = main["menu"].replace("Para español, oprima 9.", words)
    main["options"]["9"]["for"] = "Spanish"


@spoils("language-dropped")
def back_to_english(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["gente", "averia", "volver_a_llamar"])]
    del step["language"]
    step["say"] = chance.choice(
        [
            "Please hold while we put you through to somebody who can help you.",
            "One moment please, you are being connected with one of our people.",
        ]
    )


@spoils("no-person-in-this-language")
def nobody_speaks_it(flow: Flow, chance: Random) -> None:
    end = chance.choice(["volver_a_llamar", "cerrado"])
    ask_for_the_language(flow, "main")
    del flow["steps"]["main"]["options"]["9"]
    main = flow["steps"]["main_es"]
    for key, option in main["options"].items():
        if target_of(option) in {"gente", "averia"}:
            main["options"][key] = {**option, "to": end}
    for handler in ("no_input", "no_match"):
        main[handler]["then"] = end
    main["menu"] = main["menu"].replace("oprima 0 para hablar con una persona", "oprima 0")
    for name in ("gente", "averia"):
        del flow["steps"][name]
