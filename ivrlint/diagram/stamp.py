"""The stamp that a picture carries: of which flow it is, and the digest of the text that it was drawn from.

Engines draw the same text with other bytes. By its stamp a picture is known to be current whichever engine has drawn it.
"""

from __future__ import annotations

import re

from ivrlint.flow.tuples import NamedTuple

_STAMP = re.compile(rb"drawn by ivrlint of ([^\s:]*): sha256 ([0-9a-f]{64})")
TAIL = 4096
"""Bytes at the end of a picture among which its stamp is."""
_LAST_CHUNK = 12
"""Bytes of the chunk that ends a PNG."""


class Stamp(NamedTuple):
    """Where the flow is, seen from the picture (empty when nobody need know), and the digest of the DOT text."""

    flow: str
    digest: str


def stamp_for(flow: str, dot: str) -> Stamp:
    """The stamp of a picture that is drawn from this DOT text."""
    from hashlib import sha256

    return Stamp(flow, sha256(dot.encode("utf-8", "replace")).hexdigest())


def stamped(picture: bytes, kind: str, stamp: Stamp) -> bytes:
    """The picture with its stamp, where viewers do not look. DOT text gets none: it is compared itself."""
    from urllib.parse import quote

    flow = quote(stamp.flow).replace("-", "%2D")  # `--` would end a comment of XML
    text = f"drawn by ivrlint of {flow}: sha256 {stamp.digest}".encode()
    if kind == "svg":
        return b"%s\n<!-- %s -->\n" % (picture.rstrip(), text)
    if kind == "png":
        return picture[:-_LAST_CHUNK] + _chunk(b"tEXt", b"Comment\0" + text) + picture[-_LAST_CHUNK:]
    end = picture.rfind(b"startxref")
    return picture[:end] + b"%% %s\n" % text + picture[end:] if kind == "pdf" and end >= 0 else picture


def stamp_of(picture: bytes) -> Stamp | None:
    """The stamp that a picture carries; None when it carries none."""
    from urllib.parse import unquote

    found = _STAMP.search(picture[-TAIL:])
    return Stamp(unquote(found[1].decode("ascii", "replace")), found[2].decode()) if found else None


def _chunk(name: bytes, data: bytes) -> bytes:
    from zlib import crc32

    return len(data).to_bytes(4, "big") + name + data + crc32(name + data).to_bytes(4, "big")
