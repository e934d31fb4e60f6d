"""Makes flows of any size: menus, loops, collects, lookups and several transfers, the same for the same size."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

TOPICS = ("billing", "a delivery", "returns", "a repair", "your contract", "moving house", "a complaint", "technical help")
DESKS = 7


def flow(steps: int, seed: int = 1) -> str:
    """The text of a native flow with about `steps` steps, in groups of ten that lead to later and earlier groups."""
    return "".join(_lines(max((steps - 2 * DESKS) // 10, 1), random.Random(seed)))


def _lines(groups: int, chance: random.Random) -> Iterator[str]:
    yield "ivr: 1\nname: Generated flow\nlanguage: en-GB\nstart: menu0\n\nsteps:\n"
    for desk in range(DESKS):
        yield f"  desk{desk}: {{transfer: desk {desk}, with: [reference, status], wait: 3m, closed: box{desk}}}\n"
        yield f"  box{desk}: {{voicemail: desk {desk}, say: Please leave your number., reply_within: 1 day}}\n"
    for group in range(groups):
        yield _group(group, groups, chance)


def _group(group: int, groups: int, chance: random.Random) -> str:
    on = [min(2 * group + 1, groups - 1), min(2 * group + 2, groups - 1)]
    back = chance.randrange(group + 1)
    topics = chance.sample(TOPICS, 3)
    desk = f"desk{chance.randrange(DESKS)}"
    return f"""\

  menu{group}:
    menu: >-
      For {topics[0]}, press 1. For {topics[1]}, press 2. For {topics[2]}, press 3. To speak to a person, press 0.
    options:
      1: {{to: known{group}, for: {topics[0]}}}
      2: {{to: menu{on[0]}, for: {topics[1]}}}
      3: {{to: menu{on[1]}, for: {topics[2]}}}
      0: {desk}
    no_input: {{after: 7s, tries: 2, then: {desk}}}
    no_match: {{tries: 2, then: {desk}}}

  known{group}:
    check: is the number known
    uses: [number{group}]
    cases: {{known: find{group}}}
    otherwise: ask{group}

  ask{group}:
    collect: number{group}
    say: Please enter your {(length := chance.randint(6, 12))}-digit number.   # it is on the letter
    digits: {length}
    no_input: {{after: 10s, tries: 2, then: {desk}}}
    no_match: {{tries: 2, then: {desk}}}
    next: find{group}

  find{group}:
    run: crm.find_{group}
    uses: [number{group}]
    gives: [reference, status{group}]
    takes: 3s
    next: keep{group}
    failed: {desk}

  keep{group}: {{set: {{status: "{{status{group}}}"}}, next: tell{group}}}

  tell{group}:
    say: "Your request about {topics[0]} is {{status{group}}}. Thank you for your patience."
    next: more{group}

  more{group}:
    menu: To hear this again, press 1. To go back, press 2. To speak to a person, press 0.
    options:
      1: tell{group}
      2: menu{back}
      0: open{group}
    no_input: {{after: 7s, then: bye{group}}}
    no_match: {{tries: 2, then: {desk}}}

  open{group}:
    check: hours
    cases: {{open: {desk}, closed: shut{group}}}

  shut{group}:
    say: We are open from eight to six, Monday to Friday.
    next: box{chance.randrange(DESKS)}

  bye{group}: {{hang_up: Goodbye.}}
"""


if __name__ == "__main__":
    sys.stdout.write(flow(int(sys.argv[1])))
