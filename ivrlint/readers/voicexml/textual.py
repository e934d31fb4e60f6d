"""Grammars written as text: JSGF, ABNF, the dialects of VoiceXML 1.0, and regular expressions of digits."""

from __future__ import annotations

import re

from ivrlint.readers.voicexml.answers import DEEPEST, KEYS, MOST, Alternative, Heard, OpenError, heard, in_sequence, limited

_TOKEN = re.compile(
    r"""\s*(?://[^\n]*|/\*.*?\*/|(?P<tag>\{[^{}]*\})|(?P<weight>/[\d.]+/)|(?P<ref><[^<>\n]*>|\$\$?[\w.-]+)"""
    r"""|(?P<quoted>"[^"\n]*")|(?P<sign>[()\[\]|;=*+])|(?P<word>[^\s(){}\[\]|;=<>$"*+]+)|(?P<other>.))""",
    re.DOTALL,
)
_KEY_LIST = re.compile(r"(?:[0-9*#]\s*\|\s*)*[0-9*#]")
_DIGIT = re.compile(r"(?:\[0-9\]|\\d)(?:\{(\d{1,3})(?:,(\d{1,3})?)?\}|([+*?]))?")
_LONGEST = 100_000


def listen(text: str, *, pressed: bool) -> Heard:
    """What a grammar that is text lets callers say, or press."""
    if len(text) > _LONGEST:
        return Heard(keys=pressed, voice=not pressed)
    rules = _Rules(text)
    try:
        return heard(rules.root(), pressed=pressed or rules.pressed)
    except OpenError:
        return Heard(keys=pressed or rules.pressed, voice=not (pressed or rules.pressed))


def listen_to_digits(text: str) -> Heard:
    """What a regular expression lets callers press."""
    text = text.strip()
    if _KEY_LIST.fullmatch(text):
        return heard([Alternative(key.strip()) for key in text.split("|")], pressed=True)
    least, most, at, endless = 0, 0, 0, False
    while (found := _DIGIT.match(text, at)) and found.end() > at:
        low, high, sign = found.groups()
        least += int(low) if low else int(sign not in ("*", "?"))
        most += int(high or low) if low else 1
        endless = endless or sign in ("*", "+") or (bool(low) and found[0].endswith(",}"))
        at = found.end()
    digits = (max(least, 1), 0 if endless else most) if at and at == len(text) else None
    return Heard(None, digits, keys=True)


class _Rules:
    """The rules of one grammar. Their bodies are worked out from left to right."""

    def __init__(self, text: str) -> None:
        head = text.lstrip()[:200]
        self.abnf = head.startswith("#ABNF")
        self.pressed = self.abnf and re.search(r"\bmode\s+dtmf\s*;", text) is not None
        if head.startswith("#"):
            text = text.lstrip().partition("\n" if "\n" in text else ";")[2]
        self.rules: dict[str, list[tuple[str, str]]] = {}
        self.body: list[tuple[str, str]] = []
        self.first = self.public = ""
        self.steps = 20 * MOST
        self._read(text)

    def _read(self, text: str) -> None:
        statement: list[tuple[str, str]] = []
        for found in _TOKEN.finditer(text):
            kind = found.lastgroup
            if kind is None or kind == "weight":
                continue
            if found[kind] == ";":
                self._take(statement)
                statement = []
            else:
                statement.append((kind, found[kind]))
        self._take(statement)

    def _take(self, statement: list[tuple[str, str]]) -> None:
        """One statement: a rule, the name of the grammar, or a body without a name."""
        words = [text for _, text in statement[:3]]
        if ("sign", "=") in statement[:3]:
            at = statement.index(("sign", "="))
            name = _name(statement[at - 1][1]) if at else ""
            self.rules[name] = statement[at + 1 :]
            self.first = self.first or name
            if words[0] == "public" and not self.public:
                self.public = name
        elif words[:1] == ["root"] and len(words) > 1:
            self.public = _name(words[1])
        elif statement and words[0] not in ("grammar", "language", "mode", "import", "tag-format", "base", "meta"):
            self.body += statement

    def root(self) -> list[Alternative]:
        """All ways through the grammar."""
        if not self.rules:
            return self.alternatives(self.body, 0)
        return self.alternatives(self.rules.get(self.public or self.first) or self.rules[self.first], 0)

    def alternatives(self, body: list[tuple[str, str]], depth: int) -> list[Alternative]:
        """All ways through a body: alternatives of sequences of words, groups and rules."""
        self.steps -= 1
        if depth > DEEPEST or self.steps < 0:
            raise OpenError
        result: list[Alternative] = []
        sequence: list[list[Alternative]] = []
        at = 0
        while at < len(body):
            kind, text = body[at]
            if text == "|" and kind == "sign":
                result += in_sequence(sequence)
                sequence = []
            elif kind == "sign" and text in "([":
                end = _closing(body, at)
                inner = self.alternatives(body[at + 1 : end], depth + 1)
                sequence.append([Alternative(), *inner] if text == "[" else inner)
                at = end
            elif kind == "tag":
                tag = text[1:-1].strip() or "?"
                sequence = [[way._replace(tag=tag) for way in in_sequence(sequence)]]
                if ("sign", "|") not in body:  # files that forget it mean alternatives
                    result += sequence[0]
                    sequence = []
            elif kind == "ref":
                sequence.append(self.reference(text, depth))
            elif kind in ("word", "quoted"):
                sequence.append([Alternative(text.strip('"'))])
            else:
                raise OpenError
            at += 1
        result += in_sequence(sequence) if sequence else []
        return limited([way for way in result if way.words])

    def reference(self, text: str, depth: int) -> list[Alternative]:
        name = _name(text)
        if name in ("NULL", "VOID"):
            return [Alternative()]
        if name not in self.rules:
            raise OpenError
        return self.alternatives(self.rules[name], depth + 1)


def _name(reference: str) -> str:
    return reference.strip("<>$ ").rpartition(".")[2]


def _closing(body: list[tuple[str, str]], start: int) -> int:
    """Where the group that opens at `start` closes, or where the body ends."""
    opens = body[start][1]
    closes = ")" if opens == "(" else "]"
    depth = 0
    for at in range(start, len(body)):
        kind, text = body[at]
        if kind == "sign":
            depth += (text == opens) - (text == closes)
            if not depth:
                return at
    return len(body)


def is_keys(text: str) -> bool:
    """Whether a text consists of keys of the telephone only."""
    return bool(text) and KEYS.issuperset(text)
