"""Values and conditions of a dialplan: `${NAME}`, `${FUNCTION(...)}` and `$[...]`, as far as they can be known.

Three characters stand for what is known only in part: GIVEN is a text that is not empty, SOME a number above zero, and MAYBE
is anything. They never occur in a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable

GIVEN, SOME, MAYBE = "\ufdd2", "\ufdd3", "\ufdd4"
_OPAQUE = re.compile(f"[{GIVEN}{SOME}{MAYBE}]")
_TOKEN = re.compile(
    r'\s*(?:(?P<op>\|\||&&|==|=~|!=|>=|<=|::|[|&=<>+*/%?!:()-])|"(?P<quoted>[^"]*)"'
    r'|(?P<word>[^\s|&=<>+*/%?!:()"\[\]-]+)|(?P<bracket>[\[\]"]))'
)
_RANK = {"|": 1, "&": 2, "=": 3, "!=": 3, ">": 3, "<": 3, ">=": 3, "<=": 3, "+": 4, "-": 4, "*": 5, "/": 5, "%": 5}
_SAME = {"||": "|", "&&": "&", "==": "="}
_LONGEST = 4000
_MOST_TOKENS = 400
ValueOf = Callable[[str], str]


def expand(text: str, value_of: ValueOf) -> str:
    """A text with the values of its variables put in, MAYBE for those that are not known.

    `value_of` is given what stands between `${` and `}`, with the values inside put in already.
    """
    if "$" not in text:
        return text
    if len(text) > _LONGEST:
        return MAYBE
    stack: list[tuple[str, list[str]]] = [("", [])]
    position = 0
    while position < len(text):
        two = text[position : position + 2]
        if two in ("${", "$["):
            stack.append((two, []))
            position += 2
            continue
        kind, parts = stack[-1]
        if len(stack) > 1 and two[0] == kind[-1]:
            stack.append((two[0], [two[0]]))
        elif len(stack) > 1 and two[0] == ("}" if kind[-1] == "{" else "]"):
            stack.pop()
            inner = "".join(parts)
            value = inner + two[0] if len(kind) == 1 else value_of(inner) if kind == "${" else calculate(inner)
            stack[-1][1].append(value)
        else:
            parts.append(two[0])
        position += 1
    return "".join(stack[0][1]) if len(stack) == 1 else MAYBE


def known(text: str) -> bool:
    """Whether nothing in an expanded text is uncertain."""
    return not _OPAQUE.search(text)


def truth(text: str, value_of: ValueOf) -> bool | None:
    """Whether a condition holds; None where that is not known."""
    return _true(expand(text, value_of))


def calculate(text: str) -> str:
    """The value of the inside of `$[...]`, in which all values are put in."""
    tokens: list[tuple[bool, str]] = []
    position = 0
    while position < len(text) and (found := _TOKEN.match(text, position)):
        position = found.end()
        if found["op"]:
            tokens.append((True, _SAME.get(found["op"], found["op"])))
        elif found["quoted"] is not None or found["word"]:
            tokens.append((False, found["quoted"] if found["quoted"] is not None else found["word"]))
        if len(tokens) > _MOST_TOKENS:
            return MAYBE
    return _Calculation(tokens).value


class _Calculation:
    """Works out a list of tokens; what Asterisk calls a syntax error is 0."""

    def __init__(self, tokens: list[tuple[bool, str]]) -> None:
        self.values: list[str] = []
        self.operators: list[str] = []
        self.value = "0"
        expects_value = True
        for is_operator, piece in tokens:
            if not is_operator:
                if not expects_value:
                    self.value = MAYBE if MAYBE in piece else "0"
                    return
                self.values.append(piece)
                expects_value = False
            elif piece == "(":
                self.operators.append(piece)
                expects_value = True
            elif piece == ")":
                if not self._close():
                    return
                expects_value = False
            elif expects_value:
                if piece not in "!-":
                    return
                self.operators.append(f"u{piece}")
            elif (rank := _RANK.get(piece)) is None:
                self.value = MAYBE
                return
            else:
                if not self._work(rank):
                    return
                self.operators.append(piece)
                expects_value = True
        if self._work(0) and not self.operators and len(self.values) == 1:
            self.value = self.values[0]

    def _close(self) -> bool:
        if not self._work(0) or not self.operators:
            return False
        self.operators.pop()
        return True

    def _work(self, rank: int) -> bool:
        """Apply the operators that bind at least as tightly, up to an open bracket."""
        while self.operators and self.operators[-1] != "(" and _RANK.get(self.operators[-1], 9) >= rank:
            operator = self.operators.pop()
            if len(self.values) < (1 if operator[0] == "u" else 2):
                return False
            right = self.values.pop()
            if operator[0] == "u":
                truth_of = _true(right)
                negated = MAYBE if truth_of is None else str(int(not truth_of))
                self.values.append(negated if operator == "u!" else _arithmetic("-", "0", right))
            else:
                self.values.append(_apply(operator, self.values.pop(), right))
        return True


def _true(value: str) -> bool | None:
    """What Asterisk takes for true: anything but nothing and zero."""
    value = value.strip()
    if value in (GIVEN, SOME):
        return True
    if MAYBE in value or GIVEN in value or SOME in value:
        return None
    try:
        return bool(value) and int(value) != 0
    except ValueError:
        return bool(value)


def _apply(operator: str, left: str, right: str) -> str:
    if operator in "|&":
        return _join(operator, _true(left), _true(right))
    if operator in ("=", "!=", "<", ">", "<=", ">="):
        return _compare(operator, left, right)
    return _arithmetic(operator, left, right)


def _join(operator: str, left: bool | None, right: bool | None) -> str:
    decides = operator == "|"
    if decides in (left, right):
        return str(int(decides))
    return MAYBE if None in (left, right) else str(int(not decides))


def _compare(operator: str, left: str, right: str) -> str:
    if not known(left) or not known(right):
        return _compare_partly(operator, left, right)
    one, two = _number(left), _number(right)
    as_text = (left > right) - (left < right)
    order = as_text if one is None or two is None else (one > two) - (one < two)
    holds = {"=": order == 0, "!=": order != 0, "<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0}
    return str(int(holds[operator]))


def _compare_partly(operator: str, left: str, right: str) -> str:
    """A comparison with a text that is not empty, or with a number above zero."""
    if known(left):
        turned = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
        left, right, operator = right, left, turned.get(operator, operator)
    if GIVEN in left and MAYBE not in left and operator in ("=", "!=") and len(right) < len(left):
        return "1" if operator == "!=" else "0"
    if left == SOME and right == "0":
        return "1" if operator in ("!=", ">", ">=") else "0"
    if left == SOME and right == "1" and operator in ("<", ">="):
        return "1" if operator == ">=" else "0"
    return MAYBE


def _arithmetic(operator: str, left: str, right: str) -> str:
    if not known(left) or not known(right):
        return MAYBE
    one, two = _number(left) or 0.0, _number(right) or 0.0
    if operator in "/%" and not int(two):
        return "0"
    result = {"+": one + two, "-": one - two, "*": one * two}.get(operator)
    if result is None:
        result = one / two if operator == "/" else float(int(one) % int(two))
    return str(int(result)) if abs(result) < 1e15 and result == int(result) else str(result)


def _number(text: str) -> float | None:
    try:
        number = float(text) if len(text) < 30 else None
    except ValueError:
        return None
    return number if number is not None and abs(number) < 1e30 else None


_TAKES_NAME = (
    "(?:CUT|FIELDQTY|FIELDNUM|STRREPLACE|REPLACE|SHIFT|POP|PUSH|UNSHIFT|LISTFILTER|HASHKEYS?|HASH|SET|GLOBAL|SHARED|INC|DEC|"
    "PASSTHRU)"
)
_READS = re.compile(rf"\$\{{\s*(?:{_TAKES_NAME}\(\s*)?([A-Za-z_][A-Za-z0-9_]*)(?=[:}},)\s|])")


def names(text: str) -> tuple[str, ...]:
    """The variables that a text reads, each once, in the order in which they stand there."""
    if "$" not in text:
        return ()
    return tuple(dict.fromkeys(found[1].lstrip("_") for found in _READS.finditer(text) if found[1].strip("_")))


def functions(text: str) -> tuple[str, ...]:
    """The functions that a text calls, each once."""
    return tuple(dict.fromkeys(found[1].upper() for found in re.finditer(r"\$\{\s*([A-Za-z_][A-Za-z0-9_]*)\(", text)))
