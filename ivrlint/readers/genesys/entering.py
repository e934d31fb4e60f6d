"""What callers enter: digits, extensions, names."""

from __future__ import annotations

from ivrlint.flow import Collect, Handler, Prompt, Target, Transfer
from ivrlint.readers.genesys.context import Context, Steps
from ivrlint.readers.genesys.draft import Action
from ivrlint.readers.genesys.expressions import identifier


def collect(context: Context, number: int, action: Action) -> Steps:
    """An entry on the keys. The platform does not say whether it was silence or a mistake that failed."""
    failed = context.failure(action)
    mark = context.mark(action, "failure")
    variable = action.gives[0] if action.gives else identifier(action.name)
    least, most = (_digits(context.text(action, key)) for key in ("min", "max"))
    exact = _digits(context.text(action, "exact", "numberOfDigits"))
    digits = (exact, exact) if exact else (least or 1, most) if most else None
    finish = context.text(action, "terminatingDtmf").removeprefix("digit_")
    verified = context.text(action, "verificationType", "verification").lower() not in ("", "none", "false")
    yield Collect(
        name=context.name(number),
        mark=action.mark,
        prompt=context.prompt(action, "inputAudio") or context.prompt(action),
        variable=variable,
        next=context.ways.out(action, "success"),
        no_input=Handler(mark, after=context.seconds(action, "noEntryTimeout") or context.draft.entry_wait, then=failed),
        no_match=Handler(mark, then=failed),
        digits=digits,
        finish_on=finish if len(finish) == 1 and finish in "0123456789*#" else "",
        what=context.kinds.get(variable, ""),
        confirm="read_back" if verified else "none",
    )


def _digits(text: str) -> int:
    number = text.removesuffix(".0")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 0


def dial(context: Context, number: int, action: Action) -> Steps:
    """The caller enters a number or a name, and is put through to somebody."""
    name = context.name(number)
    failed = context.failure(action) or (context.ways.trouble(number, action.mark) if action.task is None else None)
    what = "name" if "ame" in action.kind else "extension"
    transfer = context.further(number, "put through")
    variable = identifier(f"{what} ({name})")
    prompt = (
        context.prompt(action, "inputAudio") or context.prompt(action) or Prompt("", action.mark, audio=f"asks for the {what}")
    )
    handler = Handler(action.mark, after=context.seconds(action, "interDigitTimeout"), then=failed)
    yield Collect(
        name=name,
        mark=action.mark,
        prompt=prompt,
        variable=variable,
        next=Target(transfer, action.mark),
        no_input=handler,
        no_match=handler,
    )
    yield Transfer(
        name=transfer,
        mark=action.mark,
        who=f"the {what} that was entered",
        passes=(*context.passes, variable),
        dials=(variable,),
        no_answer=failed,
        failed=failed,
    )
