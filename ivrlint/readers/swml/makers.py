"""From the methods of SWML to the steps of a flow."""

from __future__ import annotations

from collections.abc import Callable

from ivrlint.flow import Assignment, Case, Collect, Handler, HangUp, Message, Return, Run, Say, Set, Target, Unknown
from ivrlint.readers.swml.branches import cond, switch
from ivrlint.readers.swml.building import Building, Made
from ivrlint.readers.swml.jumps import execute, goto, jump, transfer
from ivrlint.readers.swml.people import ai, connect, enter_queue, join, refer
from ivrlint.readers.swml.places import SILENT, Place
from ivrlint.readers.swml.prompts import WAIT, prompted
from ivrlint.readers.swml.script import Statement, clean, plain, texts_in
from ivrlint.readers.swml.words import RESPONSE, Piece, address, groups, names_in, pieces, played, prompt, variable
from ivrlint.readers.tree import List, Map

SYSTEM = frozenset({"request", "send_sms", "send_fax", "receive_fax", *SILENT})
"""Methods in which a system works; of some of them the caller notices nothing."""

Maker = Callable[[Statement, bool, str, Building], Made]


def made(place: Place, name: str, building: Building) -> Made:
    """The steps that a statement is; the end of a section is one, too."""
    statement, returns = place.statement, place.returns
    if statement is None:
        return iter([building.end(place.section, returns, name)])
    if (id(statement), returns) in building.places.loops:
        return jump(statement, returns, name, building)
    if statement.method == "cond":
        return cond(statement, returns, name, building, place.clause)
    return MAKERS.get(statement.method, _unknown)(statement, returns, name, building)


def _say(statement: Statement, returns: bool, name: str, building: Building) -> Made:
    """Words and recordings, each kind a step of its own; where the document ends behind them, the call does."""
    mark = statement.mark
    language = statement.text("say_language")
    found = groups(played(statement.args, mark))
    landing = building.places.land(statement.next, returns)
    over = building.unless_over(landing, mark) is None
    if not found:
        yield Set(name=name, mark=mark, next=building.to(landing, mark))
    for number, group in enumerate(found, 1):
        words = prompt(group, language)
        title = name if number == 1 else f"{name}, part {number}"
        if number < len(found):
            yield Say(name=title, mark=mark, prompt=words, next=Target(f"{name}, part {number + 1}", mark))
        elif over:
            yield HangUp(name=title, mark=mark, prompt=words)
        else:
            yield Say(name=title, mark=mark, prompt=words, next=building.to(landing, mark))


def _set(statement: Statement, returns: bool, name: str, building: Building) -> Made:
    values = [
        Assignment(variable(key) or key, address(plain(value)), names_in(plain(value)), statement.place(key))
        for key, value in statement.args.items()
        if key and not isinstance(value, Map | List)
    ]
    yield Set(name=name, mark=statement.mark, values=tuple(values), next=building.after(statement, returns))


def _run(statement: Statement, returns: bool, name: str, building: Building) -> Made:
    """A system works. SWML has no way of its own for failure: the document goes on."""
    following = building.after(statement, returns)
    uses = dict.fromkeys(name for text in texts_in(statement.value) for name in names_in(text))
    path = address(statement.text("url")).rstrip("/").rpartition("/")[2]
    yield Run(
        name=name,
        mark=statement.mark,
        service=path if path and "{" not in path else statement.method.replace("_", " "),
        uses=tuple(uses),
        gives=(RESPONSE,) if statement.method == "request" else (),
        next=following,
        failed=following,
    )


def _record(statement: Statement, returns: bool, name: str, building: Building) -> Made:
    landing = building.places.land(statement.next, returns)
    yield Message(name=name, mark=statement.mark, kind="voicemail", next=building.noticed(landing, statement.mark))


def _pay(statement: Statement, returns: bool, name: str, building: Building) -> Made:
    """A card is asked for, then charged: two steps, because the method itself uses what it collects."""
    mark = statement.mark
    following = building.after(statement, returns)
    tries = max(1, int(statement.number("max_attempts") or 1))
    charge = f"{name} (payment)"
    yield Collect(
        name=name,
        mark=mark,
        prompt=prompt(_card_words(statement), statement.text("language")),
        variable=name,
        next=Target(charge, mark),
        no_input=Handler(mark, after=statement.number("timeout") or WAIT, tries=tries, then=following),
        no_match=Handler(mark, tries=tries, then=following),
        what="card number",
    )
    yield Run(name=charge, mark=mark, service="payment provider", uses=(name,), next=following, failed=following)


def _card_words(statement: Statement) -> list[Piece]:
    prompts = statement.args.get("prompts")
    for each in prompts if isinstance(prompts, List) else ():
        if isinstance(each, Map) and each.get("for") == "payment-card-number" and isinstance(each.get("actions"), List):
            words: list[Piece] = []
            for action in each["actions"]:
                if isinstance(action, Map):
                    text = plain(action.get("phrase"))
                    text = f"say:{text}" if action.get("type") == "Say" else text
                    words += pieces(text, statement.place("prompts"))
            return words
    return []


def _hangup(statement: Statement, returns: bool, name: str, building: Building) -> Made:  # noqa: ARG001 - as all makers
    yield HangUp(name=name, mark=statement.mark)


def _return(statement: Statement, returns: bool, name: str, building: Building) -> Made:  # noqa: ARG001 - as all makers
    yield Return(name=name, mark=statement.mark) if returns else HangUp(name=name, mark=statement.mark)


def _unknown(statement: Statement, returns: bool, name: str, building: Building) -> Made:
    """A method that has no counterpart: it may do anything, and the document goes on."""
    uses = dict.fromkeys(name for text in texts_in(statement.value) for name in names_in(text))
    onward = Case("next", building.after(statement, returns), statement.mark)
    yield Unknown(name=name, mark=statement.mark, what=clean(statement.method), uses=tuple(uses), cases=(onward,))


MAKERS: dict[str, Maker] = {
    "play": _say,
    "prompt": prompted,
    "switch": switch,
    "goto": goto,
    "set": _set,
    "execute": execute,
    "transfer": transfer,
    "connect": connect,
    "enter_queue": enter_queue,
    "sip_refer": refer,
    "join_room": join,
    "join_conference": join,
    "ai": ai,
    "amazon_bedrock": ai,
    "bedrock": ai,
    "record": _record,
    "pay": _pay,
    "hangup": _hangup,
    "return": _return,
    **dict.fromkeys(SYSTEM, _run),
}
"""What makes the steps of a method."""
