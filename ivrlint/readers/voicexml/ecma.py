"""The little of ECMAScript that VoiceXML documents are full of: which variables an expression reads, and what it comes to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from ivrlint.flow.tuples import NamedTuple

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
    re.findall(
        r"\S+",
        """
    true false null undefined new this typeof instanceof in delete void var function return if else for while do
    break continue switch case default try catch finally throw let const Math Date String Number Array Object
    Boolean RegExp JSON NaN Infinity parseInt parseFloat isNaN eval arguments session lastresult _event _message
    _prompt _dtmf
    """,
    )
)
SCOPES = frozenset(("application", "document", "dialog", "anonymous"))

SHARED = "application."
"""What stands before a variable of the root document, which all documents of an application share."""


class Token(NamedTuple):
    """One sign of an expression: its kind (text, number, name, sign) and how it is written (a text without its quotes)."""

    kind: str
    text: str


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
    """The variables that an expression reads, each once: `a` of `a.b`, `a$.confidence` and `dialog.a`, but no functions.

    Those of the root document stay `application.a`.
    """
    found: dict[str, None] = {}
    all_ = tokens(expression)
    for at, token in enumerate(all_):
        if token.kind != "name" or after(all_, at, ".") or before(all_, at, "(") or _is_key(all_, at):
            continue
        name, scope = token.text, ""
        if name in SCOPES and before(all_, at, "."):
            scope = SHARED if name == "application" else ""
            name = all_[at + 2].text if at + 2 < len(all_) and all_[at + 2].kind == "name" else ""
        name = name.removesuffix("$")
        if name and name not in _NO_VARIABLES and name not in SCOPES:
            found[f"{scope}{name}"] = None
    return tuple(found)


def assigned(script: str) -> tuple[str, ...]:
    """The variables that a script gives values to, outside of the functions that it declares."""
    all_ = tokens(script)
    found: dict[str, None] = {}
    depth = 0
    for at, token in enumerate(all_):
        depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "sign" else 0
        given = before(all_, at, "=", "+=", "-=", "++", "--") or after(all_, at, "++", "--")
        if given and not depth and token.kind == "name" and not after(all_, at, ".") and token.text not in _NO_VARIABLES:
            found[token.text] = None
    return tuple(found)


def read_in(script: str) -> tuple[str, ...]:
    """The variables that a script reads; those that it only gives values to are left out."""
    all_ = tokens(script)
    every = [(at, token.text) for at, token in enumerate(all_) if token.kind == "name" and not after(all_, at, ".")]
    read = {name for at, name in every if not before(all_, at, "=")}
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
        simple = not (before(all_, at, ".", "(", "[", "?") or after(all_, at, ".", "?", ":"))
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
        is_read = token.kind == "name" and not after(tokens(expression), at, ".") and token.text in names(expression)
        quoted = f"'{token.text}'" if token.kind == "text" else token.text
        parts.append(f"{{{resolve(token.text)}}}" if is_read else quoted.replace("{", "{{").replace("}", "}}"))
    text = "".join(f" {part} " if re.fullmatch(r"[-+*/%<>=!&|?:]+|new|typeof", part) else part for part in parts)
    return _SPACES.sub(" ", text).strip()[:300] or "(computed)"


def after(all_: Sequence[Token], at: int, *signs: str) -> bool:
    """Whether a sign stands behind one of these."""
    return at > 0 and all_[at - 1].kind == "sign" and all_[at - 1].text in signs


def before(all_: Sequence[Token], at: int, *signs: str) -> bool:
    """Whether a sign stands before one of these."""
    return at + 1 < len(all_) and all_[at + 1].kind == "sign" and all_[at + 1].text in signs


def _is_key(all_: Sequence[Token], at: int) -> bool:
    """Whether a name is the key of an object that is written out: `{a: 1, b: 2}`."""
    return before(all_, at, ":") and after(all_, at, "{", ",")


def conditions(expressions: Sequence[str]) -> Iterator[str]:
    """All variables that conditions read, each once."""
    yield from dict.fromkeys(name for expression in expressions for name in names(expression))
