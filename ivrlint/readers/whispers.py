"""Words that whoever is called hears, not who calls."""

from __future__ import annotations

import re

_TAKES_THE_CALL = re.compile(
    r"(?i)(?:press|dial|push) (?:any key|(?:key )?\w+) to "
    r"(?:accept|take|answer|connect to|be connected to|be connected with|pick up) "
    r"(?:the |this |a |an |your )?(?:incoming |new )?(?:call|caller|customer)\b"
)


def takes_the_call(words: str) -> bool:
    """Whether words ask somebody to take a call: "press 1 to accept this call"."""
    return _TAKES_THE_CALL.search(" ".join(words[:2000].split())) is not None
