"""Where the comments of a text stand: its format decides, and what its reader takes for one."""

from __future__ import annotations

from ivrlint.flow.tuples import NamedTuple

_KINDS = {
    "native": "yaml",
    "swml": "yaml",
    "amazon-connect": "yaml",
    "genesys-architect": "yaml",
    "voicexml": "xml",
    "twiml": "xml",
    "freeswitch": "xml",
    "asterisk": "dialplan",
}
"""What each format is written in, where that has comments."""


class Comment(NamedTuple):
    """A comment from `start` to `end`, offsets of the text; `opens` and `closes` are how many signs begin and end it."""

    start: int
    end: int
    opens: int = 1
    closes: int = 0


class Comments(NamedTuple):
    """The comments of a text, in its order; and from where to where parts of several lines go that no comment can stand in."""

    found: tuple[Comment, ...] = ()
    whole: tuple[tuple[int, int], ...] = ()


def comments(text: str, format_: str) -> Comments:
    """The comments of a text. JSON has none, whichever format is written in it."""
    kind = _KINDS.get(format_)
    if kind == "yaml" and (format_ == "native" or text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "[")):
        from ivrlint.readers.genesys.placeholders import hidden
        from ivrlint.readers.remarks import of_yaml

        return of_yaml.comments(hidden(text) if format_ == "genesys-architect" else text)
    if kind == "xml":
        from ivrlint.readers.remarks import of_xml
        from ivrlint.readers.twiml.templates import as_xml
        from ivrlint.readers.voicexml.templates import masked

        return of_xml.comments(masked(text) if format_ == "voicexml" else as_xml(text) if format_ == "twiml" else text)
    if kind == "dialplan":
        from ivrlint.readers.remarks import of_dialplans

        return of_dialplans.comments(text)
    return Comments()
