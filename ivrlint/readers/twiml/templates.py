"""XML that a program fills in before it is sent: the tags of templates, made such that the XML around them can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ivrlint.readers import liquid
from ivrlint.readers.twiml.control import closed, fitted, of_braces, of_code

_OPENING = re.compile(r"<%|<\?(?=php\b|=)|\{\{|\{%|\{#")
_CLOSING = {"<%": "%>", "<?": "?>", "{{": "}}", "{%": "%}", "{#": "#}"}
_CONTROL = re.compile(r"(?s)<%(?!=).*|\{[%#].*|<\?php(?!\s+(?:echo|print)\b).*")
_ROOT = re.compile(r"<(?:Response|Bxml)\b")
_ANY = re.compile(r"<%|\{[{%#]|<\?php|<\?=")
_LITERAL = re.compile(r"[{}]")


def is_template(text: str) -> bool:
    """Whether a text has tags that a program replaces."""
    return _ANY.search(text) is not None


def as_xml(text: str) -> str:
    """The text with every tag of a template as `{{ … }}` or `{% … %}`, without what XML cannot have in it; nothing moves."""
    if not is_template(text):
        return text
    root = _ROOT.search(text)
    start = root.start() if root else 0
    end = text.rfind("</")
    parts: list[str] = []
    at = 0
    for begins, ends in _tags(text):
        tag = text[begins:ends]
        outside = begins < start or (end >= 0 and begins > end)
        parts += [text[at:begins], _blank(tag) if outside else _harmless(tag)]
        at = ends
    parts.append(text[at:])
    return "".join(parts)


def _tags(text: str) -> Iterator[tuple[int, int]]:
    """Where the tags begin and end; what is never closed is no tag."""
    at = 0
    never: set[str] = set()
    while opening := _OPENING.search(text, at):
        kind = opening[0]
        ends = -1 if kind in never else text.find(_CLOSING[kind], opening.end())
        if ends < 0:
            never.add(kind)
            at = opening.end()
        else:
            at = ends + 2
            yield opening.start(), at


def words_of(text: str) -> tuple[str, tuple[str, ...], bool]:
    """The words of a text that may be a template, with `{name}` for what is filled in; the names, and whether all is known."""
    template = liquid.read(closed(text) if "{%" in text else text)
    if template.complete:
        return _LITERAL.sub(lambda found: found[0] * 2, text), (), True
    return template.words, template.reads, False


def _blank(tag: str) -> str:
    return re.sub(r"[^\r\n]", " ", tag)


def _harmless(tag: str) -> str:
    """A tag as wide as before, without quotes, `<` and `&`; one that only controls does not count as an output."""
    if tag.startswith("{#"):
        return _blank(tag)
    does = of_braces(tag[2:-2]) if tag.startswith("{{") else None
    control = does is not None or _CONTROL.match(tag) is not None
    if tag.startswith("<") and control:
        does = of_code(tag[5:-2] if tag.startswith("<?php") else tag[2:-2])
    if does is not None:
        return "{%" + fitted(does, tag[2:-2]) + "%}" if does else _blank(tag)
    inside = re.sub(r"[\"'<>&]", "`", tag[2:-2])
    if tag.startswith("<?php") and not control:
        inside = re.sub(r"^php\s+(?:echo|print)", lambda found: " " * len(found[0]), inside)
    if tag.startswith(("<%=", "<?=")):
        inside = " " + inside[1:]
    return ("{%" if control else "{{") + inside + ("%}" if control else "}}")
