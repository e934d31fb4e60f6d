"""The comments of XML. What looks like one inside of CDATA, an instruction or the value of an attribute is none."""

from __future__ import annotations

import re

from ivrlint.readers.remarks.comments import Comment, Comments

_PARTS = re.compile(
    r"""(?P<comment><!--.*?(?:-->|\Z))"""
    r"""|<!\[CDATA\[.*?(?:\]\]>|\Z)"""
    r"""|<\?.*?(?:\?>|\Z)"""
    r"""|(?P<tag></?[^\s<>!?/=&"'][^\s<>/=&"']*+(?:[^<>"']|"[^"]*+"|'[^']*+')*+>)""",
    re.DOTALL,
)


def comments(text: str) -> Comments:
    """Where the comments are, and the tags."""
    parts = list(_PARTS.finditer(text))
    return Comments(
        tuple(Comment(*part.span(), 4, 3 if part[0].endswith("-->") else 0) for part in parts if part["comment"]),
        tuple(part.span() for part in parts if part["tag"] and "\n" in part[0]),
    )
