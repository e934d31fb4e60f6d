"""Grammars in GSL, Nuance's language of brackets: `[ dtmf-1 sales ] {<department "sales">}`."""

from __future__ import annotations

import re

from ivrlint.readers.voicexml.answers import DEEPEST, MOST, Alternative, Heard, OpenError, heard, in_sequence, limited

_TOKEN = re.compile(
    r"""\s*(?:;[^\n]*|(?P<tag>\{[^{}]*\})|(?P<weight>~[\d.]+)|(?P<sign>[()\[\]?*+|])"""
    r"""|(?P<word>[^\s()\[\]{}?*+~|]+)|(?P<other>.))""",
    re.DOTALL,
)
_NAME = re.compile(r"\s*(?:\.?[A-Z][\w-]*(?::public)?\s+)?[\[(]")
_SLOT = re.compile(r"<\s*[\w.-]+\s+(?:\"([^\"]*)\"|([^<>\"]*))>")
_RETURNED = re.compile(r"return\s*\(\s*\"?([^\"()]*)\"?\s*\)")
_KEY = re.compile(r"dtmf-(\d|star|pound|\*|#)")
_PLAIN = re.compile(r"\{\s*([\"']?)([\w .'-]*[\w.-])\1\s*;?\s*\}")
_SIGNS = {"star": "*", "pound": "#"}
_LONGEST = 100_000


def is_gsl(text: str) -> bool:
    """Whether a text is one group in brackets, as grammars in GSL are, or several that have tags each.

    In other dialects brackets are optional parts.
    """
    if not _NAME.match(text):
        return False
    depth = 0
    tokens = _tokens(text[:_LONGEST])
    if _is_row(tokens):
        return True
    for at, (kind, sign) in enumerate(tokens):
        if kind == "sign":
            depth += (sign in "[(") - (sign in "])")
            if not depth and sign in "])":
                rest = tokens[at + 1 :]
                return all(kind == "tag" for kind, _ in rest) or (sign == "]" and rest[0][1][:1].isupper())
    return False


def _is_row(tokens: list[tuple[str, str]]) -> bool:
    """Whether groups in brackets follow one another, and a tag each of them."""
    depth, tagged, groups = 0, True, 0
    for kind, text in tokens:
        if kind == "sign" and text in "[(":
            if not depth and not (tagged and text == "["):
                return False
            groups += not depth
            depth, tagged = depth + 1, False
        elif kind == "sign" and text in "])":
            depth -= 1
        elif not depth:
            tagged = kind == "tag"
            if not tagged:
                return False
    return groups > 1 and tagged and not depth


def listen(text: str) -> Heard:
    """What a grammar in GSL lets callers say and press."""
    if len(text) > _LONGEST:
        return Heard(voice=True)
    try:
        return heard(_Reader(_tokens(text)).root(), pressed=False)
    except OpenError:
        return Heard(keys="dtmf-" in text, voice=True)


def _tokens(text: str) -> list[tuple[str, str]]:
    return [(found.lastgroup, found[found.lastgroup]) for found in _TOKEN.finditer(text) if found.lastgroup]


class _Reader:
    """Works a grammar out from left to right."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0
        self.room = 20 * MOST

    def root(self) -> list[Alternative]:
        while self.at < len(self.tokens) and self.tokens[self.at][0] == "word":
            self.at += 1
        ways = self.one(0)
        while self.at < len(self.tokens):  # alternatives
            if self.tokens[self.at] == ("sign", "|"):
                self.at += 1
            elif self.tokens[self.at][1] not in ("[", "("):  # further rules, to which the first one refers
                raise OpenError
            ways = [*ways, *self.one(0)]
        return limited(ways)

    def one(self, depth: int) -> list[Alternative]:
        """A word, a key or a group, with the tag behind it."""
        self.room -= 1
        if self.at >= len(self.tokens) or depth > DEEPEST or self.room < 0:
            raise OpenError
        kind, text = self.tokens[self.at]
        self.at += 1
        if text == "?" and kind == "sign":
            return [Alternative(), *self.one(depth + 1)]
        if kind == "sign" and text in "[(":
            ways = self.group("]" if text == "[" else ")", depth)
        elif kind == "word":
            key = _KEY.fullmatch(text.lower())
            if not key and (text[0].isupper() or text[0] == "."):
                raise OpenError
            ways = [Alternative(keys=_SIGNS.get(key[1], key[1]))] if key else [Alternative(text)]
        else:
            raise OpenError
        while self.at < len(self.tokens) and self.tokens[self.at][0] in ("tag", "weight"):
            kind, text = self.tokens[self.at]
            self.at += 1
            if kind == "tag":
                ways = [way._replace(tag=_meant(text)) for way in ways]
        return ways

    def group(self, end: str, depth: int) -> list[Alternative]:
        parts: list[list[Alternative]] = []
        while self.at < len(self.tokens) and self.tokens[self.at] != ("sign", end):
            if self.tokens[self.at] == ("sign", "|") and end == "]":  # one too many: these are alternatives anyway
                self.at += 1
            else:
                parts.append(self.one(depth + 1))
        self.at += 1
        if end == ")":
            return in_sequence(parts)
        return limited([way for part in parts for way in part])


def _meant(tag: str) -> str:
    """The value of a tag, written so that it is understood like all others."""
    found = _SLOT.search(tag) or _RETURNED.search(tag)
    plain = _PLAIN.fullmatch(tag)
    value = next((group for group in found.groups() if group), "") if found else plain[2] if plain else ""
    return f'"{value.strip()}"' if value else "?"
