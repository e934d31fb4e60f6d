"""Bytes of a file to text: UTF-8, UTF-16 that says so, what an XML declaration names, or Latin 1 in old dialplans."""

from __future__ import annotations

import codecs
import re

from ivrlint.flow import Refusal

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_XML = rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]{1,30})[\"']"
_DIALPLAN = rb"(?m)^[ \t]*(?:exten|same)[ \t]*=>?[ \t]*[^,\r\n]{1,80},[^\r\n]*\(|^[ \t]*context[ \t]+[\w.-]+[ \t]*\{"
"""Lines of a dialplan of Asterisk, which people write in encodings of one byte a character and nowhere say in which."""
_ONE_BYTE = ("iso8859", "cp125", "koi8", "mac-", "ascii")


def text_of(data: bytes, file: str) -> str | Refusal:
    """The text of a file, without the mark at its start, or why it is not text."""
    content, encoding = _split(data)
    if encoding == "utf-8" and b"\0" in content:
        return Refusal(file, "holds binary data, not text", foreign=True)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and re.search(_DIALPLAN, content):
            return content.decode("latin-1")
        before = content[: error.start].decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        name = encoding[:6].upper()
        message = f"is not {name}: the byte 0x{content[error.start]:02X} does not belong here; save the file as UTF-8"
        return Refusal(file, message, line, column)


def beginning_of(data: bytes) -> str:
    """As much of the text as can be read of the first bytes of a file; empty for binary data."""
    content, encoding = _split(data)
    return "" if encoding == "utf-8" and b"\0" in content else content.decode(encoding, "replace")


def lines_of(text: str) -> list[str]:
    """The lines of a text as YAML 1.2 and JSON end them, and no other sign that Python takes for an end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _split(data: bytes) -> tuple[bytes, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :], encoding
    head = data[:400]
    declared = re.match(_XML, head) if b"<?xml" in head else None
    return data, _codec(declared[1].decode("ascii")) if declared else "utf-8"


def _codec(name: str) -> str:
    """The codec of an encoding that a file declares, if it is one of those that have a character for each byte; else UTF-8."""
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return "utf-8"
    return codec if codec.startswith(_ONE_BYTE) and codec != "ascii" else "utf-8"
