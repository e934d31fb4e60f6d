"""The names of an agent: of steps as its author would find them, and of parameters in conditions and prompts."""

from __future__ import annotations

import re

from ivrlint.flow.tuples import NamedTuple

LONGEST = 60
"""Characters of a condition that are shown as a name."""

_PARAMETER = re.compile(
    r"\$(?:(session|page|intent)\.params|(flow))\.([A-Za-z_][A-Za-z0-9_-]*)((?:\.[A-Za-z0-9_-]+|\[[^\[\]]{0,40}\])*)"
)
_FUNCTION = re.compile(r"\$sys\.func\.([A-Za-z_]+)[ ]?\(")
_OTHER = re.compile(r"\$(?:request|sys)((?:\.[A-Za-z_][A-Za-z0-9_-]*)+)(?:\[[^\[\]]{0,40}\])?")
_ANY = re.compile(rf"(?P<parameter>{_PARAMETER.pattern})|(?P<function>{_FUNCTION.pattern})|(?P<other>{_OTHER.pattern})|[{{}}]")
_BRACKET = re.compile(r"[()]")
_SCOPE = re.compile(r"\$(?:session\.params|page\.params|intent\.params|flow)\.")
_FORBIDDEN_END = re.compile(r"\.(?=(?:ya?ml|json)\Z)")
_FINAL = re.compile(r"\s*\$page\.params\.status\s*=\s*[\"']?FINAL[\"']?\s*", re.IGNORECASE)


class Spoken(NamedTuple):
    """A text with `{name}` for each value that is filled in."""

    text: str
    reads: tuple[str, ...]
    complete: bool


def tidy(name: str) -> str:
    """A name that a step may have: on one line, and not to be taken for that of a file."""
    if not name.isprintable():
        name = "".join(sign if sign.isprintable() else " " for sign in name)
    return _FORBIDDEN_END.sub(" ", " ".join(name.split()))


def label(intent: str) -> str:
    """What an intent is called; Google's own components all begin alike."""
    return tidy(intent).removeprefix("prebuilt_components_") or tidy(intent) or "an intent"


def join(*parts: str) -> str:
    """The name of a part of a flow."""
    return " / ".join(tidy(part) for part in parts)


def parameter(written: str) -> str:
    """The name of a parameter as `setParameterActions` write it: with `$session.params.` or without, `$flow.` kept apart."""
    found = _PARAMETER.fullmatch(written.strip())
    if found:
        return _name(found)
    bare = re.sub(r"[{}$\s]+", " ", written).strip().lstrip("0123456789 .")
    return bare or "value"


def reads(text: str) -> tuple[str, ...]:
    """The parameters that a condition or a value reads."""
    if "$" not in text:
        return ()
    return tuple(dict.fromkeys(_name(found) for found in _PARAMETER.finditer(text) if found[3] != "status" or found[1] != "page"))


def spoken(text: str) -> Spoken:
    """The words of a message."""
    if "$" not in text and "{" not in text and "}" not in text:
        return Spoken(text, (), complete=True)
    words: list[str] = []
    names: dict[str, None] = {}
    at = 0
    complete = True
    while found := _ANY.search(text, at):
        words.append(text[at : found.start()])
        at = found.end()
        if found[0] in "{}":
            words.append(found[0] * 2)
            continue
        complete = False
        if found["function"]:
            at = _closing(text, at)
            own = reads(text[found.end() : at]) or (found[0].removeprefix("$sys.func.").rstrip("( ").lower(),)
        elif found["other"]:
            own = (found[0].lstrip("$").partition("[")[0],)
        else:
            own = reads(found[0]) or ("status",)
        names.update(dict.fromkeys(own))
        words.append(" ".join("{" + name + "}" for name in own))
    return Spoken("".join((*words, text[at:])), tuple(names), complete)


def filled(text: str) -> str:
    """A value with `{name}` for each parameter in it; functions are left as they are written."""
    doubled = text.replace("{", "{{").replace("}", "}}")
    return _PARAMETER.sub(lambda found: "".join("{" + name + "}" for name in reads(found[0])) or found[0], doubled)


def shown(condition: str) -> str:
    """A condition as the name of a case: without scopes, cut where it is long."""
    short = tidy(_SCOPE.sub("", condition)) or ("a condition" if condition.strip() else "")
    return short if len(short) <= LONGEST else short[: LONGEST - 1].rstrip() + "\u2026"


def always(condition: str) -> bool:
    """Whether a condition is the word true."""
    return condition.strip().strip("\"'").lower() == "true"


def never(condition: str) -> bool:
    """Whether a condition is the word false."""
    return condition.strip().strip("\"'").lower() == "false"


def when_filled(condition: str) -> bool:
    """Whether a condition only asks whether the form of the page is filled."""
    return _FINAL.fullmatch(condition) is not None


def _name(found: re.Match[str]) -> str:
    return f"flow.{found[3]}" if found[2] else found[3]


def _closing(text: str, at: int) -> int:
    """Behind the bracket that closes the one before `at`; the end of the text when none does."""
    depth = 1
    for bracket in _BRACKET.finditer(text, at):
        depth += 1 if bracket[0] == "(" else -1
        if not depth:
            return bracket.end()
    return len(text)
