"""Numbers, money, times and signs as they are spoken, since "$1,284.56" takes longer to say than to write."""

from __future__ import annotations

import re
from functools import lru_cache

from ivrlint.analysis.language import Numbers

_UNKNOWN = "something"
"""What stands for the value of a variable: its words are not known, two or three syllables are taken (our choice)."""

SPECIAL = re.compile(r"[\d<{}$£€%&@+*#=/°~§.](?:(?<!\.)|(?=[^\W\d_]))")
"""Where something may stand that is not said as it is written."""

_VALUE = r"\{\{[^{}]*\}\}|\$?\{[^{}%]*\}"
_FORMS = (
    rf"(?P<value>{_VALUE})"
    r"""
    | (?P<markup>\{%[^{}%]*%\}|<[^<>]*>)
    | (?P<sign>[$£€])\s?(?P<sum>\d+(?:[.,]\d+)*) | (?P<sum_first>\d+(?:[.,]\d+)*)\s?(?P<sign_last>[$£€])
    | (?P<hour>\d{1,2})\s?[:h]\s?(?P<minute>[0-5]\d)(?!\d) (?:\s?(?P<half>[ap](?:m\b|\.m\b\.?))|\s?(?:uhr|uur)\b)?
    | (?P<half_hour>\d{1,2})\s?(?P<half_alone>[ap](?:m\b|\.m\b\.?))
    | (?P<full_hour>\d{1,2})\s?(?:h|uhr|uur)\b
    | (?P<before_dot>\d{1,2})\.(?=\s(?P<next_word>[^\W\d_]+))
    | (?P<run>\+?\d+(?:[\s/-]\d+)+|\+\d+)
    | (?P<number>\d+(?:[.,]\d+)*)(?P<ordinal>[^\W\d_]{1,3}\b|[º°ª])?
    | (?P<dot>(?<=\w)\.(?=[^\W\d_])) | (?P<other>[%&@+*#=/°~§])
    """
)

_CURRENCY = ("US", "R")
"""Letters before a sign of money that are not said: "US$ 20", "R$ 20"."""


@lru_cache(maxsize=1)
def _forms() -> re.Pattern[str]:
    """Compiled when the first number is met: that takes as long as reading a small file."""
    return re.compile(_FORMS, re.VERBOSE | re.IGNORECASE)


def spell_out(text: str, numbers: Numbers) -> str:
    """The text with numbers, money, times, ordinals, web addresses and signs in words.

    Markup is left out, and what a variable holds is replaced by a word of average length. Phone numbers
    and codes are said digit by digit, or in French group by group, with a short pause between groups.
    """

    def words(found: re.Match[str]) -> str:
        kind = found.lastgroup or ""
        if kind == "value":
            return _UNKNOWN
        if kind == "markup":
            return ""
        if kind in {"sum", "sign_last"}:
            return _money(found["sum"] or found["sum_first"], found["sign"] or found["sign_last"], numbers)
        if kind in {"minute", "half", "half_alone"}:
            return _time(
                found["hour"] or found["half_hour"], found["minute"] or "00", found["half"] or found["half_alone"], numbers
            )
        if kind == "next_word":
            return _before_dot(found["before_dot"], found["next_word"], numbers)
        if kind == "full_hour":
            return numbers.full_hour.format(cardinal(int(found[kind]), numbers))
        if kind == "run":
            return _run(found["run"], numbers)
        if kind in {"number", "ordinal"}:
            return _number(found["number"], found["ordinal"] or "", numbers)
        return f" {numbers.dot} " if kind == "dot" else f" {numbers.signs.get(found[0], '')} "

    if numbers.decimal == ",":
        text = _blank_in_thousands().sub(r"\1.\2", text)
    if "{" in text:
        filled = re.sub(_VALUE, _UNKNOWN, text)
        if not SPECIAL.search(filled):  # the values of variables were all that is special
            text = filled
    start = SPECIAL.search(text)
    pieces, done = [], 0
    while start:
        found = _forms().match(text, start.start())
        if found:
            before = text[done : found.start()]
            pieces += [_without_currency(before) if found["sign"] else before, words(found)]
            done = found.end()
        start = SPECIAL.search(text, max(done, start.end()))
    said = " ".join("".join([*pieces, text[done:]]).split())
    return re.sub(r"\bwww\b", numbers.www, said) if "www" in said else said


@lru_cache(maxsize=1)
def _blank_in_thousands() -> re.Pattern[str]:
    """A number such as "12 500" in languages with a decimal comma; "800 123 456" and "01 23 45" are phone numbers.

    What may not stand before it is asked after its first digit: a pattern that begins with digits is looked for quickly.
    """
    return re.compile(r"([1-9](?<![\d.,:/+-].)(?<!\d\s.)\d{0,2})\s(\d{3})(?!\d|[\s.:/-]\d)")


def _without_currency(text: str) -> str:
    letters = next((letters for letters in _CURRENCY if text.endswith(letters)), "")
    rest = text.removesuffix(letters)
    return text if rest[-1:].isalpha() else rest


def cardinal(value: int, numbers: Numbers) -> str:
    """A number below a thousand million in words."""
    if value < 100:
        return numbers.below_hundred[value]
    if value < 1000:
        rest = value % 100
        if value == 100:
            return numbers.hundred
        return numbers.hundreds[value // 100 - 1] + (numbers.after_hundreds + numbers.below_hundred[rest] if rest else "")
    if value < 1_000_000:
        return _grouped(value, 1000, numbers.one_thousand, numbers.thousands, numbers)
    return _grouped(value, 1_000_000, numbers.one_million, numbers.millions, numbers)


def _grouped(value: int, size: int, one: str, many: str, numbers: Numbers) -> str:
    count, rest = divmod(value, size)
    first = one if count == 1 else many.format(cardinal(count, numbers))
    return f"{first} {cardinal(rest, numbers)}" if rest else first


def _digits(text: str, numbers: Numbers) -> str:
    return " ".join(numbers.below_hundred[int(digit)] for digit in text)


def _run(text: str, numbers: Numbers) -> str:
    """Groups of digits: a phone number or a code from seven digits on, else numbers one after another."""
    groups = re.findall(r"\d+", text)
    if "/" not in text and (text[0] in "+0" or sum(map(len, groups)) >= 7 or max(map(len, groups)) == 1):
        plus = f"{numbers.signs['+']} " if text[0] == "+" else ""
        if max(map(len, groups)) == 1:
            return plus + " ".join(_digits(group, numbers) for group in groups)
        return plus + ", ".join(_group(group, numbers) for group in groups)
    return " ".join(_number(group, "", numbers) for group in groups)


def _before_dot(text: str, next_word: str, numbers: Numbers) -> str:
    """A number before a full stop: in German an ordinal before the name of a month and the like."""
    if next_word in numbers.ordinal_before:
        return numbers.ordinal.format(cardinal(int(text), numbers))
    return f"{_number(text, '', numbers)}."


def _group(text: str, numbers: Numbers) -> str:
    """A group of a phone number: digit by digit, but a whole number in French."""
    whole = numbers.groups == "numbers" and len(text) <= 3 and text[0] != "0"
    return cardinal(int(text), numbers) if whole else _digits(text, numbers)


def _number(text: str, ending: str, numbers: Numbers) -> str:
    whole, fraction = _split(text, numbers.decimal)
    if whole is None:
        return " ".join(_number(part, "", numbers) for part in re.split(r"[.,]", text)) + ending
    if (len(whole) > 4 and whole == text) or len(whole) > 9 or (whole[0] == "0" and len(whole) > 1):
        return _digits(whole, numbers) + (f" {ending}" if ending else "")
    words = cardinal(int(whole), numbers)
    if fraction:
        words += f" {numbers.point} {_digits(fraction, numbers)}"
    if not ending:
        return words
    return numbers.ordinal.format(words) if ending.lower() in numbers.ordinals else f"{words} {ending}"


def _money(text: str, sign: str, numbers: Numbers) -> str:
    whole, fraction = _split(text, numbers.decimal)
    if whole is None:
        whole, fraction = re.sub(r"\D", "", text), ""
    units, cents = numbers.money[sign]
    words = f"{cardinal(int(whole), numbers) if len(whole) < 10 else _digits(whole, numbers)} {units}"
    if not fraction.strip("0"):
        return words
    return f"{words} {numbers.signs['&']} {cardinal(int(fraction[:2]), numbers)} {cents}"


def _time(hour: str, minute: str, half: str | None, numbers: Numbers) -> str:
    hours = cardinal(int(hour), numbers)
    if half:
        letters = " ay em" if half[0] in "aA" else " pee em"
        return (hours if minute == "00" else f"{hours} {cardinal(int(minute), numbers)}") + letters
    if minute == "00":
        return numbers.full_hour.format(hours)
    return numbers.time.format(hours, cardinal(int(minute), numbers))


@lru_cache(maxsize=16)
def _shape(decimal: str) -> re.Pattern[str]:
    group = re.escape("," if decimal == "." else ".")
    return re.compile(rf"(\d{{1,3}}(?:{group}\d{{3}})+|\d+)(?:{re.escape(decimal)}(\d+))?")


def _split(text: str, decimal: str) -> tuple[str | None, str]:
    """The whole and the decimal digits of a number; None when it is not written as this language writes numbers."""
    found = _shape(decimal).fullmatch(text)
    return (re.sub(r"\D", "", found[1]), found[2] or "") if found else (None, "")
