"""The method `prompt`: a menu when what follows decides by the answer, else an entry."""

from __future__ import annotations

import re

from ivrlint.flow import Collect, Handler, Mark, Menu, Option, Prompt, Target
from ivrlint.readers.kinds_of_data import kind_of_data
from ivrlint.readers.spoken_keys import keys_in
from ivrlint.readers.swml.building import Building, Made
from ivrlint.readers.swml.conditions import ANY
from ivrlint.readers.swml.places import Landing, Place
from ivrlint.readers.swml.script import Statement
from ivrlint.readers.swml.words import pieces, prompt

VALUE, RESULT = "prompt_value", "prompt_result"
"""The variables in which a prompt leaves what the caller answered, and how."""

WAIT = 5.0
"""Seconds to wait for the first and for further digits where nothing is written: reference of `prompt`."""

_SPEECH = ("speech_timeout", "speech_end_timeout", "speech_language", "speech_hints", "speech_engine")
_DIGITS = ("max_digits", "terminators", "digit_timeout", "initial_timeout")
_KEY = re.compile(r"[0-9*#]+")
_MOST_ANSWERS = 200
_MOST_WORDS = 5


def prompted(statement: Statement, returns: bool, name: str, building: Building) -> Made:
    """The menu or the entry that a prompt is."""
    mark, args = statement.mark, statement.args
    words = _words(statement)
    by_speech = any(args.get(key) is not None for key in _SPEECH)
    by_keys = not by_speech or any(args.get(key) is not None for key in _DIGITS)
    most = int(statement.number("max_digits") or 1)
    silence, through = _follow(building, statement, returns, {VALUE: "", RESULT: "no_input"})
    other, passed = _follow(building, statement, returns, {VALUE: ANY, RESULT: "match_digits" if by_keys else "match_speech"})
    answers = _answers([*through, *passed], building)
    keys = [answer for answer in answers if _KEY.fullmatch(answer) and len(answer) <= most]
    said = [answer for answer in answers if answer and not _KEY.fullmatch(answer)] if by_speech else []
    if keys and _undecided(other):  # conditions that are not understood may well take the other keys that are offered
        keys += [key for key in keys_in(words.text if words else "").keys if key not in keys and len(key) <= most]
    chooses = said or any(len(key) < 4 for key in keys)
    wait = statement.number("initial_timeout") or WAIT
    tries, then = _again(building, statement, returns, silence)
    no_input = Handler(mark, after=wait, tries=tries, then=building.unless_over(then, mark))
    if chooses and len(answers) <= _MOST_ANSWERS:
        options = _options(building, statement, returns, keys if by_keys else [], said if by_keys else [*keys, *said])
        tries, then = _again(building, statement, returns, other)
        yield Menu(
            name=name,
            mark=mark,
            prompt=words,
            options=tuple(options),
            no_input=no_input,
            no_match=Handler(mark, tries=tries, then=building.unless_over(then, mark)),
            next_digit=(statement.number("digit_timeout") or WAIT) if most > 1 else 0.0,
        )
        return
    wrong, _ = _follow(building, statement, returns, {VALUE: "", RESULT: "no_match"})
    onward = building.after(statement, returns) if answers else building.to(other, mark)
    yield Collect(
        name=name,
        mark=mark,
        prompt=words,
        variable=VALUE,
        next=onward,
        no_input=no_input,
        no_match=_mistake(building, statement, returns, wrong, onward),
        digits=(most, most) if "max_digits" in args else None,
        finish_on=statement.text("terminators"),
        by=tuple(kind for kind, on in (("keys", by_keys), ("speech", by_speech)) if on),
        what=kind_of_data(name, words.text if words else ""),
    )


def _undecided(landing: Landing) -> bool:
    """Whether an answer comes to conditions of which it is not known whether they hold."""
    return isinstance(landing, Place) and landing.statement is not None and landing.statement.method in ("cond", "switch")


def _words(statement: Statement) -> Prompt | None:
    language = statement.text("say_language")
    return prompt(pieces(statement.args.get("play"), statement.place("play")), language)


def _follow(building: Building, statement: Statement, returns: bool, known: dict[str, str]) -> tuple[Landing, list[Place]]:
    """Where an answer leads; what it goes through is a part of the prompt."""
    landing, through = building.places.follow(statement.next, returns, known)
    building.places.consumed.update(through)
    return landing, through


def _answers(through: list[Place], building: Building) -> list[str]:
    """The answers by which branches decide, in the order of the file."""
    answers: dict[str, None] = {}
    for place in dict.fromkeys(through):
        statement = place.statement
        if statement is None:
            continue
        if statement.method == "switch" and not statement.text("variable").strip("${}% ").endswith(RESULT):
            answers.update(dict.fromkeys(case.name for case in statement.cases))
        for clause in statement.clauses:
            tests = building.places.condition(clause.when or "") if clause.when is not None else None
            for alternative in tests or ():
                answers.update((value, None) for test in alternative if test.name != RESULT for value in test.values if value)
    return list(answers)


def _options(building: Building, statement: Statement, returns: bool, keys: list[str], said: list[str]) -> list[Option]:
    """The options by key, with the words that lead to the same places, then those that can only be said."""
    options: dict[str, Option] = {}
    by_place: dict[Landing, str] = {}
    for key in keys:
        landing, through = _follow(building, statement, returns, {VALUE: key, RESULT: "match_digits"})
        options[key] = Option(key, building.to(landing, statement.mark), _place_of(through, key, statement))
        by_place.setdefault(landing, key)
    for phrase in said:
        landing, through = _follow(building, statement, returns, {VALUE: phrase, RESULT: "match_speech"})
        same = by_place.setdefault(landing, f" {phrase}")
        known = options.get(same)
        if known:
            options[same] = known._replace(phrases=(*known.phrases, phrase))
        else:
            place = _place_of(through, phrase, statement)
            options[same] = Option("", building.to(landing, statement.mark), place, phrase, (phrase,))
    return list(options.values())


def _place_of(through: list[Place], answer: str, statement: Statement) -> Mark:
    """Where an answer is written among the branches; else the place of the prompt."""
    for place in through:
        branch = place.statement
        for case in branch.cases if branch else ():
            if case.name.lower() == answer.lower():
                return case.mark
        for clause in branch.clauses if branch else ():
            if clause.when is not None and answer.lower() in clause.when.lower():
                return clause.mark
    return statement.mark


def _mistake(building: Building, statement: Statement, returns: bool, wrong: Landing, onward: Target) -> Handler:
    """What happens on an answer that does not match; keys always match."""
    tries, then = _again(building, statement, returns, wrong)
    target = building.unless_over(then, statement.mark)
    if target is None or target.to == onward.to:
        return Handler(statement.mark, possible=False)
    return Handler(statement.mark, tries=tries, then=target)


def _again(building: Building, statement: Statement, returns: bool, landing: Landing) -> tuple[int, Landing]:
    """How often a prompt asks before a mistake leads on, and where to: where `goto` counts, it is the prompt's own repetition."""
    places = building.places
    passed: list[Place] = []
    first = landing
    for _ in range(_MOST_WORDS):
        ahead = landing.statement if isinstance(landing, Place) and not landing.clause else None
        if not isinstance(landing, Place) or ahead is None:
            break
        if ahead.method == "play":
            passed.append(landing)
            landing = places.land(ahead.next, landing.returns)
            continue
        if ahead.method != "goto" or ahead.args.get("when") is not None:
            break
        label = ahead.block.section.labels.get(ahead.text("label"))
        if label is None or not _leads_to(building, places.land(label, landing.returns), statement, returns):
            break
        places.consumed.update((*passed, landing))
        return 1 + int(ahead.number("max") or 100), places.land(ahead.next, landing.returns)
    return 1, first


def _leads_to(building: Building, landing: Landing, statement: Statement, returns: bool) -> bool:
    """Whether only words stand between a place and the prompt."""
    for _ in range(_MOST_WORDS):
        if not isinstance(landing, Place) or landing.statement is None or landing.returns is not returns:
            return False
        if landing.statement is statement:
            return True
        if landing.statement.method != "play":
            return False
        landing = building.places.land(landing.statement.next, landing.returns)
    return False
