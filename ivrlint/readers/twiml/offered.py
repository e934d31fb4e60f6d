"""The words of a `Gather`: those in it, and those directly before it, which may be where the keys are told."""

from __future__ import annotations

from ivrlint.readers.positioned_xml import Element, Text
from ivrlint.readers.twiml.control import BLOCKS, ENDS, OPENS
from ivrlint.readers.twiml.document import CONTROL, Fork, Verb
from ivrlint.readers.twiml.words import PLAYS, SPEAKS


def said_before(verb: Verb) -> list[Element]:
    """The words that come directly before a verb."""
    chain, behind = verb.next
    found: list[Element] = []
    for at in range(behind - 2, -1, -1):
        item = chain.items[at]
        if isinstance(item, Fork) or item.element.name not in SPEAKS | PLAYS | {"Pause"}:
            break
        if item.element.name in SPEAKS:
            found.append(item.element)
    return found[::-1]


def first_variant(element: Element) -> tuple[list[Element], bool]:
    """The elements in a verb, of those under conditions of a template the first variant; and whether these are all."""
    found: list[Element] = []
    left_out: list[bool] = []
    hidden = 0
    whole = True
    for content in element.content:
        if isinstance(content, Element):
            if hidden:
                whole = False
            else:
                found.append(content)
        elif isinstance(content, Text):
            for tag in CONTROL.finditer(content.text):
                if tag[1] in OPENS | BLOCKS:
                    left_out.append(False)
                elif tag[1] in ("else", "elif", "elsif", "elseif") and left_out:
                    hidden += not left_out[-1]
                    left_out[-1] = True
                elif tag[1] in ENDS and left_out:
                    hidden -= left_out.pop()
    return found, whole
