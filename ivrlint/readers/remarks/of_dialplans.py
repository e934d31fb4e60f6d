"""The comments of Asterisk's dialplans: those of extensions.conf, and those of AEL."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ivrlint.readers.asterisk import is_conf
from ivrlint.readers.asterisk.comments import Comments as Taken
from ivrlint.readers.asterisk.source import Source
from ivrlint.readers.remarks.comments import Comment, Comments

_AEL = re.compile(r'"(?:[^"\\\r\n]|\\[^\r\n])*+"|(?P<line>//[^\r\n]*)|(?P<block>/\*.*?(?:\*/|\Z))', re.DOTALL)
_GAP = re.compile(r"\s+")
_SIGN = re.compile(r";--(?!-)|;*")


def comments(text: str) -> Comments:
    """Where the comments are, in either language."""
    return Comments(tuple(_of_conf(text) if is_conf(text) else _of_ael(text)))


def _of_ael(text: str) -> Iterator[Comment]:
    for part in _AEL.finditer(text):
        if part.lastgroup:
            yield Comment(*part.span(), 2, 2 if part["block"] and part[0].endswith("*/") else 0)


def _of_conf(text: str) -> Iterator[Comment]:
    """What the reader takes away, line by line."""
    source = Source(text, "")
    for (start, line), (_, code) in zip(source.lines(), Taken(source).code, strict=True):
        for gap in _GAP.finditer(code.ljust(len(line))):
            inside = line[gap.start() : gap.end()]
            comment = inside.strip()
            if comment:
                begins = start + gap.start() + len(inside) - len(inside.lstrip())
                opens = _SIGN.match(comment)
                yield Comment(begins, begins + len(comment), opens.end() if opens else 0, 3 if comment.endswith("--;") else 0)
