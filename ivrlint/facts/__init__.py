"""What a rule may look at: the facts of a call, each with an exact meaning.

A fact is never None: what cannot be reached is infinitely far. `docs/facts.md` is made from these modules.
"""

from __future__ import annotations

from ivrlint.facts.calls import Call, Caller, Ending, Loop, Promise, ReadBeforeSet
from ivrlint.facts.collects import Collect
from ivrlint.facts.handoffs import Handoff
from ivrlint.facts.menus import Menu, Option
from ivrlint.facts.prompts import Prompt
from ivrlint.facts.steps import Exit, Step
from ivrlint.facts.subject import Subject, ToPerson
from ivrlint.flow import Kind, Value

__all__ = [
    "SUBJECTS", "Call", "Caller", "Collect", "Ending", "Exit", "Facts", "Handoff", "Loop", "Menu", "Option", "Promise", "Prompt",
    "ReadBeforeSet", "Step", "Subject", "ToPerson",
]  # fmt: skip


class Facts(Value, metaclass=Kind):
    """All facts of one call."""

    call: Call
    steps: tuple[Step, ...]
    menus: tuple[Menu, ...]
    options: tuple[Option, ...]
    prompts: tuple[Prompt, ...]
    collects: tuple[Collect, ...]
    handoffs: tuple[Handoff, ...]
    exits: tuple[Exit, ...]
    endings: tuple[Ending, ...]
    loops: tuple[Loop, ...]
    callers: tuple[Caller, ...]
    promises: tuple[Promise, ...]


SUBJECTS: dict[str, type[Subject]] = {
    "call": Call,
    "step": Step,
    "menu": Menu,
    "option": Option,
    "prompt": Prompt,
    "collect": Collect,
    "handoff": Handoff,
    "exit": Exit,
    "ending": Ending,
    "loop": Loop,
    "caller": Caller,
    "promise": Promise,
}
