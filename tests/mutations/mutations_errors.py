"""Flows that let callers down who make a mistake, or say nothing."""

from random import Random
from typing import Any

from mutating import of_kind, spoils

Flow = dict[str, Any]


def asking(flow: Flow, chance: Random) -> dict[str, Any]:
    """A step at which callers can make a mistake."""
    step: dict[str, Any] = flow["steps"][chance.choice(of_kind(flow, "menu", "collect"))]
    return step


@spoils("no-input-unhandled")
def silence_is_not_expected(flow: Flow, chance: Random) -> None:
    del asking(flow, chance)["no_input"]


@spoils("no-match-unhandled")
def wrong_keys_are_not_expected(flow: Flow, chance: Random) -> None:
    del asking(flow, chance)["no_match"]


@spoils("hang-up-on-error")
def the_phone_is_put_down(flow: Flow, chance: Random) -> None:
    flow["steps"]["bye"] = {"hang_up": chance.choice(["Goodbye.", "Please call again.", ""])}
    asking(flow, chance)[chance.choice(["no_input", "no_match"])]["then"] = "bye"


@spoils("endless-retry")
def again_and_again(flow: Flow, chance: Random) -> None:
    name = chance.choice(of_kind(flow, "menu", "collect"))
    flow["steps"][name][chance.choice(["no_input", "no_match"])]["then"] = name


@spoils("timeout-too-short")
def no_time_to_think(flow: Flow, chance: Random) -> None:
    asking(flow, chance)["no_input"]["after"] = f"{chance.choice([2, 2.5, 3, 4, 4.5])}s"


@spoils("too-many-tries")
def asked_until_tired(flow: Flow, chance: Random) -> None:
    asking(flow, chance)[chance.choice(["no_input", "no_match"])]["tries"] = str(chance.randint(4, 9))
