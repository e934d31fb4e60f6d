"""What the picture says in words: kinds, details, exits and places."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.flow import AnyStep, Check, Collect, Message, Run, Set, Transfer, Unknown, Visit
from ivrlint.graph import kind_of

_KINDS = {"callback": "call back", "hang_up": "hang up", "unknown": "not known"}
_EXITS = {
    "no_input": "no input",
    "no_match": "wrong key",
    "no_answer": "no answer",
    "failed": "fails",
    "next": "then",
    "visit": "visits",
    "return": "comes back",
}
_LONG = 30
"""Names of recordings that are longer are told without their folders."""


def tidy(text: str) -> str:
    """One line of printable text; what no printer knows becomes a question mark."""
    return " ".join("".join(letter if letter.isprintable() or letter.isspace() else "?" for letter in text).split())


def kind_words(step: AnyStep) -> str:
    """The small words over the name of a step."""
    if isinstance(step, Transfer):
        return {"person": "transfer to a person", "bot": "transfer to a bot", "outside": "transfer outside"}[step.to]
    if isinstance(step, Check) and step.asks == "hours":
        return "check hours"
    kind = kind_of(step)
    return _KINDS.get(kind, kind)


def exit_words(label: str, step: AnyStep) -> str:
    """How one exit is called where it has no key."""
    if label == "no_match" and isinstance(step, Collect):
        return "wrong entry"
    if label == "next" and isinstance(step, Collect):
        return "entered"
    if isinstance(step, Check) and label and all(letter in "0123456789*#" for letter in label):
        return f"= {label}"
    return tidy(_EXITS.get(label, label))


def heard(step: AnyStep, *, briefly: bool = False) -> str:
    """What the caller hears: the words, or the names of the recordings, `briefly` without folders where they are long."""
    if step.prompt is None:
        return ""
    text = tidy(step.prompt.text)
    if text:
        return f'"{text}"'
    audio = tidy(step.prompt.audio)
    if briefly and len(audio) > _LONG:
        audio = " & ".join(one.rstrip("/").rpartition("/")[2] for one in audio.split(" & "))
    return f"(recording {audio})" if audio else ""


def details(step: AnyStep) -> str:
    """What the step does besides speaking, in a few words."""
    return tidy(", ".join(filter(None, _details(step))))


def _details(step: AnyStep) -> Iterator[str]:
    if isinstance(step, Collect):
        yield f"keeps {step.variable}" + _digits(step.digits)
    elif isinstance(step, Check):
        yield "" if step.asks == "hours" else step.asks
        yield _listed("asks about", tuple(name for name in step.uses if name not in step.asks))
    elif isinstance(step, Run):
        yield step.service
        yield _listed("with", step.uses)
        yield _listed("gives", step.gives)
    elif isinstance(step, Set):
        yield from (f"{value.name} = {value.value}" for value in step.values)
    elif isinstance(step, Transfer):
        yield step.who or step.number
        yield _listed("passes", step.passes)
        yield f"waits up to {_duration(step.wait)}" if step.wait else ""
    elif isinstance(step, Message):
        yield step.who
        yield _listed("passes", step.passes)
        yield f"reply within {step.reply_within}" if step.reply_within else ""
    elif isinstance(step, Visit):
        yield "" if step.flow else "another flow"
        yield _listed("passes", step.passes)
    elif isinstance(step, Unknown):
        yield step.what


def _listed(word: str, names: tuple[str, ...]) -> str:
    return f"{word} {' + '.join(names)}" if names else ""


def _digits(digits: tuple[int, int] | None) -> str:
    if digits is None:
        return ""
    least, most = digits
    return f" ({least} digits)" if least == most else f" ({least}-{most} digits)"


def _duration(seconds: float) -> str:
    return f"{seconds / 60:g} min" if seconds >= 60 else f"{seconds:g} s"
