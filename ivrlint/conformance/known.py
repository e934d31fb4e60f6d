"""What has to be known of a flow before a clause can be said to be met, and what of that is not known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from ivrlint.facts import Facts, Handoff, Menu, Prompt, Subject
from ivrlint.flow.tuples import NamedTuple

_OUT_OF_SIGHT = ("unknown", "bot", "return")
"""Endings behind which a call goes on as nobody can see here."""

_VARIABLE = re.compile(r"\{[^{}]*\}")

_Subject = TypeVar("_Subject", bound=Subject)


class Need(NamedTuple):
    """When something counts as known, for each call of a file.

    `unknown` says what is not known of the calls, empty when everything is; of first menus alone when that is asked.
    """

    about: str
    unknown: Callable[[Sequence[Facts], bool], str]


def _words(calls: Sequence[Facts], first: bool) -> str:
    unheard = {prompt.step for facts in calls for prompt in _reached(facts.prompts) if not _known(prompt)}
    if unheard and not first:
        return f"what is said is not known at {_some(unheard)}"
    return _menu_words(calls, first)


def _known(prompt: Prompt) -> bool:
    """Whether the words are there and can be read; a prompt of nothing but signs says nothing."""
    spoken = _VARIABLE.sub("", prompt.text)
    if not any(letter.isalpha() for letter in spoken):
        return not prompt.audio and "{" not in prompt.text
    return prompt.language != ""


def _some_menu(calls: Sequence[Facts], first: bool) -> str:
    return "" if any(_menus(facts, first) for facts in calls) else f"no call comes to a {'first ' * first}menu"


def _menu_words(calls: Sequence[Facts], first: bool) -> str:
    unheard = {menu.step for facts in calls for menu in _menus(facts, first) if not menu.words_known}
    return f"the words of the menu are not known at {_some(unheard)}" if unheard else ""


def _whole_flow(calls: Sequence[Facts], first: bool) -> str:  # noqa: ARG001 - as the others
    hidden = {end.step for facts in calls for end in _reached(facts.endings) if end.kind in _OUT_OF_SIGHT}
    hidden |= {step.step for facts in calls for step in _reached(facts.steps) if step.kind == "unknown"}
    if hidden:
        return f"how calls go on is decided outside this file at {_some(hidden)}"
    broken = {exit_.step for facts in calls for exit_ in _reached(facts.exits) if not exit_.target_exists}
    return f"calls are led to a step that does not exist at {_some(broken)}" if broken else ""


def _person(calls: Sequence[Facts], first: bool) -> str:
    if any(facts.call.may_reach_person and not facts.call.reaches_person for facts in calls):
        return "whether a call comes to a person is decided outside this file"
    if not any(facts.call.reaches_person for facts in calls):
        return "no call comes to a person"
    unknown = {menu.step for facts in calls for menu in _menus(facts, first) if menu.operator_key_does == "unknown"}
    return f"where the operator key leads is decided outside this file at {_some(unknown)}" if unknown else ""


def _offered(calls: Sequence[Facts], first: bool) -> str:
    perhaps = {menu.step for facts in calls for menu in _menus(facts, first) if menu.may_offer_person and not menu.offers_person}
    return f"whether an option leads to a person is not certain at {_some(perhaps)}" if perhaps else ""


def _unanswered(calls: Sequence[Facts], first: bool) -> str:  # noqa: ARG001
    people = [each for facts in calls for each in _to_people(facts)]
    open_end = {each.step for each in people if not (each.always_open or each.fallbacks or each.may_go_unanswered)}
    if not people:
        return "no call is put through to a person"
    return f"what happens when nobody answers is decided outside this file at {_some(open_end)}" if open_end else ""


def _waits(calls: Sequence[Facts], first: bool) -> str:  # noqa: ARG001
    people = [each for facts in calls for each in _to_people(facts)]
    silent = {each.step for each in people if each.wait <= 0}
    if not people:
        return "no call is put through to a person"
    return f"how long callers wait does not stand in this file at {_some(silent)}" if silent else ""


def _replies(calls: Sequence[Facts], first: bool) -> str:  # noqa: ARG001
    messages = [each for facts in calls for each in _reached(facts.handoffs) if each.kind in ("voicemail", "callback")]
    silent = {each.step for each in messages if each.reply_days <= 0}
    if not messages:
        return "no call comes to a mailbox or to a promise to call back"
    return f"when there is a reply does not stand in this file at {_some(silent)}" if silent else ""


NEEDS: Mapping[str, Need] = {
    "words": Need("each prompt that a call comes to has words, in a language that ivrlint parses, and so has each menu", _words),
    "menus": Need("some call comes to a menu, to a first one where only these count", _some_menu),
    "menu_words": Need("the words of each menu that a call comes to are known", _menu_words),
    "whole_flow": Need(
        "no call comes to a step that is not known or not there, to a bot, or to the end of a part that other files lead to",
        _whole_flow,
    ),
    "person": Need("a person is reached, and not only perhaps; at menus it is known what the operator key does", _person),
    "offered": Need(
        "each menu offers a person in its words, or has neither an option nor a silence that may lead to one", _offered
    ),
    "unanswered": Need(
        "there is a transfer to a person; at each of them somebody is always there, or it is written what happens when nobody "
        "answers",
        _unanswered,
    ),
    "waits": Need("there is a transfer to a person, and each says how long the longest wait is", _waits),
    "replies": Need("there is a mailbox or a promise to call back, and each says when there is a reply", _replies),
}
"""What clauses may need, but for `a_look`."""


def _reached(subjects: Sequence[_Subject]) -> list[_Subject]:
    return [each for each in subjects if each.reachable]


def _menus(facts: Facts, first: bool) -> list[Menu]:
    return [menu for menu in facts.menus if menu.reachable and (menu.first or not first)]


def _to_people(facts: Facts) -> list[Handoff]:
    return [each for each in facts.handoffs if each.reachable and each.to == "person"]


def _some(steps: set[str]) -> str:
    """A few names of steps, and how many there are besides."""
    names = sorted(steps)
    more = len(names) - 3
    return ", ".join(names[:3]) + (f" and {more} more" if more > 0 else "")
