"""Plain values as YAML that is pleasant to read, and that means the same in YAML 1.2 and in older tools."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from ivrlint.readers.scalars import resolve

Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]

WIDTH = 110
"""Characters of a line that are not passed if it can be helped."""

MEMBERS = 4
"""Members of a mapping that may stand in one line."""

LONGEST_KEY = 900
"""Characters of a key that may stand before a colon: parsers look no further than 1024."""

_BEGINNINGS = "/$("
_NUMBERED = re.compile(
    r"[0-9]+(?:\.[0-9]+)?(?:ms|s|m|h)|[0-9]{1,3}-[0-9]{1,3}|[0-9]+(?: [0-9]+)+|[0-9]+(?: [^\W\d]\w*)+"
).fullmatch
_NEED_QUOTES_IN_BRACKETS = re.compile(r"[,\[\]{}:]").search
_WORDS_OF_OLD = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
"""Words that YAML 1.1 takes for something other than text."""

_GAP = re.compile(r"(?<=\S) (?=[^\s#])")
_PIECES = re.compile(r"(?:\\.|[^\\ ])+ *").findall
"""Words in quotes with the blanks behind them; no piece begins with a blank."""

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def laid_out(value: Mapping[str, Value], *, tall: Collection[str], spaced: Collection[str]) -> str:
    """A mapping as the text of a file.

    Mappings and lists stand in one line where they are short, those under the keys in `tall` never do. Between the members
    of the mappings under the keys in `spaced` there are empty lines, unless they stand in one line each.
    """
    return "".join(f"{line}\n" for line in _Writer(tall, spaced).members(value, ""))


class _Writer:
    def __init__(self, tall: Collection[str], spaced: Collection[str]) -> None:
        self.tall = {*tall, *spaced}
        self.spaced = spaced

    def members(self, value: Mapping[str, Value], indent: str, *, apart: bool = False) -> Iterator[str]:
        """The lines of a mapping."""
        several = False
        for number, (key, inner) in enumerate(value.items()):
            lines = list(self._member(key, inner, indent))
            if number and ((apart and (several or len(lines) > 1)) or (not indent and key in self.spaced)):
                yield ""
            several = len(lines) > 1
            yield from lines

    def _member(self, key: str, value: Value, indent: str) -> Iterator[str]:
        name = _key(key)
        if len(name) > LONGEST_KEY:
            yield f"{indent}? {name}"
            name = ""
        begin = f"{indent}{name}:"
        short = self._is_short(value, WIDTH - len(begin))
        if isinstance(value, str) and not short:
            yield from self._text(begin, value, f"{indent}  ")
        elif isinstance(value, str) or not value or (short and key not in self.tall):
            yield f"{begin} {in_one_line(value)}"
        elif isinstance(value, Mapping):
            yield begin
            yield from self.members(value, f"{indent}  ", apart=key in self.spaced)
        elif isinstance(value, Sequence):
            yield begin
            for item in value:
                yield from self._item(item, f"{indent}  ")
        else:
            yield f"{begin} {in_one_line(value)}"

    def _is_short(self, value: Value, room: int) -> bool:
        """Whether a value should stand in one line."""
        if isinstance(value, str) and "\n" in value and _lines(value, room):
            return False
        if isinstance(value, Mapping) and (len(value) > MEMBERS or not self.tall.isdisjoint(value)):
            return False
        return not value or not isinstance(value, str | Mapping | Sequence) or len(in_one_line(value)) < room

    def _item(self, value: Value, indent: str) -> Iterator[str]:
        if isinstance(value, Mapping) and not self._is_short(value, WIDTH - len(indent) - 2):
            first, *others = self.members(value, f"{indent}  ")
            yield f"{indent}- {first.lstrip(' ')}"
            yield from others
        else:
            yield f"{indent}- {in_one_line(value)}"

    def _text(self, begin: str, text: str, indent: str) -> Iterator[str]:
        """A text that is too long for one line, or has several."""
        lines = _lines(text, WIDTH - len(indent))
        if lines:
            yield f"{begin} {'|-' if len(lines) == text.count(chr(10)) + 1 else '>-'}"
            yield from (f"{indent}{line}" if line else "" for line in lines)
        else:
            yield from _quoted_lines(begin, scalar(text), indent)


def _quoted_lines(begin: str, quoted: str, indent: str) -> Iterator[str]:
    """A text in quotes over several lines, each but the last with a backslash at its end, which joins them again."""
    line = f"{begin} "
    for piece in _PIECES(quoted) if quoted[0] == '"' else (quoted,):
        if len(line) + len(piece) >= WIDTH and line.strip() != begin.strip():
            yield f"{line}\\"
            line = indent
        line += piece
    yield line


def in_one_line(value: Value) -> str:
    """A value as one line, in brackets where it has parts."""
    return scalar(value) if isinstance(value, str) else _in_brackets(value)


def _in_brackets(value: Value) -> str:
    if isinstance(value, str):
        return scalar(value, in_brackets=True)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_key(key, in_brackets=True)}: {_in_brackets(each)}' for key, each in value.items())}}}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_in_brackets, value))}]"
    return "null" if value is None else str(value).lower()


def _key(text: str, *, in_brackets: bool = False) -> str:
    """A text as a key, which is text however it looks."""
    return text if text.isascii() and text.isdecimal() else scalar(text, in_brackets=in_brackets)


def scalar(text: str, *, in_brackets: bool = False) -> str:
    """A text in one line, without quotes where it means itself."""
    if _is_plain(text) and not (in_brackets and _NEED_QUOTES_IN_BRACKETS(text)):
        return text
    return f'"{"".join(_ESCAPES.get(letter) or _escaped(letter) for letter in text)}"'


def _is_plain(text: str) -> bool:
    if not text or not text.isprintable() or text[-1] in " :" or ": " in text or " #" in text or text.lower() in _WORDS_OF_OLD:
        return False
    return bool(text[0].isalpha() or text[0] in _BEGINNINGS or _NUMBERED(text)) and isinstance(resolve(text), str)


def _escaped(letter: str) -> str:
    if letter.isprintable():
        return letter
    code = ord(letter)
    if 0xD800 <= code < 0xE000:  # half of a character, which no file can hold
        return "?"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _lines(text: str, width: int) -> list[str]:
    """The lines of a block of YAML that means this text; none when it needs quotes, or does not help."""
    if text != text.strip() or not text:
        return []
    if "\n" in text:
        lines = text.split("\n")
        return lines if all((not line or line.isprintable()) and line[-1:] != " " and line[:1] != "#" for line in lines) else []
    if not text.isprintable() or text[0] == "#":
        return []
    lines = []
    for word in _GAP.split(text):
        if lines and len(lines[-1]) + len(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines if len(lines) > 1 else []
