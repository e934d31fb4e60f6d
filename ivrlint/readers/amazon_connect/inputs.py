"""What asks the caller: menus, entries, and bots of Amazon Lex."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ivrlint.flow import (
    AnyStep,
    Assignment,
    Case,
    Collect,
    Handler,
    Menu,
    Message,
    Option,
    Prompt,
    Say,
    Set,
    Target,
    Unknown,
    replace,
)
from ivrlint.readers.amazon_connect.actions import ERROR, NO_MATCH, Action, Condition, Way, collects
from ivrlint.readers.amazon_connect.draft import LEX, silence_of
from ivrlint.readers.amazon_connect.labels import Taken
from ivrlint.readers.amazon_connect.paths import STORED, names_in
from ivrlint.readers.kinds_of_data import kind_of_data

if TYPE_CHECKING:
    from ivrlint.readers.amazon_connect.steps import Maker

KEYS = "1234567890*#"
_MOST_INTENTS = 60
_TIMEOUT = "Timeout"
_PATIENCE = 5.0
"""Seconds of silence where an action does not say: what the editor fills in."""

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\-.]+")
_PRESS = re.compile(
    r"(?i)\b(?:press|dial|enter|push|hit|oprima|marque|pulse|presione|appuyez sur|drücken sie)\s+(?:the\s+)?([0-9])\b"
)
_STEMS = re.compile(r"[^\W\d_]{4,}")
_EMPTY_INTENT = re.compile(r"(?i)(?:intent)$")


def asked(maker: Maker, action: Action) -> Iterator[AnyStep]:
    """The menu or the entry of a Get customer input."""
    if not collects(action):
        yield from _listening(maker, action) if not action.conditions else [_menu(maker, action)]
        return
    split = maker.split_after(action)
    if split:
        yield _menu_of_split(maker, action, split)
        return
    silent = maker.silence(action)
    if silent is None or silence_of(action) or not maker.data.readers(action):
        yield _collect(maker, action, silence_of(action) or silent)
        return
    variable = maker.data.variable(action)
    known = maker.unsaid.get((variable, silent.to))
    name = maker.unsaid.setdefault((variable, silent.to), f"{action.name} (no entry)")
    step = _collect(maker, action, silent)
    handler = Handler(silent.mark, _patience(action), 1, Target(name, silent.mark))
    yield replace(step, no_input=handler)
    if known is None:
        value = Assignment(variable, _TIMEOUT, (), action.mark)
        yield Set(name=name, mark=action.mark, values=(value,), next=maker.target(silent))


def _menu(maker: Maker, action: Action) -> Menu:
    options = []
    taken: dict[str, str] = {}
    for condition in action.conditions:
        for key in condition.operands or ("",):
            if key in taken:
                if taken[key] != condition.way.to:
                    maker.complain(
                        action, f"key {key} is taken by an earlier condition: this one is never chosen", condition.mark
                    )
                continue
            taken[key] = condition.way.to
            single = len(key) == 1 and key in KEYS
            if single or key:
                target = maker.target(condition.way)
                phrases = () if single else (key,)
                options.append(Option(key if single else "", target, condition.mark, "" if single else key, phrases))
    no_match = action.error(NO_MATCH, ERROR)
    return Menu(
        name=action.name,
        mark=action.mark,
        prompt=maker.prompt(action, barge_in=True),
        options=tuple(options),
        no_input=_handler(maker, action, silence_of(action) or action.error(ERROR, NO_MATCH), after=_patience(action)),
        no_match=_handler(maker, action, no_match),
    )


def _listening(maker: Maker, action: Action) -> Iterator[AnyStep]:
    """An input without a choice: the editor's way to record a message, or to wait."""
    targets = {way.to for way in action.ways()}
    prompt = maker.prompt(action, barge_in=True)
    target = maker.target(next(action.ways(), None))
    if maker.state(action).recording == "yes":
        yield Message(name=action.name, mark=action.mark, prompt=prompt, kind="voicemail", passes=maker.passes, next=target)
    elif len(targets) == 1:
        yield Say(name=action.name, mark=action.mark, prompt=prompt, next=target)
    else:
        yield _menu(maker, action)


def _menu_of_split(maker: Maker, action: Action, split: Action) -> Menu:
    """An entry of one digit, and the check behind it that sends each key somewhere."""
    silent = split.answer(_TIMEOUT) or split.error(NO_MATCH) or split.next
    otherwise = split.error(NO_MATCH) or split.next
    return Menu(
        name=action.name,
        mark=action.mark,
        prompt=maker.prompt(action, barge_in=True),
        options=tuple(
            Option(key, maker.target(condition.way), condition.mark)
            for condition in split.conditions
            for key in condition.operands[:1]
            if key != _TIMEOUT
        ),
        no_input=_handler(maker, action, silent, after=_patience(action)),
        no_match=_handler(maker, action, otherwise),
    )


def is_split(split: Action, waits_for: Action) -> bool:
    """Whether a check only sends single keys of an entry of one digit to different places."""
    if split.type != "Compare" or waits_for.text("InputValidation.CustomValidation.MaximumLength", "MaxDigits") != "1":
        return False
    asks = names_in([split.text("ComparisonValue")])
    keys = [c.operands[0] for c in split.conditions if c.operator == "Equals" and len(c.operands) == 1]
    one_each = len(keys) == len(split.conditions) == len(set(keys))
    single = [key for key in keys if len(key) == 1 and key in KEYS]
    return asks == (STORED,) and one_each and len(single) > 1 and all(key in single or key == _TIMEOUT for key in keys)


def _collect(maker: Maker, action: Action, silent: Way | None) -> Collect:
    """An entry; of one digit that a Lambda function gets to know, a choice.

    Silence is none for the platform: the call goes on with the text `Timeout` in place of the entry.
    """
    prompt = maker.prompt(action, barge_in=True)
    wrong = action.error("InvalidPhoneNumber", NO_MATCH, ERROR)
    number = action.value("InputValidation.PhoneNumberValidation") is not None or "hone" in action.text("CustomerInputType")
    most = action.count("InputValidation.CustomValidation.MaximumLength", "MaxDigits")
    ends = action.text("DTMFConfiguration.InputTerminationSequence", "TerminatorDigits")
    if number:
        local = action.text("InputValidation.PhoneNumberValidation.NumberFormat", "PhoneNumberFormat").lower() == "local"
        country = action.text("InputValidation.PhoneNumberValidation.CountryCode").upper()
        digits = (10, 10) if local and country in ("US", "CA") else None
    else:
        digits = ((1 if ends else most), most) if 0 < most <= 200 else None
    return Collect(
        name=action.name,
        mark=action.mark,
        prompt=prompt,
        variable=maker.data.variable(action),
        next=maker.target(action.next),
        no_input=_handler(maker, action, silent, after=_patience(action)),
        no_match=_handler(maker, action, wrong) if wrong else Handler(action.mark, possible=False),
        digits=digits,
        finish_on=_finish(ends),
        what=kind_of_data(action.name, prompt.text if prompt else "")
        or ("choice" if digits == (1, 1) and maker.data.is_told(action) else ""),
    )


def _finish(ends: str) -> str:
    """The key that ends an entry: `#`, unless others do."""
    ends = ends.strip()
    return ends if ends and len(ends) <= 5 and all(key in KEYS for key in ends) else "#"


def lex(maker: Maker, action: Action) -> Iterator[AnyStep]:
    """A bot that finds out what the caller wants: a menu by intent, whose keys only its prompt can tell."""
    prompt = maker.prompt(action, barge_in=True)
    targets = {condition.way.to for condition in action.conditions}
    no_match = action.error(NO_MATCH, ERROR) or action.next
    if len(targets) < 2 and (no_match is None or targets <= {no_match.to}):
        yield from _conversation(maker, action, prompt)
        return
    keys = _keys_of_intents(prompt, action.conditions)
    options = []
    taken: set[str] = set()
    for condition in action.conditions:
        intent = condition.operands[0] if condition.operands else ""
        if intent and intent not in taken and condition.operator in ("Equals", ""):
            taken.add(intent)
            words = _humanised(intent)
            options.append(Option(keys.get(intent, ""), maker.target(condition.way), condition.mark, words, (words,)))
    silent = silence_of(action) or action.error(NO_MATCH, ERROR) or action.next
    all_known = prompt is not None and len(keys) == len(options) == len(set(_PRESS.findall(prompt.text)))
    yield Menu(
        name=action.name,
        mark=action.mark,
        prompt=prompt._replace(complete=prompt.complete and all_known) if prompt else None,
        options=tuple(options),
        no_input=_handler(maker, action, silent, after=0.0),
        no_match=_handler(maker, action, no_match),
    )


def _conversation(maker: Maker, action: Action, prompt: Prompt | None) -> Iterator[AnyStep]:
    """A bot behind which the call goes on in one way whatever was said: what it asks for is not known."""
    name = action.name
    if prompt:
        name = f"{action.name} (bot)"
        yield Say(name=action.name, mark=action.mark, prompt=prompt, next=Target(name, action.mark))
    yield Unknown(
        name=name,
        mark=action.mark,
        what="Lex bot",
        uses=maker.data.reads(action),
        cases=maker.cases(action),
    )


def _humanised(intent: str) -> str:
    words = _EMPTY_INTENT.sub("", intent.strip())
    return " ".join(_HUMP.sub(" ", words or intent).split()).lower() or intent


def _keys_of_intents(prompt: Prompt | None, conditions: list[Condition]) -> dict[str, str]:
    """The keys that the words of a prompt give to intents, as far as each fits exactly one: "for refills, press 2"."""
    if prompt is None or len(conditions) > _MOST_INTENTS:
        return {}
    intents = {c.operands[0]: _roots(_humanised(c.operands[0])) for c in conditions if c.operands}
    found: dict[str, str] = {}
    for text, key in _clauses(prompt.text):
        words = _roots(text)
        fits = [intent for intent, roots in intents.items() if roots & words]
        if len(fits) == 1 and fits[0] not in found and key not in found.values():
            found[fits[0]] = key
    return found


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """The sentences of a prompt that name one key."""
    for sentence in re.split(r"(?<=[.?!;])\s+", text)[:_MOST_INTENTS]:
        keys = _PRESS.findall(sentence)
        if len(keys) == 1:
            yield sentence, keys[0]


def _roots(text: str) -> set[str]:
    """The beginnings of the longer words, by which "appointments" and "AppointmentIntent" are the same."""
    return {word.lower()[:6] for word in _STEMS.findall(text)} - {"press", "please", "intent", "other"}


def _handler(maker: Maker, action: Action, way: Way | None, *, after: float = 0.0) -> Handler | None:
    if way is None:
        return None
    retry = maker.loops.retry(action, way)
    if retry:
        maker.folded[action.id, way.to] += 1
        return Handler(way.mark, after, retry.tries, maker.target(retry.then._replace(mark=way.mark)))
    return Handler(way.mark, after, 1, maker.target(way))


def _patience(action: Action) -> float:
    written = action.text("InputTimeLimitSeconds", "Timeout")
    return action.seconds("InputTimeLimitSeconds", "Timeout") if written.strip() else _PATIENCE


def unknown_cases(maker: Maker, action: Action) -> tuple[Case, ...]:
    """All ways out of an action as the cases of something that is not known, each name once."""
    taken = Taken()
    cases: list[Case] = []

    def add(name: str, way: Way) -> None:
        cases.append(Case(taken.unique(name), maker.target(way), way.mark))

    for condition in action.conditions:
        add(maker.answer(condition), condition.way)
    if action.next:
        add("next", action.next)
    for error, way in action.errors.items():
        add("error" if error == ERROR else " ".join(error.split()) or "error", way)
    return tuple(cases)


ASKS = {"GetParticipantInput": asked, LEX: lex}
