"""Menus: their choices, the links that are open at them, and what they have in common with fields that are choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrlint.flow import Menu, Option, Prompt
from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.voicexml import ecma
from ivrlint.readers.voicexml.grammars import listen, together
from ivrlint.readers.voicexml.handling import handler, silence
from ivrlint.readers.voicexml.inputs import key_of, modes, prompt_of, seconds
from ivrlint.readers.voicexml.nodes import Call
from ivrlint.readers.voicexml.templates import is_template

if TYPE_CHECKING:
    from ivrlint.readers.voicexml.writing import Writer

_SEVERAL_KEYS = 2.0  # seconds: what platforms wait for another key where the document does not say


def make_menu(writer: Writer, call: Call, name: str) -> None:
    """A menu: its choices, numbered by the platform where it says so, and the links that are open here."""
    item, document = call.item, writer.document
    keys, voice = modes(item)
    numbered = item.element.get("dtmf").strip() == "true"
    options: list[Option] = []
    spoken: list[tuple[str, str]] = []
    taken: set[str] = set()
    number = 0
    for choice, node in call.choices:
        words = " ".join("".join(part.text for part in (choice, *_words_inside(choice))).split())
        words = "" if is_template(words) else words
        key = key_of(choice.get("dtmf"))
        if not choice.get("dtmf").strip() and numbered:
            number += 1
            key = str(number) if number < 10 else ""
        key = key if keys else ""
        if not key and keys:
            key = _key_in_grammar(writer, choice)
        phrases = phrases_of(writer, choice, words) if voice else ()
        spoken.append((words, key))
        if key in taken:
            document.complain(f"key {key} is taken by an earlier choice: this one is never chosen by it", choice, "dtmf")
            key = ""
        taken |= {key} - {""}
        if key or phrases or voice:
            to = writer.target(node, None, node.mark)
            options.append(Option(key, to, node.mark, words or (phrases[0] if phrases else ""), phrases))
    options += links(writer, call, name, options)
    prompt = prompt_of(item, document, writer.routine.resolve, spoken)
    writer.add(finished(writer, call, name, options, prompt))


def _words_inside(choice: Element) -> list[Element]:
    return [child for child in choice.children if child.name in ("emphasis", "emp", "value", "audio", "prosody", "sub")]


def _key_in_grammar(writer: Writer, choice: Element) -> str:
    for grammar in choice.named("grammar", "dtmf"):
        heard = listen(grammar, writer.grammar)
        for answer in heard.answers or ():
            if answer.key:
                return answer.key
    return ""


def phrases_of(writer: Writer, element: Element, words: str) -> tuple[str, ...]:
    """What may be said for a choice or a link: what its grammar lists, else its words."""
    grammars = [*element.named("grammar")]
    if not grammars:
        return (words,) if words else ()
    heard = together(listen(grammar, writer.grammar) for grammar in grammars)
    said = [phrase for answer in heard.answers or () for phrase in answer.phrases]
    return tuple(dict.fromkeys(said)) or ((words,) if words else ())


def links(writer: Writer, call: Call, name: str, options: list[Option]) -> list[Option]:
    """The options that links add."""
    taken = {option.key for option in options}
    keys, voice = modes(call.item)
    result = []
    for link, node in call.links:
        key = key_of(link.get("dtmf")) or _key_in_grammar(writer, link)
        key = key if keys and key not in taken else ""
        phrases = phrases_of(writer, link, "") if voice else ()
        to = writer.target(node, None, node.mark)
        if not (key or voice) or (to is not None and to.to == name and not to.file):
            continue
        taken.add(key)
        label = phrases[0] if phrases else command_of(link)
        result.append(Option(key, to, node.mark, label, phrases))
    return result


def command_of(link: Element) -> str:
    """What to call a link whose words are not known."""
    return link.get("event") or link.get("next") or ecma.literal(link.get("eventexpr")) or "command"


def finished(writer: Writer, call: Call, name: str, options: list[Option], prompt: Prompt | None) -> Menu:
    """The menu, with what happens when nothing fits."""
    longest = max((len(option.key) for option in options), default=0)
    wait = seconds(call.item.scope.property("interdigittimeout")) or _SEVERAL_KEYS if longest > 1 else 0.0
    return Menu(
        name=name,
        mark=call.mark,
        prompt=prompt,
        options=tuple(options),
        no_input=silence(writer, call, name),
        no_match=handler(writer, call, call.mistake, name),
        next_digit=wait,
    )


def label_of(value: object) -> str:
    """What to call an answer."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
