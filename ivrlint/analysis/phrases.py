"""Lists of phrases, and which of them are in a sentence.

All lists of a language become one tree, so that a sentence is looked through once, whatever the number of phrases. A phrase is
a row of words. "our|the menu" is either word, "(very) important" is with or without it; `<word>` is any word, `<words>` one to
three of them, `<number>` a number, `<web>` a web address, and there may be other classes of words. A word with an accent is
also found without it: many texts are typed so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ivrlint.analysis.accents import ways_to_type
from ivrlint.analysis.sentences import MARKS, is_address, tokens_of

_PIECE = re.compile(r"\([^()]*\)|[^\s()]+")
_MANY: Mapping[str, list[tuple[str, ...]]] = {
    "<words>": [("<word>",), ("<word>", "<word>"), ("<word>", "<word>", "<word>")],
    "<number>": [("<number>",), ("<number>", "<number>"), ("<number>", "<and>", "<number>")],
}


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
                        if word[0] == "<":
                            node.classes.setdefault(word, []).append(then)
                        else:
                            node.lead(word, then)
                        node = then
            if piece[0] == "(":
                self.skip.append(end)
        return self.pieces[piece]

    def lead(self, word: str, then: _Node) -> None:
        """Let a word lead to a place, with its accents and without."""
        for typed in ways_to_type(word):
            places = self.words.setdefault(typed, [])
            if then not in places:
                places.append(then)


class Phrases:
    """Lists of phrases of one language, as a tree."""

    def __init__(self, lists: Mapping[str, Sequence[str]], classes: Mapping[str, frozenset[str]]) -> None:
        self.names = lists.keys()
        self._classes = classes
        self._root = root = _Node()
        self._waiting: dict[str, list[tuple[str, str]]] = {}
        """The phrases that begin with a word, until it is met for the first time: most words never are."""
        for name, phrases in lists.items():
            for phrase in phrases:
                first, _, rest = phrase.partition(" ")
                words = first.split("|")
                if all(map(_is_plain, words)):
                    for word in words if first.isascii() else {way for one in words for way in ways_to_type(one)}:
                        self._waiting.setdefault(word, []).append((name, rest))
                else:
                    _add(root, name, phrase)
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
        self._begin(tokens)
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

    def _begin(self, tokens: Sequence[str]) -> None:
        """Add the phrases that begin with one of these words."""
        for word in self._waiting.keys() & tokens:
            node = _Node()
            for name, rest in self._waiting.pop(word):
                _add(node, name, rest)
            self._root.words.setdefault(word, []).append(node)


def _add(node: _Node, name: str, phrase: str) -> None:
    for piece in pieces(phrase):
        node = node.after(piece)
    if name not in node.names:
        node.names.append(name)


def _is_plain(word: str) -> bool:
    """Whether a word of a phrase is a single token as it stands: nearly all are, and tables are made at every start."""
    return word.isalpha() and word.islower()


def _fits(name: str, word: str, classes: Mapping[str, frozenset[str]]) -> bool:
    if name == "<word>":
        return word not in MARKS
    if name == "<web>":
        return is_address(word)
    return word in classes[name] or (name == "<number>" and word[0].isdecimal())


def pieces(phrase: str) -> list[str]:
    """What a phrase is made of, in order: words, words of which any will do, and in parentheses what may be absent."""
    return _PIECE.findall(phrase)


def _rows(choice: str) -> list[tuple[str, ...]]:
    """The rows of words that a choice within a piece stands for: one, but for `<words>` and `<number>` ("treinta y dos")."""
    if _is_plain(choice):
        return [(choice,)]
    rows: list[tuple[str, ...]] = [()]
    for word in choice.split():
        more = _MANY.get(word) or [(word,) if word in MARKS or word[0] == "<" else tuple(tokens_of(word))]
        rows = [(*row, *words) for row in rows for words in more]
    return rows
