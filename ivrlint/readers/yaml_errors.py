"""What a YAML parser complains about, said so that the author of a menu can mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import yaml

_NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_LINE_BREAK = re.compile("\r\n|\r|\n")
_NO_KEY = "this does not fit what comes before: check the indentation, or put the whole value in quotes"

Place = tuple[int, int]
"""Line and column, from 1."""


def plainly(error: yaml.YAMLError, text: str) -> tuple[str, int, int]:
    """A sentence for an error of either parser, with the line and column where the author should look."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return _not_text(text)
    lines = _LINE_BREAK.split(text)
    begun = _place(error.context_mark)
    place = _place(error.problem_mark)
    for context, words, explain in _COMPLAINTS:
        if context in (error.context or "") and any(word in (error.problem or "") for word in words):
            message, place = explain(lines, begun or place, place)
            break
    else:
        message = f"is not YAML: {error.problem}"
    return message, *_inside(lines, place)


def with_surrogates(text: str) -> str:
    """The text with pairs of surrogates made one character: JSON writes emoji in this way, libyaml does not know it."""
    return _PAIR.sub(lambda pair: chr(0x10000 + (int(pair[1], 16) - 0xD800) * 0x400 + int(pair[2], 16) - 0xDC00), text)


def _place(mark: yaml.error.Mark | None) -> Place:
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def _inside(lines: Sequence[str], place: Place) -> Place:
    """The place itself, or the end of the last line that holds something when it lies behind the text."""
    if place[0] <= len(lines) and lines[place[0] - 1].strip():
        return place
    last = next((number for number in range(min(place[0], len(lines)), 0, -1) if lines[number - 1].strip()), 1)
    return last, len(lines[last - 1].rstrip()) + 1


def _not_text(text: str) -> tuple[str, int, int]:
    found = _NOT_TEXT.search(text)
    before = _LINE_BREAK.split(text[: found.start()]) if found else [""]
    name = f"U+{ord(found[0]):04X}" if found else "unknown"
    return f"holds a control character ({name}), which is not allowed in YAML", len(before), len(before[-1]) + 1


def _at(lines: Sequence[str], place: Place) -> str:
    return lines[place[0] - 1][place[1] - 1 : place[1]] if place[0] <= len(lines) else ""


Explain = Callable[[Sequence[str], Place, Place], tuple[str, Place]]


def _say(message: str) -> Explain:
    """One sentence; `{line}` is the line in which the thing began."""
    return lambda _, begun, place: (message.format(line=begun[0]), place)


def _start(lines: Sequence[str], _: Place, place: Place) -> tuple[str, Place]:
    sign = _at(lines, place)
    if sign == "\t":
        return "tabs cannot be used for indentation: use spaces", place
    return f'a value cannot begin with "{sign}": put it in quotes', place


def _no_colon(lines: Sequence[str], begun: Place, _: Place) -> tuple[str, Place]:
    line = lines[begun[0] - 1].strip()
    hint = f'; a space is missing after "{line.partition(":")[0]}:"' if re.match(r"[\w]+:\S", line) else ""
    return f'this line should be a key, ": " and a value, or belong to the value before it by its indentation{hint}', begun


def _colon(lines: Sequence[str], _: Place, place: Place) -> tuple[str, Place]:
    before = lines[place[0] - 2].strip() if place[0] > 1 else ""
    if re.fullmatch(r"\w+:[^\s:]+", before):
        return f'a space is missing after "{before.partition(":")[0]}:"', (place[0] - 1, 1)
    line = lines[place[0] - 1]
    if ":" in line[: place[1] - 1]:
        return 'a second ": " in one line: put the whole value in quotes, or correct the indentation', place
    return "a key is not possible here: check the indentation of this line and of the one before", place


def _alias(lines: Sequence[str], begun: Place, _: Place) -> tuple[str, Place]:
    sign = _at(lines, begun)
    kind = "an alias" if sign == "*" else "an anchor"
    return f'{sign} begins {kind} in YAML: for the character itself, write "{sign}" in quotes', begun


def _content(lines: Sequence[str], _: Place, place: Place) -> tuple[str, Place]:
    return f'a value is missing before "{_at(lines, place)}"' if _at(lines, place) else "a value is missing", place


def _escape(lines: Sequence[str], _: Place, place: Place) -> tuple[str, Place]:
    line = lines[place[0] - 1]
    begin = max(line.rfind("\\", 0, place[1] + 1), line.find("\\"))
    found = line[begin : begin + 2]
    if found[1:] in ("x", "u", "U"):
        return f"{found} is not followed by the code of a character", (place[0], begin + 1)
    return f"{found} is not an escape that YAML knows: write \\\\ for a backslash, or use single quotes", (place[0], begin + 1)


def _unclosed(_: Sequence[str], begun: Place, __: Place) -> tuple[str, Place]:
    return "this quotation mark is never closed", begun


_COMPLAINTS: tuple[tuple[str, tuple[str, ...], Explain], ...] = (
    ("quoted scalar", ("unexpected end of stream", "document indicator"), _unclosed),
    ("-quoted", ("unexpected end of stream", "document separator"), _unclosed),
    ("quoted", ("escape", "hexdecimal", "hexadecimal"), _escape),
    ("alias", ("alphabetic",), _alias),
    ("anchor", ("alphabetic",), _alias),
    ("", ("tab character",), _say("tabs cannot be used for indentation: use spaces")),
    ("", ("cannot start any token",), _start),
    ("", ("mapping values are not allowed",), _colon),
    ("", ("mapping keys are not allowed",), _say('a value cannot begin with "? ": put it in quotes')),
    (
        "",
        ("sequence entries are not allowed",),
        _say('a list cannot begin in the line of its key: put "- " in a line of its own'),
    ),
    ("", ("could not find expected ':'",), _no_colon),
    ("flow mapping", ("',' or '}'",), _say('a "," or the closing "}}" is missing before this; the "{{" is in line {line}')),
    ("flow sequence", ("',' or ']'",), _say('a "," or the closing "]" is missing before this; the "[" is in line {line}')),
    ("block mapping", ("expected key", "<block end>"), _say(_NO_KEY)),
    ("block collection", ("'-' indicator", "<block end>"), _say(_NO_KEY)),
    ("", ("node content",), _content),
    (
        "block scalar",
        ("comment or line break", "comment or a line break"),
        _say("the text after > or | must begin in the next line"),
    ),
    ("", ("undefined tag handle",), _say("tags that begin with ! are not supported: put the value in quotes")),
    ("", ("<document start>",), _say("the flow has ended before this: check the indentation and the brackets before it")),
    ("", ("incompatible YAML",), _say("only YAML 1.1 and 1.2 are known")),
    ("", ("directive",), _say("a line that begins with % is a directive, and this one is not known: put the value in quotes")),
)
