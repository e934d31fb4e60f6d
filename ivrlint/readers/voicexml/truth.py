"""Whether conditions of a document hold when one variable has a certain value."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.readers.voicexml.ecma import SCOPES, Token, after, before, tokens
from ivrlint.readers.voicexml.ranges import is_empty


class _Unknown:
    """What cannot be known before the call."""


UNKNOWN = _Unknown()
_DEEPEST = 40


def literals(expression: str, name: str) -> tuple[str, ...]:
    """The constants that a condition compares the variable `name` with."""
    all_ = tokens(expression)
    found: dict[str, None] = {}
    for at, token in enumerate(all_):
        if token.text not in ("==", "===", "!=", "!==") or token.kind != "sign" or not 0 < at < len(all_) - 1:
            continue
        for one, other, place in ((all_[at - 1], all_[at + 1], at - 1), (all_[at + 1], all_[at - 1], at + 1)):
            member = after(all_, place, ".") and not (place > 1 and all_[place - 2].text in SCOPES)
            is_name = one.kind == "name" and one.text == name and not member and not before(all_, place, "(", "[", ".")
            if is_name and (other.kind in ("text", "number") or other.text in ("true", "false")):
                found[other.text] = None
    return tuple(found)


def evaluate(condition: str, name: str, value: object) -> bool | None:
    """Whether a condition holds when the variable `name` has a value; None when that does not decide it."""
    all_ = tokens(condition)
    if not all_ or len(all_) > 400:
        return None
    if "&&" in condition and is_empty(all_):
        return False
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
        elif token.text == self.name or (token.text in SCOPES and self.is_scope()):
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
