"""JSON text as the positioned tree: strict, iterative, with one plain sentence for whatever is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # what json itself uses
from typing import Any, NoReturn

from ivrlint.flow import Problem, Refusal
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.tree import At, List, Map, mark

MAX_DEPTH = 1000
"""Brackets within brackets. Real files stay below 20."""

MAX_DIGITS = 400
"""Digits of a number: beyond this a double is infinite, and whole numbers cost quadratic time."""


class Document(NamedTuple):
    """The value of a JSON text, where it stands, and what is wrong in it without breaking it (names written twice)."""

    value: Any
    at: At
    problems: tuple[Problem, ...]


def parse(text: str, file: str) -> Document | Refusal:
    """The JSON text as a tree, or where and why it is not JSON. Of a name written twice the last value counts."""
    try:
        return _build(text, file)
    except _BrokenError as broken:
        line, column = _place(text, broken.offset)
        return Refusal(file, broken.sentence, line, column)


def parse_inside(text: str, file: str, at: At) -> Document | Refusal:
    """The same for JSON that is itself a text value of a file: everything stands where that value stands."""
    result = parse(text, file)
    if isinstance(result, Refusal):
        return Refusal(file, f"the text here is not JSON, see its line {result.line}: {result.message}", *at[:2])
    todo = [result.value]
    while todo:
        value = todo.pop()
        if isinstance(value, Map):
            value.at = at
            value.key_at = dict.fromkeys(value, at)
            value.value_at = dict.fromkeys(value, at)
            todo.extend(value.values())
        elif isinstance(value, List):
            value.at = at
            value.item_at = [at] * len(value)
            todo.extend(value)
    return Document(result.value, at, tuple(Problem(problem.message, mark(file, at)) for problem in result.problems))


class _BrokenError(Exception):
    """The text is not JSON, at this offset."""

    def __init__(self, sentence: str, offset: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.offset = offset


# What a token is, and what may come next.
_TEXT, _SCALAR, _OPEN, _CLOSE, _COMMA, _COLON, _END = range(7)
_VALUE, _VALUE_OR_CLOSE, _KEY, _KEY_OR_CLOSE, _AFTER_KEY, _AFTER_VALUE = range(6)
_MAY_CLOSE = (_VALUE_OR_CLOSE, _KEY_OR_CLOSE, _AFTER_VALUE)

_TOKEN = re.compile(
    r"[ \t\n\r]*+(?:"
    r"([\[{])|([\]}])|(,)|(:)"
    r'|"([^"\\\x00-\x1f]*+)"'
    r"|(-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?)(?![0-9.eE+\w-])"
    r'|(true|false|null)(?!\w)|(")|(\Z)|)'
)
_BREAK = re.compile(r"\r\n|\n|\r")
_WORD = re.compile(r"[-+.\w]{1,40}")
_CONSTANTS = {"true": True, "false": False, "null": None}
_SURROGATE = re.compile("[\ud800-\udfff]")

_Token = tuple[int, Any, int, At]


def _place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, counted from 1."""
    line, start = 1, 0
    for found in _BREAK.finditer(text, 0, offset):
        line, start = line + 1, found.end()
    return line, offset - start + 1


def _tokens(text: str) -> Iterator[_Token]:
    """Kind, value, offset and place of each token. A text spans no lines, so that places cost next to nothing."""
    starts = [0, *(found.end() for found in _BREAK.finditer(text)), len(text) + 1]
    match = _TOKEN.match
    line = 1
    end = 1 if text.startswith("\ufeff") else 0
    while True:
        found = match(text, end)
        assert found is not None  # noqa: S101 - the last alternative is empty
        group = found.lastindex
        if group is None:
            raise _BrokenError(_stray(text, found.end()), found.end())
        start, end = found.span(group)
        value: Any = found[group]
        kind = _KINDS[group]
        if group == 5:
            start, end = start - 1, end + 1
        elif group == 6:
            value = _number(value, start)
        elif group == 7:
            value = _CONSTANTS[value]
        elif group == 8:
            value, end = _escaped(text, start)
        while starts[line] <= start:
            line += 1
        column = start - starts[line - 1] + 1
        yield kind, value, start, (line, column, line, column + end - start)


_KINDS = (-1, _OPEN, _CLOSE, _COMMA, _COLON, _TEXT, _SCALAR, _SCALAR, _TEXT, _END)


def _number(digits: str, start: int) -> int | float:
    if len(digits) > MAX_DIGITS:
        raise _BrokenError(f"a number has more than {MAX_DIGITS} digits", start)
    return int(digits) if digits.lstrip("-").isdigit() else float(digits)


def _escaped(text: str, start: int) -> tuple[str, int]:
    """A text with escapes in it and the offset behind it; half a surrogate pair, which no text can hold, becomes U+FFFD."""
    try:
        value, end = scanstring(text, start + 1, True)
    except JSONDecodeError as wrong:
        found = text[wrong.pos : wrong.pos + 1]
        if wrong.msg.startswith("Unterminated"):
            raise _BrokenError("this text is never closed: the file ends too early", start) from wrong
        if wrong.msg.startswith("Invalid control"):
            what = "a line break" if found in "\r\n" else "a control character"
            raise _BrokenError(f"{what} stands inside a text: write it as an escape, such as \\n", wrong.pos) from wrong
        raise _BrokenError("JSON does not know this escape", wrong.pos) from wrong
    return _SURROGATE.sub("\ufffd", value), end


def _stray(text: str, offset: int) -> str:
    """Why nothing in JSON can begin here."""
    if text.startswith(("//", "/*", "#"), offset):
        return "JSON has no comments"
    if text[offset] in "'`\u2018\u2019\u201c\u201d":
        return "JSON texts stand in straight double quotes"
    word = _WORD.match(text, offset)
    if word is None:
        return f"{text[offset]!r} has no place in JSON here"
    if word[0].lstrip("+-").lower() in ("nan", "infinity"):
        return f"{word[0]} is not a JSON number"
    if word[0][0] in "+-.0123456789":
        return f"{word[0]} is not a number as JSON writes it"
    return f"{word[0]} is neither a JSON value nor a text in double quotes"


def _build(text: str, file: str) -> Document:  # noqa: PLR0912 - one branch a token, in the order of how often it comes
    problems: list[Problem] = []
    top = List((1, 1, 1, 1))
    into: Map | List = top
    open_: list[tuple[Map | List, str, int]] = []
    key = ""
    state = _VALUE
    comma = 0
    for kind, value, offset, at in _tokens(text):
        if kind <= _SCALAR and state <= _VALUE_OR_CLOSE:
            if isinstance(into, Map):
                into[key] = value
                into.value_at[key] = at
            else:
                into.append(value)
                into.item_at.append(at)
            state = _AFTER_VALUE
        elif kind == _TEXT and state <= _KEY_OR_CLOSE and isinstance(into, Map):
            key = value
            if key in into:
                problems.append(Problem(f"the name {key!r} stands here twice: only the last one counts", mark(file, at)))
            into.key_at[key] = at
            state = _AFTER_KEY
        elif kind == _COLON and state == _AFTER_KEY:
            state = _VALUE
        elif kind == _COMMA and state == _AFTER_VALUE and open_:
            state = _KEY if isinstance(into, Map) else _VALUE
            comma = offset
        elif kind == _OPEN and state <= _VALUE_OR_CLOSE:
            if len(open_) == MAX_DEPTH:
                raise _BrokenError(f"brackets stand more than {MAX_DEPTH} deep", offset)
            open_.append((into, key, offset))
            into = Map(at) if value == "{" else List(at)
            state = _KEY_OR_CLOSE if value == "{" else _VALUE_OR_CLOSE
        elif kind == _CLOSE and open_ and state in _MAY_CLOSE and isinstance(into, Map) == (value == "}"):
            into.at = (*into.at[:2], *at[2:])
            _put(*open_[-1][:2], into)
            into = open_.pop()[0]
            state = _AFTER_VALUE
        elif kind == _END and state == _AFTER_VALUE and not open_:
            return Document(top[0], top.item_at[0], tuple(problems))
        else:
            _complain(kind, value, offset, state, [start for _, _, start in open_], comma, text)
    raise AssertionError  # the end of the text is a token


def _put(into: Map | List, key: str, child: Map | List) -> None:
    if isinstance(into, Map):
        into[key] = child
        into.value_at[key] = child.at
    else:
        into.append(child)
        into.item_at.append(child.at)


def _complain(kind: int, value: object, offset: int, state: int, open_: list[int], comma: int, text: str) -> NoReturn:
    """Say what is wrong with a token that has no place where it stands."""
    if kind == _END:
        if not open_:
            raise _BrokenError("the file is empty", 0)
        line, _ = _place(text, open_[-1])
        raise _BrokenError(f"the file ends too early: the bracket opened in line {line} is never closed", offset)
    if kind == _CLOSE and state in (_KEY, _VALUE) and comma > (open_[-1] if open_ else 0):
        raise _BrokenError("a comma stands before the closing bracket", comma)
    if kind == _CLOSE and open_ and state in _MAY_CLOSE:
        line, _ = _place(text, open_[-1])
        raise _BrokenError(f"{value} closes the {text[open_[-1]]} of line {line}", offset)
    if state == _AFTER_VALUE:
        missing = "a comma is missing before this" if open_ and kind != _COLON else "something follows the end of the JSON"
        raise _BrokenError("a colon has no place here" if open_ and kind == _COLON else missing, offset)
    if state == _AFTER_KEY:
        raise _BrokenError("a colon is missing after the name", offset)
    expected = "a name in double quotes" if state in (_KEY, _KEY_OR_CLOSE) else "a value"
    raise _BrokenError(f"{expected} is missing before this", offset)
