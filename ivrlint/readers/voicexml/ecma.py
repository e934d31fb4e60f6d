"""The little of ECMAScript that VoiceXML documents are full of: which variables an expression reads, and what it comes to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

LONGEST = 4000
"""Characters of an expression that is looked into; longer ones are unknown."""

_SPACES = re.compile(r"\s+")
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")"""
    r"""|(?P<number>\d+(?:\.\d+)?)"""
    r"""|(?P<name>[^\W\d][\w$]*|\$[\w$]*)"""
    r"""|(?P<sign>===|!==|==|!=|<=|>=|&&|\|\||\+\+|--|\+=|-=|[^\s\w'"]|['"])"""
    r""")"""
)
_NO_VARIABLES = frozenset(
    [
        "true",
        "false",
        "null",
        "undefined",
        "new",
        "this",
        "typeof",
        "instanceof",
        "in",
        "delete",
        "void",
        "var",
        "function",
        "return",
        "if",
        "else",
        "for",
        "while",
        "do",
        "break",
        "continue",
        "switch",
        "case",
        "default",
        "try",
        "catch",
        "finally",
        "throw",
        "let",
        "const",
        "Math",
        "Date",
        "String",
        "Number",
        "Array",
        "Object",
        "Boolean",
        "RegExp",
        "JSON",
        "NaN",
        "Infinity",
        "parseInt",
        "parseFloat",
        "isNaN",
        "eval",
        "arguments",
        "session",
        "lastresult",
        "_event",
        "_message",
        "_prompt",
        "_dtmf",
    ]
)
_SCOPES = frozenset(("application", "document", "dialog", "anonymous"))


class Token(NamedTuple):
    """One sign of an expression: its kind (text, number, name, sign) and how it is written (a text without its quotes)."""

    kind: str
    text: str


class _Unknown:
    """What cannot be known before the call."""


UNKNOWN = _Unknown()
_DEEPEST = 40


@lru_cache(maxsize=4096)
def tokens(expression: str) -> tuple[Token, ...]:
    """The signs of an expression; of one that is too long, nothing."""
    if len(expression) > LONGEST:
        return ()
    result = []
    for found in _TOKEN.finditer(expression):
        kind = found.lastgroup or ""
        text = found[kind]
        result.append(Token(kind, text[1:-1] if kind == "text" else text))
    return tuple(result)


@lru_cache(maxsize=4096)
def names(expression: str) -> tuple[str, ...]:
    """The variables that an expression reads, each once: `a` of `a.b`, `a$.confidence` and `application.a`, but no functions."""
    found: dict[str, None] = {}
    all_ = tokens(expression)
    for at, token in enumerate(all_):
        if token.kind != "name" or _after(all_, at, ".") or _before(all_, at, "(") or _is_key(all_, at):
            continue
        name = token.text
        if name in _SCOPES and _before(all_, at, "."):
            name = all_[at + 2].text if at + 2 < len(all_) and all_[at + 2].kind == "name" else ""
        name = name.removesuffix("$")
        if name and name not in _NO_VARIABLES and name not in _SCOPES:
            found[name] = None
    return tuple(found)


def assigned(script: str) -> tuple[str, ...]:
    """The variables that a script gives values to, outside of the functions that it declares."""
    all_ = tokens(script)
    found: dict[str, None] = {}
    depth = 0
    for at, token in enumerate(all_):
        depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "sign" else 0
        given = _before(all_, at, "=", "+=", "-=", "++", "--") or _after(all_, at, "++", "--")
        if given and not depth and token.kind == "name" and not _after(all_, at, ".") and token.text not in _NO_VARIABLES:
            found[token.text] = None
    return tuple(found)


def read_in(script: str) -> tuple[str, ...]:
    """The variables that a script reads; those that it only gives values to are left out."""
    all_ = tokens(script)
    every = [(at, token.text) for at, token in enumerate(all_) if token.kind == "name" and not _after(all_, at, ".")]
    read = {name for at, name in every if not _before(all_, at, "=")}
    return tuple(name for name in names(script) if name in read)


def outside_of_functions(script: str) -> str:
    """A script without the functions that it declares, whose bodies run only when they are called."""
    if "function" not in script or len(script) > LONGEST * 25:
        return script
    kept: list[str] = []
    depth, skipping = 0, False
    for found in re.finditer(r"\bfunction\b|[{}]|[^{}f]+|f", script):
        part = found[0]
        if part == "function" and not skipping:
            skipping, depth = True, 0
        elif skipping:
            depth += {"{": 1, "}": -1}.get(part, 0)
            skipping = not (part == "}" and depth <= 0)
        else:
            kept.append(part)
    return "".join(kept)


def literal(expression: str) -> str | None:
    """The value of an expression that is one constant; None for all others."""
    all_ = tokens(expression)
    if len(all_) == 1 and all_[0].kind in ("text", "number"):
        return all_[0].text
    return all_[0].text if len(all_) == 1 and all_[0].text in ("true", "false") else None


class Pattern(NamedTuple):
    """A text that is put together: with `{name}` where a variable stands, and `whole` if nothing else is in it."""

    text: str
    reads: tuple[str, ...]
    whole: bool


def pattern(expression: str) -> Pattern:
    """What an expression that puts texts together comes to: `'a/' + x + '.wav'` is `a/{x}.wav`."""
    parts: list[str] = []
    whole = True
    all_ = tokens(expression)
    at = 0
    while at < len(all_):
        token = all_[at]
        simple = not (_before(all_, at, ".", "(", "[", "?") or _after(all_, at, ".", "?", ":"))
        if token.kind in ("text", "number") and simple:
            parts.append(token.text.replace("{", "{{").replace("}", "}}"))
        elif token.kind == "name" and simple and names(token.text):
            parts.append(f"{{{names(token.text)[0]}}}")
        elif token.text != "+":
            whole = False
        at += 1
    reads = names(expression)
    text = "".join(parts)
    if not whole:
        text = " ".join(f"{{{name}}}" for name in reads)
    return Pattern(text, reads, whole and bool(all_))


def shown(expression: str, resolve: Callable[[str], str] = str) -> str:
    """An expression as the value of a variable: a constant without its quotes, else as written, with `{name}` for variables."""
    constant = literal(expression)
    if constant is not None:
        return constant.replace("{", "{{").replace("}", "}}") or "(empty)"
    parts: list[str] = []
    for at, token in enumerate(tokens(expression)):
        is_read = token.kind == "name" and not _after(tokens(expression), at, ".") and token.text in names(expression)
        quoted = f"'{token.text}'" if token.kind == "text" else token.text
        parts.append(f"{{{resolve(token.text)}}}" if is_read else quoted.replace("{", "{{").replace("}", "}}"))
    text = "".join(f" {part} " if re.fullmatch(r"[-+*/%<>=!&|?:]+|new|typeof", part) else part for part in parts)
    return _SPACES.sub(" ", text).strip()[:300] or "(computed)"


def literals(expression: str, name: str) -> tuple[str, ...]:
    """The constants that a condition compares the variable `name` with."""
    all_ = tokens(expression)
    found: dict[str, None] = {}
    for at, token in enumerate(all_):
        if token.text not in ("==", "===", "!=", "!==") or token.kind != "sign" or not 0 < at < len(all_) - 1:
            continue
        for one, other, place in ((all_[at - 1], all_[at + 1], at - 1), (all_[at + 1], all_[at - 1], at + 1)):
            is_name = (
                one.kind == "name"
                and one.text == name
                and not (_before(all_, place, "(", "[") or (place > at and _before(all_, place, ".")))
            )
            if is_name and (other.kind in ("text", "number") or other.text in ("true", "false")):
                found[other.text] = None
    return tuple(found)


def evaluate(condition: str, name: str, value: object) -> bool | None:
    """Whether a condition holds when the variable `name` has a value; None when that does not decide it."""
    all_ = tokens(condition)
    if not all_ or len(all_) > 400:
        return None
    try:
        return _truth(_Reader(all_, name, value).whole())
    except _GiveUpError:
        return None


class _GiveUpError(Exception):
    """The expression is beyond what is understood here."""


class _Reader:
    """Works an expression out by going down its grammar; parentheses may not be nested very deeply."""

    def __init__(self, all_: Sequence[Token], name: str, value: object) -> None:
        self.tokens = all_
        self.at = 0
        self.name = name
        self.value = value
        self.depth = 0

    def whole(self) -> object:
        value = self.either()
        if self.at != len(self.tokens):
            raise _GiveUpError
        return value

    def either(self) -> object:
        value = self.both()
        while self.take("||"):
            other = self.both()
            one, two = _truth(value), _truth(other)
            value = True if one or two else False if one is False and two is False else UNKNOWN
        return value

    def both(self) -> object:
        value = self.compared()
        while self.take("&&"):
            other = self.compared()
            one, two = _truth(value), _truth(other)
            value = False if one is False or two is False else True if one and two else UNKNOWN
        return value

    def compared(self) -> object:
        value = self.operand()
        while (sign := self.peek()) in ("==", "===", "!=", "!==", "<", ">", "<=", ">="):
            self.at += 1
            value = _compare(value, sign, self.operand())
        return value

    def operand(self) -> object:
        value = self.single()
        unknown = False
        while self.peek() in ("+", "-", "*", "/", "%"):
            self.at += 1
            self.single()
            unknown = True
        return UNKNOWN if unknown else value

    def single(self) -> object:
        self.depth += 1
        if self.depth > _DEEPEST or self.at >= len(self.tokens):
            raise _GiveUpError
        token = self.tokens[self.at]
        self.at += 1
        value: object = UNKNOWN
        if token.kind == "sign":
            if token.text == "!":
                truth = _truth(self.single())
                value = UNKNOWN if truth is None else not truth
            elif token.text == "(":
                value = self.either()
                if not self.take(")"):
                    raise _GiveUpError
            elif token.text != "-":
                raise _GiveUpError
            else:
                self.single()
        elif token.kind != "name":
            value = token.text
        elif token.text in ("true", "false", "null", "undefined"):
            value = {"true": True, "false": False}.get(token.text)
        elif token.text == "new":
            self.single()
        elif token.text == self.name or (token.text in _SCOPES and self.is_scope()):
            value = self.value
        value = self.trailing(value)
        self.depth -= 1
        return value

    def is_scope(self) -> bool:
        """Whether `dialog.x` stands here, `x` being the variable."""
        following = self.tokens[self.at : self.at + 2]
        if [token.text for token in following] == [".", self.name]:
            self.at += 2
            return True
        return False

    def trailing(self, value: object) -> object:
        """What members, arguments and indexes behind a value make of it: something unknown."""
        while self.peek() in (".", "(", "["):
            value = UNKNOWN
            sign = self.tokens[self.at].text
            self.at += 1
            if sign == ".":
                self.at += 1
                continue
            close = ")" if sign == "(" else "]"
            depth = 1
            while depth and self.at < len(self.tokens):
                token = self.tokens[self.at]
                if token.kind == "sign":
                    depth += (token.text == sign) - (token.text == close)
                self.at += 1
            if depth:
                raise _GiveUpError
        return value

    def peek(self) -> str:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        return token.text if token and token.kind == "sign" else ""

    def take(self, sign: str) -> bool:
        found = self.peek() == sign
        self.at += found
        return found


def _compare(one: object, sign: str, two: object) -> object:
    if one is UNKNOWN or two is UNKNOWN:
        return UNKNOWN
    if sign[0] in "<>":
        try:
            left, right = float(str(one)), float(str(two))
        except ValueError:
            return UNKNOWN
        return {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}[sign]
    same = one is two if one is None or two is None else _plain(one) == _plain(two)
    return same if sign[0] == "=" else not same


def _plain(value: object) -> str:
    """A value as platforms compare it loosely: true is like 'true', 1 like '1'."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _truth(value: object) -> bool | None:
    if value is UNKNOWN:
        return None
    return value not in ("", "false") and bool(value)


def _after(all_: Sequence[Token], at: int, *signs: str) -> bool:
    return at > 0 and all_[at - 1].kind == "sign" and all_[at - 1].text in signs


def _before(all_: Sequence[Token], at: int, *signs: str) -> bool:
    return at + 1 < len(all_) and all_[at + 1].kind == "sign" and all_[at + 1].text in signs


def _is_key(all_: Sequence[Token], at: int) -> bool:
    """Whether a name is the key of an object that is written out: `{a: 1, b: 2}`."""
    return _before(all_, at, ":") and _after(all_, at, "{", ",")


def conditions(expressions: Sequence[str]) -> Iterator[str]:
    """All variables that conditions read, each once."""
    yield from dict.fromkeys(name for expression in expressions for name in names(expression))
