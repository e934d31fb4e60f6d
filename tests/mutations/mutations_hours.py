"""Flows that let callers down when nobody is there."""

from random import Random
from typing import Any

from mutating import spoils

Flow = dict[str, Any]


@spoils("closed-then-hang-up")
def closed_and_gone(flow: Flow, chance: Random) -> None:
    flow["steps"]["bye"] = {"hang_up": chance.choice(["Please call again tomorrow.", "Goodbye."])}
    flow["steps"][chance.choice(["closed", "cerrado"])]["next"] = "bye"


@spoils("transfer-without-fallback")
def it_rings_and_rings(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["people", "complaints", "gente", "second_line"])]
    for key in ("closed", "busy", "no_answer", "failed"):
        step.pop(key, None)
