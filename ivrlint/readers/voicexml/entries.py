"""What callers are asked for: fields that are choices, entries, open questions and recordings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrlint.flow import Assignment, Case, Check, Collect, Handler, Menu, Option, Prompt, Set, Target, Unknown
from ivrlint.readers.kinds_of_data import kind_of_data
from ivrlint.readers.voicexml.answers import Heard
from ivrlint.readers.voicexml.choosing import ANYTHING_ELSE, Known, Plan, plan
from ivrlint.readers.voicexml.handling import handler, returns, silence
from ivrlint.readers.voicexml.inputs import heard_by, listens, modes, prompt_of
from ivrlint.readers.voicexml.menus import command_of, finished, label_of, links, phrases_of
from ivrlint.readers.voicexml.nodes import Call

if TYPE_CHECKING:
    from ivrlint.readers.voicexml.writing import Writer


def make_entry(writer: Writer, call: Call, name: str) -> None:
    """A field, an open question or a recording: a choice where the document branches on it, else an entry."""
    item, document = call.item, writer.document
    prompt = prompt_of(item, document, writer.routine.resolve)
    heard = Heard(voice=True)
    if item.kind == "field" and not writer.book.missing_root and not listens(item, writer.dialog, document):
        _deaf(writer, call, name, prompt)
        return
    if item.kind == "field":
        heard = heard_by(item, writer.dialog, document, writer.grammar, prompt)
        made = plan(call, writer.visiting, heard)
        if made.groups:
            writer.add(_choice(writer, call, name, made, prompt))
            return
    _collect(writer, call, name, heard, prompt)


def _deaf(writer: Writer, call: Call, name: str, prompt: Prompt | None) -> None:
    """A field that no answer can fill: an error on most platforms, so that it is not known what callers meet there."""
    writer.document.complain(
        "nothing that callers say or press is an answer here: no grammar, no type, no option", call.item.element
    )
    going_on = Case("filled", writer.target(call.filled, None, call.mark), call.mark)
    writer.add(Unknown(name=name, mark=call.mark, prompt=prompt, what="a field without a grammar", cases=(going_on,)))


def _choice(writer: Writer, call: Call, name: str, made: Plan, prompt: Prompt | None) -> Menu:
    """A field whose answer the document branches on."""
    item = call.item
    options: list[Option] = []
    taken: set[str] = set()
    for group in made.groups:
        label = label_of(group.value)
        known = Known(item.name, group.value, label, made.depends)
        to = writer.target(call.filled, known, call.mark)
        phrases = tuple(dict.fromkeys(phrase for answer in group.answers for phrase in answer.phrases))
        keyed = [answer for answer in group.answers if answer.key and answer.key not in taken]
        for number, answer in enumerate({answer.key: answer for answer in keyed}.values()):
            taken.add(answer.key)
            options.append(Option(answer.key, to, call.mark, label_of(answer.value), phrases if not number else answer.phrases))
        if not keyed:
            options.append(Option("", to, call.mark, label, phrases))
    options += links(writer, call, name, options)
    menu = finished(writer, call, name, options, prompt)
    if not made.otherwise:
        return menu
    known = Known(item.name, ANYTHING_ELSE, "other", made.depends)
    wrong = writer.target(call.filled, known, call.mark)
    return Menu(
        name=menu.name,
        mark=menu.mark,
        prompt=menu.prompt,
        options=menu.options,
        no_input=menu.no_input,
        no_match=Handler(call.mark, then=wrong),
        next_digit=menu.next_digit,
    )


def _collect(writer: Writer, call: Call, name: str, heard: Heard, prompt: Prompt | None) -> None:
    item = call.item
    recorded = item.kind == "record"
    keys, voice = modes(item)
    by = tuple(way for way, used in (("keys", heard.keys and keys), ("speech", heard.voice and voice)) if used)
    by = by or (("speech",) if voice else ("keys",))
    digits = heard.digits if heard.digits and 0 < heard.digits[0] <= heard.digits[1] else None
    choice = heard.answers is not None or heard.builtin == "boolean"
    fixed = digits is not None and digits[0] == digits[1]
    finish = item.scope.property("termchar") or "#"
    following = writer.target(call.filled, None, call.mark)
    variable = writer.routine.resolve(item.name) if item.name else name
    following = _others(writer, call, name, variable, following)
    following = _commands(writer, call, name, variable, following)
    writer.add(
        Collect(
            name=name,
            mark=call.mark,
            prompt=prompt,
            variable=variable,
            next=following,
            no_input=silence(writer, call, name),
            no_match=Handler(call.mark, possible=False) if recorded else handler(writer, call, call.mistake, name),
            digits=digits,
            finish_on=finish
            if "keys" in by and not fixed and not choice and not recorded and heard.builtin and finish in "*#"
            else "",
            by=("recording",) if recorded else by,
            what="choice" if choice else kind_of_data(item.name, prompt.text if prompt else "") if not recorded else "",
        )
    )


def _others(writer: Writer, call: Call, name: str, variable: str, following: Target | None) -> Target | None:
    """The other fields of the form that the same answer may have filled."""
    state = writer.visiting.states[call]
    mixed = call.item.kind == "initial" or call.item.index in writer.routine.mixed
    others = writer.visiting.mixed & state.without if mixed else 0
    values = [
        Assignment(writer.routine.resolve(item.name), f"{{{variable}}}", (variable,), call.mark)
        for item in writer.routine.items
        if others >> item.index & 1 and item.name and item is not call.item
    ]
    if not values:
        return following
    step = writer.book.names.reserve(f"{name}: answers")
    writer.add(Set(name=step, mark=call.mark, values=tuple(values), next=following))
    return Target(step, call.mark)


def _commands(writer: Writer, call: Call, name: str, variable: str, following: Target | None) -> Target | None:
    """The links that callers may use instead of answering, as a question of what was said; those that only help are left out."""
    cases: list[Case] = []
    for link, node in call.links:
        if returns(writer, node, call):
            continue
        phrases = phrases_of(writer, link, "")
        label = phrases[0] if phrases else command_of(link)
        if any(case.name == label for case in cases):
            continue
        to = writer.target(node, None, node.mark)
        cases.append(Case(" ".join(label.split()), to, node.mark))
    if not cases:
        return following
    asked = writer.book.names.reserve(f"{name}: command?")
    forgotten = []
    for case in cases:
        step = writer.book.names.reserve(f"{name}: {case.name}")
        values = (Assignment(variable, "", (), case.mark),)
        writer.add(Set(name=step, mark=case.mark, values=values, next=case.target))
        forgotten.append(case._replace(target=Target(step, case.mark)))
    writer.add(
        Check(name=asked, mark=call.mark, asks="what was said", uses=(variable,), cases=tuple(forgotten), otherwise=following)
    )
    return Target(asked, call.mark)
