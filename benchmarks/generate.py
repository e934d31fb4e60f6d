"""Makes flows of any size: menus, loops, collects, lookups and several transfers, the same for the same size."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

TOPICS = ("billing", "a delivery", "returns", "a repair", "your contract", "moving house", "a complaint", "technical help")


def flow(steps: int, seed: int = 1) -> str:
    """The text of a native flow with about `steps` steps, in groups of ten that lead to later and earlier groups."""
    return "".join(_lines(max(steps // 10, 1), random.Random(seed)))


def _lines(groups: int, chance: random.Random) -> Iterator[str]:
    yield "ivr: 1\nname: Generated flow\nlanguage: en-GB\nstart: menu0\n\nsteps:\n"
    for group in range(groups):
        on = [min(2 * group + 1, groups - 1), min(2 * group + 2, groups - 1)]
        back = chance.randrange(group + 1)
        topics = chance.sample(TOPICS, 3)
        desk = f"desk{group}"
        yield f"""\
  menu{group}:
    menu: >-
      For {topics[0]}, press 1. For {topics[1]}, press 2. For {topics[2]}, press 3. To speak to a person, press 0.
    options:
      1: {{to: ask{group}, for: {topics[0]}}}
      2: {{to: menu{on[0]}, for: {topics[1]}}}
      3: {{to: menu{on[1]}, for: {topics[2]}}}
      0: {desk}
    no_input: {{after: 7s, tries: 2, then: {desk}}}
    no_match: {{tries: 2, then: {desk}}}

  ask{group}:
    collect: number{group % 40}
    say: Please enter your {chance.randint(6, 12)}-digit number.   # from the letter
    digits: 10
    no_input: {{after: 10s, tries: 2, then: {desk}}}
    no_match: {{tries: 2, then: {desk}}}
    next: find{group}

  find{group}:
    run: crm.find_{group}
    uses: [number{group % 40}]
    gives: [status{group % 40}]
    takes: 3s
    next: tell{group}
    failed: {desk}

  tell{group}:
    say: "Your request about {topics[0]} is {{status{group % 40}}}. Thank you for your patience."
    next: more{group}

  more{group}:
    menu: To hear this again, press 1. To go back, press 2. To speak to a person, press 0.
    options:
      1: tell{group}
      2: menu{back}
      0: {desk}
    no_input: {{after: 7s, then: bye{group}}}
    no_match: {{tries: 2, then: {desk}}}

  bye{group}: {{hang_up: Goodbye.}}

  {desk}:
    transfer: desk {group}
    with: [number{group % 40}]
    wait: 3m
    closed: hours{group}
    no_answer: message{group}

  hours{group}:
    say: We are open from eight to six, Monday to Friday.
    next: message{group}

  message{group}:
    voicemail: desk {group}
    say: Please leave your name and number. We call back the next working day.
    with: [number{group % 40}]
    reply_within: 1 working day
    next: thanks{group}

  thanks{group}: {{hang_up: Thank you. Goodbye.}}

"""


if __name__ == "__main__":
    sys.stdout.write(flow(int(sys.argv[1])))
