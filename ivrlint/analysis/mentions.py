"""Where the words of a prompt name keys.

A prompt is turned into a string of letters, one for each word or sign, that tell the role of the word in
its language (`language.ROLES`); w is any other word, _ the rest of a phrase, D a number of several digits.
The grammar of "press 1 for sales" is then the same for all languages: V K O w.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ivrlint.analysis.language import Grammar, Language
from ivrlint.flow.tuples import NamedTuple

_SEVERAL_DIGITS = re.compile(r"\d\S*\d")
_RANGE = re.compile(r"[KkD][B_]*[ZRB:][BP_]*[KkD]")
_NO_KEY = re.compile(r"[KkD]{2,}|[KkD](?=[F_]*w?[NP])|(?<!P)k(?=[^OZCEQ,:F_VWUXTKR])")
_MENTION = re.compile(
    r"(?P<verb>[VWU](?:[BPFVWU_,:]|CS){0,12})[KkD][BF_]*"
    r"|(?P<bare>[BP]*)[KkD][BF_]*(?P<verb_after>[WX](?![BPFVWU_,:]{0,12}[KkD])[F_]*)?"
)
_BEFORE_BARE = "EQC,:"
_AFTER_BARE = "EQC,:"


class Mention(NamedTuple):
    """A key that the words name: tokens `start` to `end` (exclusive), the key at token `at`.

    `letters` is the whole prompt as read in `language`. `bare` says that no verb stands with the key, as
    in ", 2 for support".
    """

    start: int
    at: int
    end: int
    key: str
    bare: bool
    letters: str
    language: str


def letters_of(tokens: Sequence[str], grammar: Grammar) -> str:
    """The roles of the tokens of a prompt, in lower case, in one language."""
    get = grammar.letters.get
    letters = [get(token, "w") for token in tokens]
    if not grammar.phrases.keys().isdisjoint(tokens):
        _mark_phrases(letters, tokens, grammar)
    result = "".join(letters)
    if grammar.articles:
        result = result.replace("kK", "BK")
    result = result.replace("AE", "ww")
    return _RANGE.sub(lambda found: "r" + found[0][1:-1] + "r", result)


def _mark_phrases(letters: list[str], tokens: Sequence[str], grammar: Grammar) -> None:
    phrases = grammar.phrases
    for at in [at for at, token in enumerate(tokens) if token in phrases]:
        for tail, letter in phrases[tokens[at]]:
            stop = at + 1 + len(tail)
            if tokens[at + 1 : stop] == tail and letters[at] != "_":
                letters[at:stop] = [letter, *"_" * len(tail)]
                break


def number_the_digits(tokens: Sequence[str], letters: str) -> str:
    """The same letters with D for numbers of several digits."""
    marked = list(letters)
    for at, token in enumerate(tokens):
        if _SEVERAL_DIGITS.match(token.lstrip()):
            marked[at] = "D"
    return "".join(marked)


def mentions(tokens: Sequence[str], letters: str, language: Language) -> Iterator[Mention]:
    """All keys that the words name, those without a verb too; most of the latter are no options."""
    grammar = language.grammar
    clean = _NO_KEY.sub(lambda found: "w" * len(found[0]), letters)
    for found in _MENTION.finditer(clean):
        verb = found["verb"]
        at = found.start() + len(verb if verb is not None else found["bare"])
        word = tokens[at].lstrip()
        key = grammar.keys.get(word, word)
        if clean[at] == "D" and not (word.isdecimal() and len(word) <= 4 and word not in grammar.services):
            continue
        yield Mention(found.start(), at, found.end(), key, verb is None and not found["verb_after"], clean, language.code)


def accepted(found: Sequence[Mention], tokens: Sequence[str]) -> list[Mention]:
    """The mentions that offer a key: those with a verb, and bare ones that go on in the same manner."""
    if not any(not mention.bare for mention in found):
        return _counted_up(found, tokens)
    result: list[Mention] = []
    for number, mention in enumerate(found):
        if not mention.bare:
            result.append(mention)
            continue
        if _goes_on(mention, result, found[number + 1 : number + 10], tokens):
            result.append(mention)
    return result


def _goes_on(mention: Mention, before: Sequence[Mention], after: Sequence[Mention], tokens: Sequence[str]) -> bool:
    """Whether a bare key belongs to the menu that other words opened: "Press 1 for sales, 2 for support"."""
    letters = mention.letters
    if letters[mention.at] == "D" or any(mention.key == other.key for other in before):
        return False
    previous = before[-1] if before else None
    opens = _opens(letters, mention.end)
    leads = mention.start == 0 or letters[mention.start - 1] in _BEFORE_BARE
    if previous and _same_sentence(letters, previous.end, mention.start):
        if leads and opens:
            return True
        next_letter = letters[mention.end : mention.end + 1]
        if mention.key == "0" and next_letter in {"", "E"} and letters[previous.end] in ",:C":
            return True
        if not _follows(previous.key, mention.key):
            return False
        if not next_letter or next_letter in _AFTER_BARE:
            return letters[previous.end] in ",:C" and not (after and _touch(mention, after[0]))
        return leads and next_letter == "w"
    same = [other for other in after if _same_sentence(letters, mention.end, other.start)]
    if same and _follows(mention.key, same[0].key) and not all(other.bare for other in same):
        return letters[mention.end : mention.end + 1] in _AFTER_BARE
    if not previous or not leads or not (_follows(previous.key, mention.key) or mention.key == "0"):
        return False
    if opens:
        return tokens[mention.at].lstrip().isdecimal()
    return letters[mention.end : mention.end + 1] in {"", "E"} and _begins_with_opener(letters, mention.start)


def _begins_with_opener(letters: str, stop: int) -> bool:
    """Whether the sentence so far says what something is for: "For repairs, 2"."""
    start = max(letters.rfind("E", 0, stop), letters.rfind("Q", 0, stop)) + 1
    return letters[start:stop].lstrip("CF_,")[:1] in {"O", "Z"}


def _touch(mention: Mention, other: Mention) -> bool:
    """Whether a verb with a key follows with no words between: "for orders before 5, press 2"."""
    return not other.bare and not mention.letters[mention.end : other.start].strip(",:CF_")


def _counted_up(found: Sequence[Mention], tokens: Sequence[str]) -> list[Mention]:
    """Without any verb: "1 for sales, 2 for support", counting up from 1."""
    result: list[Mention] = []
    for mention in found:
        letters = mention.letters
        leads = mention.start == 0 or letters[mention.start - 1] in _BEFORE_BARE
        if not (leads and _opens(letters, mention.end) and tokens[mention.at].lstrip().isdecimal()):
            return []
        if mention.key != str(len(result) + 1):
            return []
        result.append(mention._replace(bare=False))
    return result if len(result) > 1 else []


def _opens(letters: str, at: int) -> bool:
    return letters[at : at + 1] in {"O", "Z"} or (letters[at : at + 1] == "," and letters[at + 1 : at + 2] in {"O", "Z"})


def _same_sentence(letters: str, start: int, stop: int) -> bool:
    return letters.find("E", start, stop) < 0 and letters.find("Q", start, stop) < 0


def _follows(key: str, other: str) -> bool:
    return key.isdecimal() and other.isdecimal() and int(other) == int(key) + 1
