"""What words are about: the topics of a prompt, and what an option is for, by lists of phrases in seven languages.

The phrases of a language are part 4 of its table, read when words in it are looked at. All lists of a language become one
tree of words, so that a text is looked through once, whatever the number of phrases. A phrase never reaches over the end of
a sentence, and holds whole words only: "person" is not in "personal".
"""

from __future__ import annotations

import re

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ivrlint.analysis.language import Language, languages, read_table

TOPICS = (
    "options_changed", "call_matters", "small_talk", "promotion", "website", "high_volume", "blame", "needless_instruction",
    "greeting", "survey", "recording_notice", "automated", "transferring", "other_number", "fixed_wait", "opening_hours",
    "reply_time", "call_back", "stay_on_line", "any_time_key", "goodbye", "closed", "feedback", "placeholder", "technical",
    "spell",
)  # fmt: skip
PURPOSES = (
    "person", "repeat", "back", "main_menu", "end", "other_needs", "emergency", "feedback", "complaint", "cancel", "continue",
    "language",
)  # fmt: skip

NOT_OF_OPTIONS = frozenset(
    {"website", "promotion", "high_volume", "fixed_wait", "other_number", "transferring", "call_back", "goodbye", "closed"}
)
"""Topics that are not looked for in a sentence that tells a key to press: it says what an option is for, and nothing more."""

_EVERYWHERE = Path(__file__).with_name("languages") / "every" / "words.yaml"
_HIDDEN = re.compile(r"<[^<>]*>")
_INSERTED = re.compile(r"\{\{[^{}]*\}\}|\$?\{[^{}]*\}|\$\.[\w.]+|%\w+%|\$\w+\$?")
"""What is put in when the words are said: it counts as one word that is not known."""
_TOKEN = re.compile(
    r"\x00|www\.[\w.-]*\w"
    r"|[^\W_][\w-]*(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info|co|eu|uk|ie|us|ca|de|fr|es|it|nl|pt|br|mx|ar|cl|ch|at|be|io)\b"
    r"|\d+(?:[.,:]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_]+'?|\.(?=\.)|[.!?;,:%*#\u2026\n]"
)
_ENDS = frozenset(".!;?\n")
_COMMAS = frozenset(",:\u2026")
_PIECE = re.compile(r"\([^()]*\)|[^\s()]+")


class Sentence(NamedTuple):
    """The words of one sentence, between two full stops; `offers` when it tells a key to press."""

    tokens: Sequence[str]
    offers: bool


class _Node:
    """A place within phrases: where each word leads, what may be left out, and the lists of the phrases that end here."""

    __slots__ = ("classes", "names", "pieces", "skip", "words")

    def __init__(self) -> None:
        self.pieces: dict[str, _Node] = {}
        self.words: dict[str, list[_Node]] = {}
        self.classes: dict[str, list[_Node]] = {}
        self.skip: list[_Node] = []
        self.names: list[str] = []

    def after(self, piece: str) -> _Node:
        """The place after a piece of a phrase: "the", "our|the", "(very)"."""
        if piece not in self.pieces:
            end = self.pieces[piece] = _Node()
            for choice in piece.strip("()").split("|"):
                for words in _rows(choice):
                    node = self
                    for number, word in enumerate(words, 1):
                        then = end if number == len(words) else _Node()
                        (node.classes if word[0] == "<" else node.words).setdefault(word, []).append(then)
                        node = then
            if piece[0] == "(":
                self.skip.append(end)
        return self.pieces[piece]


class Phrases:
    """Lists of phrases of one language, as a tree."""

    def __init__(self, lists: Mapping[str, Sequence[str]], classes: Mapping[str, frozenset[str]]) -> None:
        self.names = lists.keys()
        self._classes = classes
        self._root = root = _Node()
        for name, phrases in lists.items():
            for phrase in phrases:
                node = root
                for piece in pieces(phrase):
                    node = node.after(piece)
                if name not in node.names:
                    node.names.append(name)
        while root.skip:
            begin = root.skip.pop()
            root.skip += begin.skip
            for word, nodes in begin.words.items():
                root.words.setdefault(word, []).extend(nodes)
            for word, nodes in begin.classes.items():
                root.classes.setdefault(word, []).extend(nodes)

    def found(self, tokens: Sequence[str]) -> dict[str, tuple[int, int]]:
        """The lists of which a phrase is in a sentence, each with the place of one."""
        result: dict[str, tuple[int, int]] = {}
        classes, starts = self._classes, self._root.words
        of_classes = self._root.classes.items()
        for start, token in enumerate(tokens):
            begin = starts.get(token, ())
            for name, nodes in of_classes:
                if _fits(name, token, classes):
                    begin = [*begin, *nodes]
            todo = [(start + 1, node) for node in begin]
            while todo:
                at, node = todo.pop()
                for name in node.names:
                    result[name] = (start, at)
                if node.skip:
                    todo += [(at, then) for then in node.skip]
                if at == len(tokens):
                    continue
                word = tokens[at]
                if word in node.words:
                    todo += [(at + 1, then) for then in node.words[word]]
                if word == ",":
                    todo.append((at + 1, node))
                elif node.classes:
                    for name, nodes in node.classes.items():
                        if _fits(name, word, classes):
                            todo += [(at + 1, then) for then in nodes]
        return result


def _fits(name: str, word: str, classes: Mapping[str, frozenset[str]]) -> bool:
    if name == "<word>":
        return word not in _MARKS
    if name == "<web>":
        return "." in word and len(word) > 4 and not word[0].isdecimal()
    return word in classes[name] or (name == "<number>" and word[0].isdecimal())


class _Table(NamedTuple):
    """Part 4 of a table, made ready."""

    topics: Phrases
    purposes: Phrases
    unless: Phrases
    press: frozenset[str]
    keys: frozenset[str]


@lru_cache(maxsize=4096)
def says(text: str, language: str) -> tuple[str, ...]:
    """The topics that words in the language with this code touch, sorted; () when there is no table for it."""
    table = _table(language)
    if table is None or not text:
        return ()
    result: set[str] = set()
    for sentence in sentences(text, table):
        names = set(table.topics.found(sentence.tokens))
        if names:
            if sentence.offers:
                names -= NOT_OF_OPTIONS
            result |= _meant(names, sentence, table)
    return tuple(sorted(result))


@lru_cache(maxsize=4096)
def purposes(label: str, language: str) -> tuple[str, ...]:
    """What an option with this label is for, sorted; () when none of PURPOSES is named, or there is no table for the language."""
    table = _table(language)
    if table is None or not label:
        return ()
    result: set[str] = set()
    for sentence in sentences(label, table):
        names = set(table.purposes.found(sentence.tokens))
        if names:
            result |= _meant(names, sentence, table)
    return tuple(sorted(result))


def _meant(names: set[str], sentence: Sentence, table: _Table) -> set[str]:
    """The names without those that the sentence only seems to touch."""
    return names if table.unless.names.isdisjoint(names) else names - table.unless.found(sentence.tokens).keys()


def sentences(text: str, table: _Table) -> Iterator[Sentence]:
    """The sentences of a text, in lower case, a full stop before and after each."""
    tokens = tokens_of(text)
    begin = 0
    for end, word in enumerate([*tokens, "."]):
        if word == ".":
            if end > begin:
                inside = tokens[begin:end]
                offers = not table.press.isdisjoint(inside) and not table.keys.isdisjoint(inside)
                yield Sentence([".", *inside, "."], offers)
            begin = end + 1


def tokens_of(text: str) -> list[str]:
    """The words, numbers and signs of a text; each sentence ends with a full stop, questions with a question mark before it."""
    lower = text.lower().replace("\u2019", "'")
    if "<" in lower:
        lower = _HIDDEN.sub(" ", lower)
    if "{" in lower or "$" in lower or "%" in lower:
        lower = _INSERTED.sub(" \x00 ", lower)
    tokens: list[str] = []
    for word in _TOKEN.findall(lower):
        if word in _ENDS:
            if word == "?":
                tokens.append("?")
            if word != "\n":
                tokens.append(".")
        elif word in _COMMAS:
            tokens.append(",")
        elif word[-1] == "." and len(word) > 1:
            tokens.append(word.replace(".", ""))
        else:
            tokens.append(word)
    return tokens


def pieces(phrase: str) -> list[str]:
    """What a phrase is made of, in order: words, words of which any will do, and in parentheses what may be absent."""
    return _PIECE.findall(phrase)


def _rows(choice: str) -> list[tuple[str, ...]]:
    """The rows of words that a choice within a piece stands for: one, but for `<words>` and `<number>`."""
    rows: list[tuple[str, ...]] = [()]
    for word in choice.split():
        more = _MANY.get(word) or [(word,) if word in _MARKS or word[0] == "<" else tuple(tokens_of(word))]
        rows = [(*row, *words) for row in rows for words in more]
    return rows


_MARKS = frozenset(".?,%")
_MANY: Mapping[str, list[tuple[str, ...]]] = {
    "<words>": [("<word>",), ("<word>", "<word>"), ("<word>", "<word>", "<word>")],
    "<number>": [("<number>",), ("<number>", "<number>")],
}


@lru_cache(maxsize=32)
def _table(code: str) -> _Table | None:
    """Part 4 of the table of a language."""
    language: Language | None = languages().get(code)
    if language is None or not language.words:
        return None
    words = language.words
    numbers = frozenset(number for many in language.numbers.below_hundred for number in tokens_of(many))
    keys = frozenset("0123456789*#").union(token for key in language.grammar.keys for token in tokens_of(key))
    classes = {"<number>": numbers, "<key>": keys, "<day>": frozenset(words["days"]), "<web>": frozenset[str]()}
    everywhere = _everywhere()
    topics = {name: [*words["topics"][name], *everywhere.get(name, ())] for name in words["topics"]}
    return _Table(
        Phrases(topics, classes),
        Phrases(words["purposes"], classes),
        Phrases(words["except"], classes),
        language.press,
        keys,
    )


@lru_cache(maxsize=1)
def _everywhere() -> Mapping[str, Sequence[str]]:
    """Words that are the same in every language."""
    table: Mapping[str, Sequence[str]] = read_table(_EVERYWHERE.read_text(encoding="utf-8"))
    return table
