"""Tags of libraries for pages that a server makes (JSP, JSTL, Struts): what stands in them is what callers may get."""

from __future__ import annotations

import re
from copy import copy

from ivrlint.readers.positioned_xml import Comment, Element, Text
from ivrlint.readers.voicexml.document import ITEMS
from ivrlint.readers.voicexml.parts import HANDLERS
from ivrlint.readers.voicexml.templates import FILLER

_LIBRARY = re.compile(r"java\.sun\.com/|xmlns\.jcp\.org/|jakarta\.tags|struts|springframework")
_TAGLIB = re.compile(r"<%@\s*taglib\s([^%<>]*)%>")
_GIVEN = re.compile(r"(\w+)\s*=\s*[\"']([^\"'<>]*)[\"']")
_WORDS = frozenset(("property", "out", "text", "message", "expression", "formatNumber", "formatDate", "getProperty"))
_SILENT = frozenset(("set", "url", "param", "scriptlet", "declaration", "useBean", "setProperty", "bean", "include"))
_BRANCHES = {"if": "if", "when": "if", "elseif": "elseif", "else": "else", "otherwise": "else"}
_LOOPS = frozenset(("iterator", "forEach", "forTokens", "iterate"))
_CODE = HANDLERS | {"block", "filled", "if", "elseif", "else", "foreach"}
_DIALOGS = ("vxml", "form")


def resolve_libraries(root: Element, text: str) -> None:
    """Put what stands in tags of such libraries in their place: under a condition, where it is not there for all callers."""
    prefixes = _prefixes(root, text)
    todo = [root] if prefixes else []
    while todo:
        element = todo.pop()
        if any(_prefix(child) in prefixes for child in element.children):
            element.content = _Content(element, prefixes).made
        todo.extend(element.children)


def _prefix(element: Element) -> str:
    return element.tag.rpartition(":")[0]


def _prefixes(root: Element, text: str) -> frozenset[str]:
    """The prefixes that stand for such a library, as the document or the head of its page says."""
    found = {name[6:] for name, uri in root.attributes.items() if name.startswith("xmlns:") and _LIBRARY.search(uri)}
    for directive in _TAGLIB.finditer(text) if "taglib" in text else ():
        given = dict(_GIVEN.findall(directive[1]))
        found.add(given.get("prefix", ""))
    return frozenset(found - {"", _prefix(root)})


class _Content:
    """What an element holds once the tags of libraries in it are gone."""

    def __init__(self, parent: Element, prefixes: frozenset[str]) -> None:
        self.parent = parent
        self.prefixes = prefixes
        self.made: list[Element | Text | Comment] = []
        self.choice: Element | None = None
        self.todo = [(part, "") for part in reversed(parent.content)]
        while self.todo:
            part, cond = self.todo.pop()
            if isinstance(part, Element) and _prefix(part) in prefixes:
                self.tag(part, cond)
            else:
                self.keep(part, cond)

    def tag(self, tag: Element, cond: str) -> None:
        """One tag of a library."""
        name = tag.name
        if name in _WORDS and not (name == "text" and tag.content):
            if self.parent.name not in _DIALOGS:
                self.made.append(Text(FILLER, tag.at))
        elif name in _SILENT or name.startswith("directive."):
            return
        elif name in _BRANCHES and self.parent.name in _CODE:
            self.branch(tag, cond)
        else:
            self.choice = None
            own = _condition(tag) if name in _BRANCHES or name in _LOOPS else ""
            both = f"{cond} && {own}" if cond and own else cond or own
            self.todo += [(part, both[:400]) for part in reversed(tag.content)]

    def branch(self, tag: Element, cond: str) -> None:
        """A branch among actions: an `<if>`, or what belongs to the one before it."""
        kind = _BRANCHES[tag.name]
        if tag.name == "when" and self.choice is not None:  # there is one only within the same `<choose>`
            kind = "elseif"
        made = copy(tag)
        made.name = kind if kind == "if" or self.choice is not None else "if"
        made.tag = ":".join(part for part in (_prefix(self.parent), made.name) if part)
        made.attributes = {"cond": f"{cond} && {_condition(tag)}" if cond else _condition(tag)}
        if made.name != "if" and self.choice is not None:
            self.choice.content.append(made)
            return
        made.content = [*tag.content]
        self.choice = made
        self.made.append(made)

    def keep(self, part: Element | Text | Comment, cond: str) -> None:
        """Something of the document itself, which is there under a condition."""
        if isinstance(part, Element):
            self.choice = None
            if cond and part.name in (*ITEMS, "prompt"):
                own = part.get("cond").strip()
                part.attributes["cond"] = f"({own}) && {cond}" if own else cond
        elif isinstance(part, Text) and part.text.strip():
            self.choice = None
        self.made.append(part)


def _condition(tag: Element) -> str:
    """What a server asks, as a text: nothing in it is a variable of the document."""
    asked = tag.get("test") or tag.get("value") or tag.get("items") or tag.name
    words = " ".join(re.sub(r"[%$#]\{|[{}'\"\\]", " ", asked).split())
    return f"'{words[:100] or tag.name}'"
