"""The comments of YAML: what begins with `#` between two tokens of its scanner, or behind the sign of a block of text."""

from __future__ import annotations

import re

from ivrlint.readers.remarks.comments import Comment, Comments

_COMMENT = re.compile(r"#[^\r\n]*")
_HEADER = re.compile(r"[|>][0-9+-]*[ \t]*(?=#)")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


def comments(text: str) -> Comments:
    """Where the comments are, and the values of several lines. Of a text that breaks, those that stand before."""
    import yaml

    from ivrlint.readers.strict_yaml import parser_of

    for line_break in "\x85\u2028\u2029":
        text = text.replace(line_break, " ")
    parser = parser_of(_SURROGATE.sub("x" * 6, text))  # which libyaml does not know
    found: list[Comment] = []
    whole: list[tuple[int, int]] = []
    at = 0
    try:
        while (token := parser.get_token()) is not None:
            start, end = token.start_mark, token.end_mark
            found += [Comment(*comment.span()) for comment in _COMMENT.finditer(text, at, start.index)]
            at = end.index
            if end.line > start.line:
                whole.append((start.index, at))
                block = _HEADER.match(text, start.index) if token.style in ("|", ">") else None
                found += [Comment(*comment.span()) for comment in (block and _COMMENT.match(text, block.end()),) if comment]
    except yaml.YAMLError:
        pass
    return Comments(tuple(found), tuple(whole))
