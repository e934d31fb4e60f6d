"""Facts of what callers are asked for."""

from __future__ import annotations

from dataclasses import dataclass

from ivrlint.facts.subject import Subject, fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Collect(Subject):
    """A point where the caller gives data."""

    variable: str = fact("the name under which the data is kept")
    kind: str = fact("what it is (card number, cvv, pin, ...), as written")
    digits_least: int = fact("least digits of the entry; 0 when not written", "digits")
    digits_most: int = fact("most digits of the entry; 0 when not written", "digits")
    by: tuple[str, ...] = fact("keys, speech or recording")
    confirm: str = fact("none, read_back or checksum")
    used_at: tuple[str, ...] = fact("steps that read the data")
    passed_at: tuple[str, ...] = fact("transfers that pass the data")
    lost_at: tuple[str, ...] = fact("transfers to a person that pass neither the data nor anything made of it")
    dropped_at: tuple[str, ...] = fact(
        "transfers to a person that pass neither the data nor anything made of it, where a walk comes to from another that does, "
        "with no third between"
    )
    unsaid_at: tuple[str, ...] = fact(
        "mailboxes and promises to call back where the data may still be known, and that get neither it nor anything made of it"
    )
    thrown_away: str = fact("`always`, `sometimes` or `never`: calls on which the data is neither read nor passed")
    asked_before: tuple[str, ...] = fact("collects of the same name whose data is still known on some walk here")
    asked_needlessly: bool = fact(
        "the same, unless a check of what is made of the data has just led straight back to ask again, or it is only recorded"
    )
    asked_before_always: bool = fact("on every walk from the start some collect of this name was answered before")
    corrected: bool = fact(
        "a menu that reads the data leads back here, to let the caller correct it, perhaps after other entries that it reads"
    )
    reaches_unknown: bool = fact("the data may arrive at a step that is not known")
