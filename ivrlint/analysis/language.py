"""The languages whose prompts ivrlint can read: one table of words each, in `languages/`.

The first part of a table, small enough to read all of them, tells the language from others. The second
says how keys are offered, the third how numbers are said, the fourth which phrases tell what words are about; they are
read when they are needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ivrlint.analysis.accents import both_ways, without_accents
from ivrlint.flow.tuples import NamedTuple
from ivrlint.kept import as_text, digest, things_in

_FOLDER = Path(__file__).with_name("languages")
EVERYWHERE = _FOLDER / "every" / "words.yaml"
"""Words that are the same in every language."""
_KEPT = _FOLDER / "kept"
"""The parts of all tables as they were read; see `kept.py`."""
OF_ALL = "all"
"""The name of the kept file with what is read for any language; the others have the codes of theirs."""

TOKEN = re.compile(
    r" ?(?:www\.[\w.-]*\w|[^\W\d]\w+(?:['\u2019-]\w+|\.(?:com|org|net|gov|edu|info|co|eu|uk|ie|us|ca|de|fr|es|it|nl|pt|br)\b)*"
    r"|\d+(?:[.,:/-]\d+)+|(?:[^\W\d_]\.){2,}|\w+(?:['\u2019-]\w+)*|[^\w\s])"
)
"""One word, number, web address or sign, with the blank before it: all tokens together are the text again."""

ROLES = {
    "press": "V",
    "pressing": "U",
    "press_after": "X",
    "beside_key": "B",
    "fillers": "F",
    "or": "C",
    "say": "S",
    "openers": "O",
    "through": "R",
    "otherwise": "T",
    "counted": "N",
    "finished": "f",
    "finishing": "g",
    "ask": "G",
    "short": "A",
}
"""The lists of a table, and the letter that stands for a word of each in `mentions.py`.

A word may be in one list only, but for openers that are also in `through` (letter Z), verbs that may stand on
either side of the key (`press_after` with `press` or `pressing`: W), and words that go with a key before them, but
are counted after it ("number 1", "1 number": P). Keys are K, words for the key 1 are k.
"""

SIGNS = {
    ".": "E",
    "!": "E",
    ";": "E",
    "\u2026": "E",
    "?": "Q",
    "\u00bf": "F",
    "\u00a1": "F",
    ",": ",",
    ":": ":",
    "-": ":",
    "\u2013": ":",
    "\u2014": ":",
    "*": "K",
    "#": "K",
}
_BOTH = {frozenset("OR"): "Z", frozenset("VX"): "W", frozenset("UX"): "W", frozenset("BN"): "P"}


class Grammar(NamedTuple):
    """How a language offers keys.

    `letters` maps a token to the letter of its role; `phrases` maps the first token of a phrase of several
    words to the rest and the letter. Tokens are there with and without the blank before them.
    """

    letters: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[list[str], str], ...]]
    keys: Mapping[str, str]
    articles: bool
    services: frozenset[str]
    with_language: frozenset[str]


class Numbers(NamedTuple):
    """How a language says numbers; see the comments of `en.yaml`."""

    below_hundred: tuple[str, ...]
    hundreds: tuple[str, ...]
    hundred: str
    after_hundreds: str
    one_thousand: str
    thousands: str
    one_million: str
    millions: str
    decimal: str
    point: str
    ordinals: tuple[str, ...]
    ordinal: str
    time: str
    full_hour: str
    half_days: tuple[str, ...]
    money: Mapping[str, tuple[str, str]]
    signs: Mapping[str, str]
    dot: str
    www: str
    groups: str = "digits"
    ordinal_before: tuple[str, ...] = ()


class Language:
    """One table: its code, its own names, its names for languages, and the words that tell it from other languages."""

    def __init__(self, path: Path) -> None:
        first, self._second_part, *last = path.read_text(encoding="utf-8").split("\n---\n")
        self._last_part = last[0] if last else ""
        head = read_table(first, OF_ALL)
        self.code: str = head["language"]
        self.seconds_per_character = float(head["seconds_per_character"])
        self.names = frozenset(head["names"])
        self.languages = both_ways(head["languages"])
        self.press = both_ways(head["press"]) | both_ways(head["pressing"])
        self.common = both_ways(head["common"])
        self._head = head

    @cached_property
    def _rest(self) -> dict[str, Any]:
        return read_table(self._second_part, self.code)

    @cached_property
    def words(self) -> dict[str, Any]:
        """Which phrases tell what words are about; see `topics.py`."""
        return read_table(self._last_part, self.code)

    @cached_property
    def grammar(self) -> Grammar:
        """How the language offers keys."""
        table: dict[str, Any] = {**self._head, **self._rest}
        roles: dict[str, set[str]] = {}
        for name, letter in ROLES.items():
            for words in table[name]:
                roles.setdefault(words, set()).add(letter)
        entries = [(words, _BOTH.get(frozenset(letters)) or min(letters), "") for words, letters in roles.items()]
        entries += [(name, "k" if key == "1" else "K", key) for key, names in table["keys"].items() for name in names]
        known = {words for words, *_ in entries}
        plain = [(without_accents(words), *rest) for words, *rest in entries if len(words) > 2 and not words.isascii()]
        entries += [(words, letter, key) for words, letter, key in plain if words not in known]
        entries += [(key, "K", key) for key in "0123456789"]
        letters, keys = dict(SIGNS), {"*": "*", "#": "#"}
        phrases: dict[str, list[tuple[list[str], str]]] = {}
        for words, letter, key in entries:
            first, *tail = TOKEN.findall(words)
            if tail:
                phrases.setdefault(first, []).append((tail, letter))
            else:
                letters[first] = letter
            if key:
                keys[first] = key
        longest_first = {first: tuple(sorted(found, key=lambda one: -len(one[0]))) for first, found in phrases.items()}
        return Grammar(
            letters | {f" {word}": letter for word, letter in letters.items()},
            longest_first | {f" {word}": found for word, found in longest_first.items()},
            keys,
            bool(table["article"]),
            frozenset(table["services"]),
            frozenset(table["with_language"]),
        )

    @cached_property
    def key_of(self) -> Mapping[str, str]:
        """The key that each word names, where one word does."""
        named = {name: key for key, names in self._rest["keys"].items() for name in both_ways(names) if " " not in name}
        return named | {key: key for key in "0123456789*#"}

    @cached_property
    def counted(self) -> frozenset[str]:
        """Words after a number that is a count and no key."""
        return both_ways(self._rest["counted"])

    @cached_property
    def again(self) -> tuple[str, ...]:
        """Words of an option that only says the menu again."""
        return tuple(sorted(both_ways(self._rest["again"])))

    @cached_property
    def key_names(self) -> Mapping[str, tuple[str, ...]]:
        """What each key is called."""
        return {key: tuple(names) for key, names in self._rest["keys"].items()}

    @cached_property
    def numbers(self) -> Numbers:
        """How the language says numbers."""
        table = self._rest["numbers"]
        lists = {name: tuple(table[name].split(", ")) for name in ("below_hundred", "hundreds")}
        lists |= {name: tuple(table.get(name, ())) for name in ("ordinals", "half_days", "ordinal_before")}
        money = {sign: (units[0], units[1]) for sign, units in table["money"].items()}
        return Numbers(**{**table, **lists, "money": money})


def read_table(text: str, kept: str) -> dict[str, Any]:
    """A part of a table: all its values are texts. `kept` names the file in which it may be kept."""
    known: dict[str, Any] | None = things_in(_KEPT / f"{kept}.json").get(digest(text.encode()))
    return parsed(text) if known is None else known


def parsed(text: str) -> dict[str, Any]:
    """The same, read as YAML."""
    import yaml

    table: dict[str, Any] = yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - it makes texts only
    return table


def tables_to_keep() -> Iterator[tuple[Path, str]]:
    """Each file of kept parts, and what it should hold."""
    texts = {path.stem: path.read_text(encoding="utf-8").split("\n---\n") for path in sorted(_FOLDER.glob("*.yaml"))}
    parts = {code: its[1:] for code, its in texts.items()}
    parts[OF_ALL] = [*(its[0] for its in texts.values()), EVERYWHERE.read_text(encoding="utf-8")]
    for name, its in parts.items():
        yield _KEPT / f"{name}.json", as_text({digest(part.encode()): parsed(part) for part in its})


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Language]:
    """All tables, by code."""
    found = [Language(path) for path in sorted(_FOLDER.glob("*.yaml"))]
    return {language.code: language for language in found}


@lru_cache(maxsize=256)
def code_of(name: str) -> str:
    """The code of a language as authors write it ("en-GB", "es_MX", "Spanish"); empty when there is no table for it."""
    word = name.strip().lower()
    code = re.split(r"[-_]", word, maxsplit=1)[0]
    if code in languages():
        return code
    return next((code for code, language in languages().items() if word in language.names), "")


def language_of(name: str) -> Language | None:
    """The table of a language as authors write it; None when there is none."""
    code = code_of(name)
    return languages()[code] if code else None
