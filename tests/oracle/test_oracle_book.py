"""The newer facts of ivrlint against brute force, and how often each of them says what in random flows.

`IVRLINT_ORACLE_EXAMPLES` sets how many flows are tried.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict

from comparing_book import book_disagreements, sides
from hypothesis import given
from strategies_book import TriedBook, books, random_book
from test_oracle import EXAMPLES, thoroughly

NOTHING: tuple[object, ...] = (False, 0, "", "silent", "nothing", "other", "spoken", set(), (), float("inf"))
ENOUGH = 3
RARE = {
    "prompt.recording_told_late",
    "exit.starts_again",
    "menu.choices_with_parent",
    "menu.changed_keys",
    "menu.any_time_missing",
}
"""Facts for which once is enough: much has to come together."""


@thoroughly
@given(books())
def test_every_newer_fact_is_what_brute_force_finds(tried: TriedBook) -> None:
    assert not book_disagreements(tried)


def test_each_newer_fact_says_this_and_that_often_enough_and_as_brute_force_does() -> None:
    said: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for seed in range(max(EXAMPLES, 400) * 5):
        tried = random_book(random.Random(seed).choice)
        found = sides(tried)
        assert all(ours == theirs for ours, theirs in found.values()), f"seed {seed}: {book_disagreements(tried)}\n{tried!r}"
        for (kind, _, name), (_, theirs) in found.items():
            said[f"{kind}.{name}"][theirs not in NOTHING] += 1
    seldom = {
        fact: counted for fact, counted in said.items() if min(counted[True], counted[False]) < (1 if fact in RARE else ENOUGH)
    }
    assert set(seldom) == {"exit.how", "exit.kind"}
