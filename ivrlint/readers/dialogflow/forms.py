"""The form of a page: one entry after the other, each passed over when its value is known already."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ivrlint.flow import Case, Check, Collect, Handler, Prompt, Target
from ivrlint.readers.dialogflow import names
from ivrlint.readers.dialogflow.fulfilment import unique
from ivrlint.readers.dialogflow.mistakes import Mistakes
from ivrlint.readers.dialogflow.part import Part
from ivrlint.readers.dialogflow.settings import Keys
from ivrlint.readers.dialogflow.ways import Place, Ways

ANY = "@sys.any"
IF_KNOWN = "whether it is known"
"""What is asked before an entry that is passed over when its value is known."""

_INVALID = "sys.invalid-parameter"
_KINDS = {
    "pin": re.compile(
        r"(?i)(?<![a-z])(?:pin|otp|passcode|password|one[-\s]time (?:code|pass)|verification code|security key)(?![a-z])"
    ),
    "cvv": re.compile(r"(?i)(?<![a-z])(?:cvv|cvc|security code)(?![a-z])"),
    "card number": re.compile(r"(?i)(?<!four digits of your )(?<![a-z])(?:credit |debit )?card number(?![a-z])"),
    "card expiry": re.compile(r"(?i)(?:card|credit|debit)[^.?!]{0,20}expir|(?:expiry|expiration) (?:date|month|year)"),
}


class Form:
    """The parameters of a page that its callers are asked for."""

    def __init__(self, ways: Ways, place: Place) -> None:
        self.ways, self.place = ways, place
        form = place.part.part("form") if place.page else None
        found = form.parts("parameters") if form else []
        self.parameters = [one for one in found if one.map.get("required") is True and one.text("displayName").strip()]


def asked(form: Form, then: Target, heard: Sequence[Case], failed: Target | None) -> Target:
    """The entries of a form, the last one first."""
    for parameter in reversed(form.parameters):
        then = _entry(form, parameter, then, heard, failed)
    return then


def _entry(form: Form, parameter: Part, then: Target, heard: Sequence[Case], failed: Target | None) -> Target:
    ways, place = form.ways, form.place
    plan = ways.plan
    written = parameter.text("displayName").strip()
    variable = names.parameter(written)
    base = f"{place.base} / {names.shown(written)}"
    mark = parameter.mark("displayName")
    behaviour = parameter.part("fillBehavior")
    collect = plan.name(base)
    again = Target(collect, mark)
    mistakes = Mistakes(ways, place, parameter, again)
    keys = Keys(mistakes.settings)
    said = _said(form, mistakes, base, variable, then, heard)
    words: list[Prompt] = []

    def fuse(prompt: Prompt) -> Target:
        words.append(prompt)
        return again

    initial = behaviour.part("initialPromptFulfillment") if behaviour else None
    head = ways.writer.chain(f"{base} / asks", initial, again, failed=failed, fuse=fuse)
    any_words = parameter.text("entityType") == ANY
    step = Collect(
        name=collect,
        mark=mark,
        prompt=words[0] if words else None,
        variable=variable,
        next=said,
        no_input=mistakes.handler("no-input"),
        no_match=Handler(mark, possible=False) if any_words else mistakes.handler("no-match"),
        digits=(1, keys.most) if keys.most else None,
        finish_on=keys.finish,
        by=("speech", "keys") if keys.enabled else ("speech",),
        what=_kind(written, words),
    )
    plan.add(step)
    guard = Check(
        name=plan.name(f"{base} known"),
        mark=mark,
        asks=IF_KNOWN,
        uses=(variable,),
        cases=(Case("known", then, mark),),
        otherwise=head,
    )
    form.ways.guards[guard.name] = (variable, collect, then.to)
    return plan.add(guard)


def _said(form: Form, mistakes: Mistakes, base: str, variable: str, then: Target, heard: Sequence[Case]) -> Target:
    """What the system makes of the caller's words: one of the intents of the page, or the entry."""
    used: dict[str, int] = {}
    cases = [case._replace(name=unique(case.name, used)) for case in heard]
    invalid = mistakes.levels[0].get(_INVALID)
    if invalid and mistakes.goes_on(invalid):
        cases.append(Case(_INVALID, mistakes.own(invalid, _INVALID), invalid.mark("event")))
    if not cases:
        return then
    check = Check(
        name=form.ways.plan.name(f"{base} heard"),
        mark=cases[0].mark,
        asks="what the caller said",
        uses=(variable,),
        cases=tuple(cases),
        otherwise=then,
    )
    return form.ways.plan.add(check)


def _kind(name: str, words: Sequence[Prompt]) -> str:
    """What kind of secret an entry is, by its name and the words of the question."""
    text = re.sub(r"[_-]+|(?<=[a-z])(?=[A-Z])", " ", name) + ". " + " ".join(prompt.text for prompt in words)
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(text)), "")
