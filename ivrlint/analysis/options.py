"""Which words belong to which key: "for X, press 1", "press 1 for X", and both within a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ivrlint.analysis.mentions import Mention
from ivrlint.flow.tuples import NamedTuple

_AT_EDGES = "CF,:"
_CLAUSE_OPENER = re.compile(r"(?:^|[,:CT])[FC_]{0,9}[OZ]_*")
_INSTRUCTION = re.compile(r"(?:^|[,:C])[FBPC_]{0,9}[VWG]")
_INSTRUCTION_OR_SAY = re.compile(r"(?:^|[,:C])[FBPC_]{0,9}[VWGS]")
_NO_INSTRUCTION = re.compile(r"[^VWGS]*")
_AFTER_INSTRUCTION = re.compile(r"[,:C]")
_OR_SAY = re.compile(r",?C[F_]*S[F_]*([^OZ,:EQCVW]*)")
_RIGHT = re.compile(r"(?P<opener>[OZ]_*)|(?P<late>,[FC_]*[OZ]_*)|(?P<colon>:)|(?P<plain>(?![CT,]))")
_OTHERWISE = re.compile(r"[C,:][FC_,:]{0,9}T")
_NEXT_OPENER = re.compile(r"[,C][FC_,]{0,9}[OZ]")
_ASKED = re.compile(r"G|[VW][BPFU_,]{0,9}w")
_SAY_OR = re.compile(r"w[,F_]{0,9}S")
_ONLY_EDGES = re.compile(r"[CF_,:BPT]*")


class Offer(NamedTuple):
    """A key with the tokens `start` to `stop` that say what it is for (equal when none do).

    `end` is the token after all words of the option.
    """

    mention: Mention
    start: int
    stop: int
    key_first: bool
    end: int


class _Words(NamedTuple):
    """Tokens that may say what a key is for, and how they begin: opener, late, colon, said or plain."""

    start: int
    stop: int
    how: str


_NOTHING = _Words(0, 0, "plain")


def offers(found: Sequence[Mention]) -> list[Offer]:
    """The options among the keys that the words offer, in spoken order, each key once."""
    return each_once(all_offers(found))


def each_once(offered: Sequence[Offer]) -> list[Offer]:
    """Of some options in spoken order, the first of each key that says what it is for, or else the first."""
    result: dict[str, Offer] = {}
    for offer in offered:
        known = result.get(offer.mention.key)
        if known is None or (known.start == known.stop and offer.start < offer.stop):
            result[offer.mention.key] = offer
    return sorted(result.values(), key=lambda offer: offer.mention.at)


def all_offers(found: Sequence[Mention]) -> list[Offer]:
    """The options among the keys that the words offer; a key may be offered several times."""
    result: list[Offer] = []
    number, count = 0, len(found)
    letters = ends = ""
    while number < count:
        first = found[number]
        if first.letters is not letters:
            letters, ends = first.letters, first.letters.replace("Q", "E")
        start, stop = ends.rfind("E", 0, first.start) + 1, ends.find("E", first.end)
        stop = len(ends) if stop < 0 else stop
        after = number + 1
        while after < count and found[after].at < stop:
            after += 1
        result += [offer for offer in _of_sentence(found[number:after], start, stop) if _is_option(offer)]
        number = after
    return result


def _of_sentence(run: Sequence[Mention], start: int, stop: int) -> list[Offer]:
    """Give the words before, between and after the keys of a sentence to one key each."""
    if len(run) == 1 and stop == run[0].end:
        mention = run[0]
        words = _left(mention.letters, start, mention.start) or _question(mention, start) or _NOTHING
        return [Offer(mention, words.start, words.stop, False, mention.end)]
    limits = [*(mention.start for mention in run[1:]), stop]
    rights = [_right(mention, limit) for mention, limit in zip(run, limits, strict=True)]
    ends_right = rights[-1] is not None and rights[-1].how in {"opener", "colon"}
    result: list[Offer] = []
    for number, (mention, right) in enumerate(zip(run, rights, strict=True)):
        left = _left(mention.letters, start, mention.start)
        last = number + 1 == len(run)
        split = 0 if last or rights[number + 1] else _split(run[number + 1], mention.end)
        if right and (_prefers_right(left, right, last, ends_right, bool(split)) or _alternative(mention, right)):
            takes_right = True
        else:
            takes_right = not left and right is not None and (last or right.how == "said" or rights[number + 1] is not None)
        if takes_right and right:
            label_stop = _trimmed(mention.letters, right.start, min(right.stop, split or right.stop))
            key_first = right.how != "plain" or mention.bare or len(run) > 1
            result.append(Offer(mention, right.start, label_stop, key_first, max(label_stop, mention.end)))
            start = split or limits[number]
        else:
            words = left or (_question(mention, start) if number == 0 else None) or _NOTHING
            result.append(Offer(mention, words.start, words.stop, False, mention.end))
            start = mention.end
    return _shared(result) if len(result) > 1 else result


def _prefers_right(left: _Words | None, right: _Words, last: bool, ends_right: bool, can_split: bool) -> bool:
    """Whether words that begin with an opener directly after the key belong to it, though words stand before it too."""
    if right.how not in {"opener", "colon"}:
        return False
    if left is None or (left.how == "plain" and (last or can_split)):
        return True
    return not last and ends_right


def _alternative(mention: Mention, right: _Words) -> bool:
    """Whether "or" begins something new: "for sales, visit our shop, or press 1 for service"."""
    return right.how == "opener" and mention.start > 0 and mention.letters[mention.start - 1] == "C"


def _left(letters: str, start: int, stop: int) -> _Words | None:
    """The words before a key, from the first clause that begins with an opener."""
    or_press = letters[start:stop].endswith("C")
    either = _SAY_OR.search(letters, start, stop) if or_press else None
    stop = _trimmed(letters, start, either.start() + 1 if either else stop)
    if not _NO_INSTRUCTION.fullmatch(letters, start, stop):
        verbs = _INSTRUCTION if or_press else _INSTRUCTION_OR_SAY
        instructions = [found.end() for found in verbs.finditer(letters[start:stop])]
        goes_on = _AFTER_INSTRUCTION.search(letters, start + instructions[-1], stop) if instructions else None
        start = goes_on.end() if goes_on else stop if instructions else start
    start = _skipped(letters, start, stop)
    if start < stop and letters[start] == "S":
        start = _skipped(letters, start + 1, stop)
    if start >= stop:
        return None
    opener = _CLAUSE_OPENER.search(letters[start:stop])
    if opener is None:
        return _Words(start, stop, "plain")
    after = start + opener.end()
    return _Words(after, stop, "opener") if after < stop else None


def _right(mention: Mention, stop: int) -> _Words | None:
    """The words after a key, up to what begins a way without a key."""
    letters, start = mention.letters, mention.end
    or_say = _OR_SAY.match(letters, start, stop)
    said = None
    if or_say:
        start = or_say.end(1)
        said = _Words(or_say.start(1), _trimmed(letters, or_say.start(1), start), "said")
    begins = _RIGHT.match(letters, start, stop)
    how = begins.lastgroup if begins and not (said and begins.lastgroup != "opener") else None
    if begins and how:
        start = begins.end()
        otherwise = _OTHERWISE.search(letters, start, stop)
        end = _trimmed(letters, start, otherwise.start() if otherwise else stop)
        if start < end:
            return _Words(start, end, how)
    return said if said and said.start < said.stop else None


def _split(following: Mention, start: int) -> int:
    """Where in the words between two keys those of the second begin; 0 when they cannot be told apart."""
    found = [found.start() for found in _NEXT_OPENER.finditer(following.letters, start, following.start)]
    return found[-1] if found else 0


def _question(mention: Mention, start: int) -> _Words | None:
    """The question before a sentence that only names a key: "Would you like to hear more? Press 1"."""
    letters = mention.letters
    if start < 2 or letters[start - 1] != "Q" or not _ONLY_EDGES.fullmatch(letters, start, mention.start):
        return None
    before = max(letters.rfind("E", 0, start - 1), letters.rfind("Q", 0, start - 1)) + 1
    return _left(letters, before, start - 1)


def _shared(found: list[Offer]) -> list[Offer]:
    """Several keys for one action: "to rate us, press 1, 2 or 3"."""
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        for number in order:
            other = found[number - order.step]
            first, second = sorted((found[number].mention, other.mention), key=lambda mention: mention.at)
            between = second.letters[first.end : second.start]
            if found[number].start == found[number].stop and second.bare and between.strip(",CF_") == "":
                found[number] = found[number]._replace(start=other.start, stop=other.stop, key_first=other.key_first)
    return found


def _is_option(offer: Offer) -> bool:
    """Whether a key is a choice, and not the end of an entry: "when finished, press pound"."""
    if offer.mention.key not in {"*", "#"}:
        return True
    letters = offer.mention.letters
    label = letters[offer.start : offer.stop]
    if not label or "f" in label:
        return False
    return not ("g" in label and _ASKED.search(letters, 0, offer.mention.start))


def _skipped(letters: str, start: int, stop: int) -> int:
    """Where words begin without what says nothing."""
    while start < stop and (letters[start] in _AT_EDGES or letters[start] == "_"):
        start += 1
    return start


def _trimmed(letters: str, start: int, stop: int) -> int:
    """Where words end without what says nothing; a phrase goes as a whole."""
    while stop > start:
        head = stop - 1
        while letters[head] == "_" and head > start:
            head -= 1
        if letters[head] not in _AT_EDGES:
            break
        stop = head
    return stop
