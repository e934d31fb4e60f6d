"""Grammars in XML: the Speech Recognition Grammar Specification."""

from __future__ import annotations

import re

from ivrlint.readers.positioned_xml import Element, Text
from ivrlint.readers.voicexml.answers import DEEPEST, KEYS, Alternative, Heard, OpenError, heard, in_sequence, limited

_REPEAT = re.compile(r"\s*(\d{1,4})\s*(?:(-)\s*(\d{1,4})?)?\s*")
_SILENT = frozenset(("example", "lexicon", "meta", "metadata"))


def listen(grammar: Element) -> Heard:
    """What a grammar in XML lets callers say or press."""
    pressed = grammar.get("mode").strip().lower() == "dtmf"
    rules = _Rules(grammar)
    try:
        return heard(rules.root(), pressed=pressed)
    except OpenError:
        digits = rules.repeated if pressed or rules.of_digits else None
        return Heard(None, digits, keys=pressed, voice=not pressed)


class _Rules:
    """The rules of one grammar by name."""

    def __init__(self, grammar: Element) -> None:
        self.grammar = grammar
        self.rules = {rule.get("id").strip(): rule for rule in grammar.named("rule")}
        self.repeated: tuple[int, int] | None = None
        self.of_digits = False
        self.room = 4000

    def root(self) -> list[Alternative]:
        """All ways through the rule that the grammar begins with; without rules, through what it holds itself."""
        if not self.rules:
            return self.content(self.grammar, 0)
        rule = self.rules.get(self.grammar.get("root").strip()) or next(iter(self.rules.values()))
        return self.content(rule, 0)

    def content(self, element: Element, depth: int) -> list[Alternative]:
        """All ways through what an element holds, one part after the other."""
        self.room -= 1
        if depth > DEEPEST or self.room < 0:
            raise OpenError
        parts = []
        for part in element.content:
            if isinstance(part, Text):
                words = " ".join(part.text.replace('"', " ").split())
                parts.append([Alternative(words)])
            elif isinstance(part, Element) and part.name not in _SILENT:
                parts.append(self.element(part, depth + 1))
        return in_sequence(parts)

    def element(self, element: Element, depth: int) -> list[Alternative]:
        if element.name == "one-of":
            every = []
            for item in element.named("item"):
                every += self.item(item, depth)
                limited(every)
            return every
        if element.name == "item":
            return self.item(element, depth)
        if element.name == "ruleref":
            return self.reference(element, depth)
        if element.name == "tag":
            return [Alternative(tag=element.text.strip() or "?")]
        if element.get("utterance"):  # the phrase of a conformance test
            return [Alternative(element.get("utterance"))]
        return self.content(element, depth)

    def item(self, item: Element, depth: int) -> list[Alternative]:
        ways = self.content(item, depth)
        repeat = _REPEAT.fullmatch(item.get("repeat") or "1")
        if repeat is None:
            raise OpenError
        least = int(repeat[1])
        most = least if not repeat[2] else int(repeat[3]) if repeat[3] else 0
        if (least, most) == (1, 1):
            return ways
        if (least, most) == (0, 1):
            return [Alternative(), *ways]
        if self.repeated is None and len(ways) > 1:
            self.repeated = (max(least, 1), max(most, least))
            self.of_digits = all(KEYS.issuperset(way.words) and way.words for way in ways)
        raise OpenError

    def reference(self, reference: Element, depth: int) -> list[Alternative]:
        if reference.get("special").upper() == "NULL":
            return [Alternative()]
        uri = reference.get("uri").strip()
        rule = self.rules.get(uri[1:]) if uri.startswith("#") else None
        if rule is None:
            raise OpenError
        return self.content(rule, depth)
