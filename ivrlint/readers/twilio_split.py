"""A check from the conditions of a Split Based On, or of a system's answer; now and then it is one of opening hours."""

from __future__ import annotations

import re

from ivrlint.flow import Case, Check, Mark, Target, Unknown
from ivrlint.readers import liquid
from ivrlint.readers.twilio_canvas import SPLIT, Canvas
from ivrlint.readers.twilio_widget import Condition, Transition, Widget

_OPEN = frozenset({"isopen", "open", "officeopen", "isofficeopen", "isbusinesshours", "businesshours", "withinhours", "inhours"})
_CLOSED = frozenset({"isclosed", "closed", "officeclosed", "afterhours", "isafterhours", "isholiday", "holiday", "outofhours"})
_HOURS = re.compile(r"(?i)hours|schedul|holiday|calendar|business|opening|office|time|day")
_WHOLE = (frozenset({"true", "false"}), frozenset({"is_blank", "is_not_blank"}))
_SETS = "set-variables"
_OPPOSITE = {"open": "closed", "closed": "open"}


def check(widget: Widget, canvas: Canvas) -> Check | Unknown:
    """The decision of a split that is no part of a menu; what one decides that looks at the wrong answer is not known."""
    wrong = _looks_elsewhere(widget, canvas)
    matches = [transition for transition in widget.transitions if transition.event == "match"]
    its = decision(widget, canvas, widget.name, matches, widget.target("noMatch"))
    if not wrong:
        return its
    place = widget.place("input")
    widget.complain(wrong, place)
    cases = (*its.cases, Case("otherwise", its.otherwise, place)) if its.otherwise else its.cases
    return Unknown(name=its.name, mark=its.mark, what=f"split on {its.asks}", uses=its.uses, cases=cases)


def _looks_elsewhere(widget: Widget, canvas: Canvas) -> str:
    """What is wrong with a split that looks at an earlier answer where that of the gather before it was clearly meant.

    That is: nothing looks at the answer of the gather before it, which names keys or digits, and only an answer leads here.
    """
    into = canvas.into[widget.name]
    before = dict.fromkeys(name for name, _ in into)
    paths = [path.split(".") for text in widget.tests() for path in liquid.read(text).reads]
    asked = {parts[1] for parts in paths if parts[0] == "widgets" and parts[2:] in (["Digits"], ["SpeechResult"])}
    if len(asked) != 1 or len({*map(tuple, paths)}) != 1 or not all(map(canvas.is_gather, asked)):
        return ""
    if before and all(event == "keypress" for _, event in into) and all(_asks_for_keys(name, canvas) for name in before):
        here, there = " and ".join(before), next(iter(asked))
        return f"looks at the answer of {there}, but follows {here}, whose answer nothing looks at"
    return ""


def _asks_for_keys(name: str, canvas: Canvas) -> bool:
    """Whether a widget is a gather that asks for certain keys or digits, at which nothing looks."""
    return (
        canvas.is_gather(name) and name not in canvas.looked_at and re.search(r"\d", canvas.widgets[name].text("say")) is not None
    )


def decision(widget: Widget, canvas: Canvas, name: str, matches: list[Transition], otherwise: Target | None) -> Check:
    """The decision that the conditions of a widget make, with one case a branch."""
    asked = liquid.read(widget.text("input") or next(widget.tests(), ""))
    texts = widget.texts() if widget.kind == SPLIT else ()
    hours = _hours(widget, canvas, matches, otherwise)
    cases = hours or [Case(_name(transition), transition.target, _mark(transition)) for transition in matches]
    if not hours and (otherwise is None or _leaves_nothing_over(widget, canvas, matches)):
        otherwise = _last_of_all(matches) if otherwise is None else matches[-1].target
    return Check(
        name=name,
        mark=widget.mark,
        asks="hours" if hours else asked.words.strip(" {}"),
        uses=canvas.behind(canvas.asks([*texts, *widget.tests()])),
        cases=tuple(cases),
        otherwise=otherwise,
    )


def _name(transition: Transition) -> str:
    return ", ".join(map(_word, transition.conditions)) or transition.event


def _word(condition: Condition) -> str:
    value = liquid.read(condition.value).words
    if condition.kind in ("equal_to", "matches_any_of", ""):
        return value
    if condition.kind in ("is_blank", "is_not_blank"):
        return condition.kind.replace("_", " ")
    return f"{condition.kind.replace('_', ' ')} {value}"


def _mark(transition: Transition) -> Mark:
    return transition.conditions[0].mark if transition.conditions else transition.mark


def _to(target: Target | None) -> str:
    return target.to if target else ""


def _last_of_all(matches: list[Transition]) -> Target | None:
    """Where the last branch leads when the branches leave nothing over: true and false, blank and not blank."""
    said = {
        condition.value.lower() if condition.kind == "equal_to" else condition.kind
        for transition in matches
        for condition in transition.conditions
        if len(transition.conditions) == 1
    }
    return matches[-1].target if any(whole <= said for whole in _WHOLE) else None


def _leaves_nothing_over(widget: Widget, canvas: Canvas, matches: list[Transition]) -> bool:
    """Whether the branches name all values of a variable that can come: the widgets that lead here have just set it to one."""
    paths = {path for text in widget.tests() for path in liquid.read(text).reads}
    conditions = [condition for transition in matches for condition in transition.conditions]
    if len(paths) != 1 or any(len(transition.conditions) != 1 for transition in matches):
        return False
    if not conditions or any(condition.kind != "equal_to" for condition in conditions):
        return False
    before = [canvas.widgets[name] for name, _ in canvas.into.get(widget.name, ())]
    possible: set[str] = set()
    for one in before:
        values = [liquid.variants(value) for name, value, _ in one.variables() if name in paths] if one.kind == _SETS else []
        if not values or not values[-1]:
            return False
        possible |= values[-1]
    return bool(possible) and possible <= {condition.value for condition in conditions}


def _hours(widget: Widget, canvas: Canvas, matches: list[Transition], otherwise: Target | None) -> list[Case]:
    """The cases `open` and `closed` of a split that clearly asks about opening hours; none when it is not clear."""
    paths = {path for text in widget.tests() for path in liquid.read(text).reads}
    if len(paths) != 1 or not matches:
        return []
    path = next(iter(paths))
    parts = path.split(".")
    source = canvas.widgets.get(parts[1]) if parts[0] == "widgets" and len(parts) > 1 else None
    hints = " ".join([widget.name, path, source.text("url") if source else ""])
    last = re.sub(r"[^a-z]", "", parts[-1].lower())
    if not _HOURS.search(hints):
        return []
    cases: dict[str, Case] = {}
    for transition in matches:
        answer = _answer(transition, last)
        if not answer or (answer in cases and _to(cases[answer].target) != _to(transition.target)):
            return []
        cases.setdefault(answer, Case(answer, transition.target, _mark(transition)))
    missing = [answer for answer in cases if _OPPOSITE[answer] not in cases]
    return [] if missing and otherwise is None else list(cases.values())


def _answer(transition: Transition, asked: str) -> str:
    """Whether a branch is taken in opening hours (`open`) or outside them (`closed`); empty when that is not clear."""
    if len(transition.conditions) != 1 or transition.conditions[0].kind not in ("equal_to", "matches_any_of"):
        return ""
    value = re.sub(r"[^a-z]", "", transition.conditions[0].value.lower())
    if value in ("true", "false", "yes", "no"):
        means = "open" if asked in _OPEN else "closed" if asked in _CLOSED else ""
        return _OPPOSITE[means] if means and value in ("false", "no") else means
    return "open" if value == "open" else "closed" if value in _CLOSED else ""
