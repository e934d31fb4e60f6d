"""What a Gather Input On Call is to the caller: a menu together with the split that follows it, or an entry."""

from __future__ import annotations

import re

from ivrlint.flow import Collect, Handler, Mark, Menu, Option, Target
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.spoken_keys import names_end
from ivrlint.readers.twilio_branches import Branch, Branches, Split
from ivrlint.readers.twilio_canvas import Canvas
from ivrlint.readers.twilio_prompt import prompt_of
from ivrlint.readers.twilio_widget import Condition, Transition, Widget

TIMEOUT = 5.0
"""Seconds of silence before `timeout`, where the widget does not say: "Gather Input On Call widget" of Twilio's documentation."""

CHOICE = "choice"
"""The kind of a spoken answer that only decides where the call goes: yes or no, not data that somebody could be given."""
_LABEL_OF_KEY = re.compile(r"(?is)if value .*|(?:digits?|press|key|option)?[\s:]*+[0-9*#,\s]*+")
_KINDS = {
    "pin": re.compile(r"(?i)(?<![a-z])(?:pin|otp|passcode|password|one[-\s]time (?:code|pass)|verification code)(?![a-z])"),
    "cvv": re.compile(r"(?i)(?<![a-z])(?:cvv|cvc|security code)(?![a-z])"),
    "card number": re.compile(
        r"(?i)(?<![a-z])(?:card number(?![a-z])"
        r"|(?:1[3-9]|(?:four|fif|six|seven|eigh|nine)teen|thirteen)[-\s]digits?[^.?!]{1,30}card"
        r"|(?<!last four )(?<!last 4 )digits? (?:number )?(?:of|on|in) (?:the |your )?(?:credit|debit|bank) card)"
    ),
    "card expiry": re.compile(
        r"(?i)card expir|(?:expiry|expiration) (?:date|month|year)|card(?: number)? (?:is )?valid (?:until|thru|through)"
        r"|(?:date|month|year)(?: that| when)?[^.?!]{1,30}card(?: number)? expires"
    ),
}


class Gathered(NamedTuple):
    """The step that a gather is, and the transitions (widget, event) to splits that became part of it."""

    step: Menu | Collect
    folded: tuple[tuple[str, str], ...] = ()


def gathered(widget: Widget, branches: Branches) -> Gathered:
    """The menu or the entry that a gather is."""
    digits = widget.number("number_of_digits", "num_digits")
    own = branches.of_events(widget)
    split = own or branches.after(widget, widget.target("keypress"))
    if split and digits in (None, 0.0, 1.0) and any(branch.keys for branch in split.branches):
        return _menu(widget, split, digits, branches, folds=own is None)
    if _only_whether(widget, digits, branches.canvas):
        return Gathered(_any_key(widget, branches.canvas))
    return Gathered(_collect(widget, digits, branches.canvas))


def _menu(widget: Widget, split: Split, digits: float | None, branches: Branches, *, folds: bool) -> Gathered:
    options: dict[str, Option] = {}
    said: list[Branch] = []
    for branch in split.branches:
        for key in branch.keys:
            taken = options.get(key)
            if taken is None:
                options[key] = Option(key, branch.transition.target, branch.condition.mark, _label(branch.condition))
            elif branch.condition.kind == "equal_to" and _to(taken.target) != _to(branch.transition.target):
                widget.complain(f"key {key} is taken by an earlier branch: this one is never chosen", branch.condition.mark)
        if branch.phrases or not branch.keys:
            said.append(branch)
    after = widget.target("keypress")
    folded = [(widget.name, "keypress")] if folds else []
    speech = widget.on("speech")
    anything = speech if speech and speech.target else None
    if anything and after and _to(anything.target) == after.to:
        folded.append((widget.name, "speech"))
        anything = None
    elif anything:
        spoken = branches.after(widget, anything.target)
        if spoken and _to_of(spoken.otherwise) == _to_of(split.otherwise) and not any(branch.keys for branch in spoken.branches):
            said += spoken.branches
            folded.append((widget.name, "speech"))
            anything = None
    step = Menu(
        name=widget.name,
        mark=widget.mark,
        prompt=prompt_of(widget, branches.canvas, barge_in=True),
        options=tuple(_with_phrases(options, said, anything)),
        no_input=_silence(widget),
        no_match=Handler(split.otherwise.mark, then=split.otherwise.target) if split.otherwise else None,
        next_digit=0.0 if digits == 1.0 else _patience(widget),
    )
    return Gathered(step, tuple(folded))


def _only_whether(widget: Widget, digits: float | None, canvas: Canvas) -> bool:
    """Whether all that counts of one key is that it was pressed: nothing ever looks at it, and silence leads elsewhere."""
    silence, pressed = _to_of(widget.on("timeout")), _to_of(widget.on("keypress"))
    heard = _to_of(widget.on("speech"))
    return (
        digits == 1.0 and widget.name not in canvas.looked_at and heard in ("", pressed) and "" not in (silence, pressed)
    ) and silence != pressed


def _any_key(widget: Widget, canvas: Canvas) -> Menu:
    """The one choice of a gather of which only counts whether a key was pressed."""
    pressed = widget.on("keypress")
    return Menu(
        name=widget.name,
        mark=widget.mark,
        prompt=prompt_of(widget, canvas, barge_in=True),
        options=(Option("", pressed.target, pressed.mark, "any key"),) if pressed else (),
        no_input=_silence(widget),
        no_match=Handler(widget.mark, possible=False),
    )


def _with_phrases(options: dict[str, Option], said: list[Branch], anything: Transition | None) -> list[Option]:
    """The options by key, with the phrases that lead to the same places, then those that can only be said."""
    result = list(options.values())
    by_key = {_to(option.target): at for at, option in reversed([*enumerate(result)]) if option.target}
    for branch in said:
        to = branch.transition.target
        same = by_key.get(_to(to))
        if same is not None:
            phrases = dict.fromkeys((*result[same].phrases, *branch.phrases))
            result[same] = result[same]._replace(phrases=tuple(phrases))
        else:
            label = branch.phrases[0] if branch.phrases else _label(branch.condition) or "anything"
            result.append(Option("", to, branch.condition.mark, label, branch.phrases))
    if anything:
        result.append(Option("", anything.target, anything.mark, "anything"))
    return result


def _collect(widget: Widget, digits: float | None, canvas: Canvas) -> Collect:
    """An entry that accepts everything. Where keys and speech lead to different places, one of them is the mistake."""
    pressed, spoken = widget.on("keypress"), widget.on("speech")
    by_keys, by_speech = _to_of(pressed), _to_of(spoken)
    by = tuple(name for name, to in (("keys", by_keys), ("speech", by_speech)) if to) or ("keys",)
    main, other = (pressed, None) if by_keys else (spoken, None)
    if by_keys and by_speech and by_keys != by_speech:
        speech_counts = by_keys == widget.name or (by_speech != widget.name and canvas.only_speech_of(widget.name))
        main, other, by = (spoken, pressed, ("speech",)) if speech_counts else (pressed, spoken, ("keys",))
    most = int(digits) if digits else 0
    finish = "" if widget.text("stop_gather") == "false" else _finish(widget)
    least = 1 if names_end(widget.text("say"), finish) else most  # Callers who are told of the key may type fewer digits.
    return Collect(
        name=widget.name,
        mark=widget.mark,
        prompt=prompt_of(widget, canvas, barge_in=True),
        variable=widget.name,
        next=main.target if main else None,
        no_input=_silence(widget),
        no_match=Handler(other.mark, then=other.target) if other else Handler(widget.mark, possible=False),
        digits=(least, most) if most else None,
        finish_on=finish,
        by=by,
        what=_what(widget) or (CHOICE if by == ("speech",) and canvas.only_decides(widget.name) else ""),
    )


def _finish(widget: Widget) -> str:
    return widget.text("finish_on_key") if widget.properties.get("finish_on_key") is not None else "#"


def _what(widget: Widget) -> str:
    """What kind of secret an entry is, from its name and its words."""
    words = re.sub(r"[_-]+|(?<=[a-z])(?=[A-Z])", " ", widget.name) + ". " + widget.text("say")
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(words)), "")


def _silence(widget: Widget) -> Handler:
    transition = widget.on("timeout")
    where: Mark = transition.mark if transition else widget.mark
    return Handler(where, after=_patience(widget), then=transition.target if transition else None)


def _patience(widget: Widget) -> float:
    seconds = widget.number("timeout")
    return TIMEOUT if seconds is None else seconds


def _label(condition: Condition) -> str:
    """What a branch is called, where that says more than its key."""
    return "" if _LABEL_OF_KEY.fullmatch(condition.label) else condition.label


def _to(target: Target | None) -> str:
    return target.to if target else ""


def _to_of(transition: Transition | None) -> str:
    return _to(transition.target) if transition else ""
