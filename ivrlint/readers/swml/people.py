"""The methods that put a call through: to people, queues, bots and conferences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from ivrlint.flow import Case, Transfer
from ivrlint.readers.swml.building import Building, Made
from ivrlint.readers.swml.script import MAIN, Position, Script, Statement, clean, plain, texts_in
from ivrlint.readers.swml.words import address, names_in
from ivrlint.readers.tree import List, Map, mark

_CONNECTED, _RETURNED = "connect_result", "return_value"
_LISTS = ("parallel", "serial", "serial_parallel")
_PUTS_THROUGH = frozenset({"connect", "transfer", "enter_queue", "sip_refer", "join_room", "join_conference", "execute", "ai"})
_BOT = re.compile(r"(?i)(?<![a-z])(?:(?:voice|chat)?bot|virtual[-_ ]?agent|ai[-_ ]?(?:agent|assistant)?)(?![a-z])")


def connect(statement: Statement, returns: bool, name: str, building: Building) -> Made:
    """To numbers and addresses. What follows is done when nobody answers, and after the conversation."""
    mark_ = statement.mark
    failed, through = building.places.follow(statement.next, returns, {_CONNECTED: "failed", _RETURNED: "failed"})
    over, passed = building.places.follow(statement.next, returns, {_CONNECTED: "connected", _RETURNED: "connected"})
    building.places.consumed.update((*through, *passed))
    called = list(_called(statement))
    numbers = [address(to) for to in called if re.match(r"\+?\d|[$%]\{|sips?:", to)]
    others = [to.removeprefix("queue:") for to in called if address(to) not in numbers]
    afterwards = building.noticed(over, mark_)
    yield Transfer(
        name=name,
        mark=mark_,
        to=_answered_by(called),
        who=clean(" / ".join(address(to) for to in others)) if others else "",
        number=clean(" / ".join(numbers)) if numbers else "",
        passes=_names([*called, *texts_in(statement.args.get("headers")), *texts_in(statement.args.get("custom_parameters"))]),
        wait=statement.number("timeout") or 0.0,
        dials=_names(called),
        no_answer=building.noticed(failed, mark_),
        cases=(Case("the conversation is over", afterwards, mark_),) if afterwards else (),
    )


def enter_queue(statement: Statement, returns: bool, name: str, building: Building) -> Made:
    """Wait for somebody. Another document may say what becomes of callers whom nobody answers."""
    args = statement.args
    target = building.noticed(building.places.land(statement.next, returns), statement.mark)
    yield Transfer(
        name=name,
        mark=statement.mark,
        who=clean(address(statement.text("queue_name"))) if statement.text("queue_name") else "",
        passes=_names(texts_in(statement.value)),
        wait=statement.number("wait_time") or 0.0,
        elsewhere=any(args.get(key) for key in ("execute_after_queue", "transfer_after_bridge")),
        no_answer=target,
    )


def refer(statement: Statement, returns: bool, name: str, building: Building) -> Made:
    """Hand over to another telephone system, which decides what comes then."""
    target = building.noticed(building.places.land(statement.next, returns), statement.mark)
    to = statement.text("to_uri")
    yield Transfer(name=name, mark=statement.mark, number=address(to), passes=_names([to]), elsewhere=True, failed=target)


def join(statement: Statement, returns: bool, name: str, building: Building) -> Made:
    """A room or a conference: who is there, nobody knows."""
    target = building.noticed(building.places.land(statement.next, returns), statement.mark)
    who = clean(address(statement.text("name", ""))) if statement.text("name", "") else ""
    cases = (Case("the conference is over", target, statement.mark),) if target else ()
    yield Transfer(name=name, mark=statement.mark, to="outside", who=who, cases=cases)


def ai(statement: Statement, returns: bool, name: str, building: Building) -> Made:
    """A bot. Documents inside its functions say where it may lead; what else its functions do is not known."""
    cases: list[Case] = []
    swaig = statement.args.get("SWAIG")
    functions = swaig.get("functions") if isinstance(swaig, Map) else None
    for function in functions if isinstance(functions, List) else ():
        if isinstance(function, Map):
            title = clean(plain(function.get("function")) or "function")
            where = mark(building.file, function.value_at.get("function", function.at))
            for script in _documents(function, f"{name}, {title}", building):
                if _puts_through(script):
                    target = building.at(Position(script.sections[MAIN].first, 0), False, where)
                    cases.append(
                        Case(f"{title} {len(cases) + 1}" if any(c.name == title for c in cases) else title, target, where)
                    )
    target_after = building.noticed(building.places.land(statement.next, returns), statement.mark)
    if target_after:
        cases.append(Case("the bot is done", target_after, statement.mark))
    passes = _names(texts_in(statement.value))
    yield Transfer(name=name, mark=statement.mark, to="bot", who="AI agent", passes=passes, cases=tuple(cases))


def _documents(function: Map, prefix: str, building: Building) -> Iterator[Script]:
    """The documents that a function of a bot holds."""
    todo: list[object] = [function]
    while todo:
        value = todo.pop()
        if isinstance(value, Map):
            script = building.inline(value.get("SWML"), prefix) if isinstance(value.get("SWML"), Map) else None
            if script:
                yield script
            else:
                todo.extend(reversed(list(value.values())))
        elif isinstance(value, List):
            todo.extend(reversed(value))


def _puts_through(script: Script) -> bool:
    return any(statement.method in _PUTS_THROUGH for section in script.sections.values() for statement in section.all)


def _called(statement: Statement) -> Iterator[str]:
    """All numbers and addresses of a `connect`, in the order in which they are called."""
    if statement.args.get("to") is not None:
        yield statement.text("to").strip()
    todo: list[object] = [statement.args.get(key) for key in reversed(_LISTS)]
    while todo:
        value = todo.pop()
        if isinstance(value, List):
            todo.extend(reversed(value))
        elif isinstance(value, Map):
            yield plain(value.get("to")).strip()


def _answered_by(called: list[str]) -> Literal["person", "bot", "outside"]:
    kinds = {_kind(to) for to in called}
    return "person" if "person" in kinds or not kinds else "bot" if "bot" in kinds else "outside"


def _kind(to: str) -> Literal["person", "bot", "outside"]:
    if to.startswith("stream:") or _BOT.search(to):
        return "bot"
    return "outside" if to.startswith("/") else "person"


def _names(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for text in texts for name in names_in(text)))
