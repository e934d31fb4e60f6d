"""What callers enter, and what of it whoever answers gets to see."""

from __future__ import annotations

import re

from ivrlint.readers.genesys.draft import Draft
from ivrlint.readers.genesys.expressions import names_in

_DECIDES = frozenset({"decision", "switch"})
_SHOWN = frozenset({"setScreenPop", "setUUIData", "setExternalTag"})
_SECRET = re.compile(r"(?i)secret|password|passwd|token|credential|api[_-]?key|client[_-]?id")
_KINDS = {
    "cvv": re.compile(r"(?i)\b(?:cvv|cvc|security code)\b"),
    "card expiry": re.compile(r"(?i)\b(?:expiry|expiration)\b|\bcard expires\b"),
    "card number": re.compile(r"(?i)\b(?:(?:credit|debit|payment|bank) ?card|card) ?(?:number|no)\b"),
    "pin": re.compile(r"(?i)\b(?:pin|passcode|password|personal identification number)\b"),
}
_JOINTS = re.compile(r"[_.-]+|(?<=[a-z0-9])(?=[A-Z])")


def secret(name: str) -> bool:
    """Whether what stands under a name should not be shown."""
    return _SECRET.search(name) is not None


def participant_data(draft: Draft) -> tuple[str, ...]:
    """What whoever answers gets to see: the participant data, and what a script or another system is shown."""
    names: dict[str, None] = {}
    for action in draft.actions:
        if action.kind == "setParticipantData":
            names.update(dict.fromkeys(given.name for given in action.sets))
        elif action.kind in _SHOWN:
            names.update(dict.fromkeys(action.reads))
    return tuple(names)


def kinds_of_entries(draft: Draft) -> dict[str, str]:
    """What kind of thing each variable is that callers enter: a secret by its name and words, a choice if it is only compared."""
    kinds: dict[str, str] = {}
    decides: set[str] = set()
    used: set[str] = set()
    entered: set[str] = set()
    for action in draft.actions:
        if action.kind == "collectInput":
            variable = action.gives[0] if action.gives else ""
            entered.add(variable)
            words = action.words.get("inputAudio") or action.words.get("audio")
            text = f"{' '.join(_JOINTS.split(variable))}. {words.text if words else ''}"
            kinds.setdefault(variable, next((kind for kind, pattern in _KINDS.items() if pattern.search(text)), ""))
        read = {*action.reads, *(name for given in action.sets for name in given.reads)}
        (decides if action.kind in _DECIDES else used).update(read)
        for each in action.words.values():
            used.update(draft.called(name) for name in names_in(each.text))
    for variable in entered & decides - used:
        kinds[variable] = kinds[variable] or "choice"
    return kinds
