"""What kind of secret an entry asks for, told by its name and its words."""

from __future__ import annotations

import re

_KINDS = {
    "pin": re.compile(r"(?i)(?<![a-z])(?:pin|otp|passcode|password|one[-\s]time (?:code|pass)|verification code)(?![a-z])"),
    "cvv": re.compile(r"(?i)(?<![a-z])(?:cvv|cvc|security code)(?![a-z])"),
    "card expiry": re.compile(r"(?i)card expir|(?:expiry|expiration) (?:date|month|year)"),
    "card number": re.compile(r"(?i)(?<![a-z])(?:(?:credit|debit|payment|bank)[-\s]?)?card[-\s]number(?![a-z])"),
}
_BREAK = re.compile(r"[_-]+|(?<=[a-z])(?=[A-Z])")
_LONGEST = 5000


def kind_of_data(name: str, words: str) -> str:
    """`pin`, `cvv`, `card expiry` or `card number`; empty when it is nothing of these."""
    text = f"{_BREAK.sub(' ', name[:200])}. {words[:_LONGEST]}"
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(text)), "")
