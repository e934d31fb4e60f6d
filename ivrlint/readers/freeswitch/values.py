"""Variables of FreeSWITCH: `$${name}`, known when a file is loaded, and `${name}`, known during a call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ivrlint.flow.tuples import NamedTuple

_LONGEST = 4000
_GLOBAL = re.compile(r"\$\$\{([^{}$]{1,200})\}")
_NAME = re.compile(r"(?<!\$)\$\{\s*([A-Za-z_][\w.-]{0,80})(?!\w|[.-]|\s*\()")
_CALLED = re.compile(r"(?<!\$)\$\{\s*[A-Za-z_][\w.-]{0,80}\s*\(")
_ANY = re.compile(r"\$\{|\$[0-9]")
_READ = re.compile(r"(?<!\$)\$\{\s*([A-Za-z_][\w.-]{0,80})(?:\[[^\]{}]*\])?(?::[^${}]*)?\s*\}")
_HOLE = re.compile(r"\$\{[^{}]*\}|\$\{|\$[0-9]")

_CLOSING = {"{": "}", "<": ">", "[": "]"}


class Spoken(NamedTuple):
    """Words with variables, in the notation of prompts. `complete` is false when parts of them are made elsewhere."""

    text: str
    reads: tuple[str, ...] = ()
    complete: bool = True


def expand(text: str, variables: Mapping[str, str]) -> str:
    """A text with the values that were set when the files were loaded."""
    for _ in range(5):
        if "$${" not in text or len(text) > _LONGEST:
            break
        new = _GLOBAL.sub(lambda found: variables.get(found[1].strip(), found[0]), text)
        if new == text:
            break
        text = new
    return text[:_LONGEST]


def fill(text: str, groups: Mapping[str, str]) -> str:
    """A text with what `$1`, `$2` … stand for."""
    if not groups or "$" not in text:
        return text
    return re.sub(r"\$([0-9])|\$\{([0-9])\}", lambda found: groups.get(found[1] or found[2], found[0]), text)[:_LONGEST]


def names_in(text: str) -> tuple[str, ...]:
    """The names that a text reads during the call."""
    return tuple(dict.fromkeys(_NAME.findall(text))) if "${" in text else ()


def is_open(text: str) -> bool:
    """Whether a part of a text is known only during the call."""
    return _ANY.search(text) is not None


def calls(text: str) -> bool:
    """Whether a text makes FreeSWITCH do something: `${db(insert/…)}`."""
    return _CALLED.search(text) is not None


def spoken(text: str) -> Spoken:
    """Words as callers hear them."""
    parts: list[str] = []
    reads: list[str] = []
    complete = True
    at = 0
    for found in _READ.finditer(text):
        literal, whole = _literal(text[at : found.start()])
        complete = complete and whole
        parts += (literal, "{" + found[1] + "}")
        reads.append(found[1])
        at = found.end()
    literal, whole = _literal(text[at:])
    return Spoken(" ".join("".join((*parts, literal)).split()), tuple(dict.fromkeys(reads)), complete and whole)


def _literal(text: str) -> tuple[str, bool]:
    without = _HOLE.sub(" ", text)
    return without.replace("{", "{{").replace("}", "}}"), without == text


def seconds(text: str, otherwise: float) -> float:
    """A number of milliseconds as seconds; as FreeSWITCH reads it, up to the first sign that is no digit."""
    found = whole_number(text)
    return found / 1000 if found is not None and found > 0 else otherwise


def whole_number(text: str) -> int | None:
    """A number as FreeSWITCH reads it: the digits at the beginning."""
    found = re.match(r"\s*([+-]?[0-9]{1,9})", text)
    return int(found[1]) if found else None


def is_true(text: str) -> bool:
    """What FreeSWITCH takes for true."""
    return text.strip().lower() in {"yes", "on", "true", "t", "enabled", "active", "allow"} or (whole_number(text) or 0) > 0


def split_arguments(text: str, separator: str = " ") -> list[tuple[str, int]]:
    """The parts of a text between separators, each with its place; quotes and backslashes hold parts together.

    Blanks in a row count as one, as in the arguments of applications.
    """
    result: list[tuple[str, int]] = []
    at, end, last_quote = 0, len(text), text.rfind("'")
    while at < end:
        if separator == " " and text[at] == " ":
            at += 1
            continue
        start = at
        quote = ""
        chars: list[str] = []
        while at < end:
            char = text[at]
            if char == "\\" and at + 1 < end and text[at + 1] in "\\' ":
                chars.append(text[at + 1])
                at += 2
                continue
            if char == "'" and (quote or at < last_quote):
                quote = "" if quote else char
            elif char == separator and not quote:
                break
            else:
                chars.append(char)
            at += 1
        result.append(("".join(chars).strip(), start))
        at += 1
    return result


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Names in their order, each once."""
    return tuple(dict.fromkeys(names))


def in_front(text: str) -> tuple[str, str]:
    """The variables in brackets before an address (`{name=value}`, `[…]`, `<…>`), and the address itself."""
    found: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        end = _closed_at(text, at) if text[at] in _CLOSING else 0
        if not end:
            break
        found.append(text[at + 1 : end - 1])
        at = end
    return ",".join(found), text[at:]


def _closed_at(text: str, start: int) -> int:
    """Behind the bracket that closes the one at `start`; 0 when there is none."""
    opening, depth = text[start], 0
    either = re.compile(rf"[{re.escape(opening + _CLOSING[opening])}]")
    for found in either.finditer(text, start):
        depth += 1 if found[0] == opening else -1
        if not depth:
            return found.end()
    return 0
