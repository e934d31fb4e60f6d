"""The words by which the command line names rules: ids, concerns, and patterns of ids."""

from __future__ import annotations

from collections.abc import Collection


def meant(words: Collection[str], rule: str, concern: str = "") -> bool:
    """Whether some of the words mean a rule."""
    return rule in words or concern in words or any(_fits(rule, word) for word in words if is_pattern(word))


def is_pattern(word: str) -> bool:
    """Whether a word may mean several rules by the letters of their ids."""
    return "*" in word or "?" in word


def _fits(rule: str, pattern: str) -> bool:
    from fnmatch import fnmatchcase

    return fnmatchcase(rule, pattern)
