"""Zip archives that hold the files of an export: unpacked in memory, or refused with one clear line."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from ivrlint.flow import Refusal

ZIP = b"PK\x03\x04"
"""What a zip archive begins with."""

MOST_FILES = 20_000
"""Files in an archive. The largest real agents have a few thousand."""

MOST_BYTES = 64 * 2**20
"""Bytes of all files in an archive together."""

MOST_DENSE = 200
"""How many times larger the files may be than the archive: exports come to 30, bombs to a thousand and more."""

_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_LONGEST_COMMENT = 2**16
_ENTRY = 400
_CLIMBS = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|^[A-Za-z]:|[\x00-\x1f]")
_ARCHIVE = re.compile(r"(?i)\.(?:zip|jar|gz|tgz|bz2|xz|7z|rar|tar)\Z")
_PARTS = re.compile(rb"(?:\A|/|[\x00-\xff]{2})(?:agent\.json|flows/|intents/|entityTypes/|webhooks/|playbooks/)")
_BROKEN = (
    BadZipFile,
    LargeZipFile,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    EOFError,
    OverflowError,
    struct.error,
)


def may_hold_export(head: bytes) -> bool:
    """Whether the first bytes of an archive name a file that an export has."""
    return head.startswith(ZIP) and _PARTS.search(head) is not None


def unpacked(data: bytes, file: str) -> Mapping[str, bytes] | Refusal:
    """The JSON files in an archive by their paths, which begin with that of the archive."""
    wrong = _too_much(data)
    if wrong:
        return Refusal(file, wrong)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            wrong = next(filter(None, map(_why_not, entries)), "") or _too_large(entries, len(data))
            if wrong:
                return Refusal(file, wrong)
            return _read(archive, entries, file)
    except (*_BROKEN, zlib.error, IndexError, KeyError) as error:
        return Refusal(file, f"is a zip archive that cannot be unpacked: {_reason(error)}")


def _read(archive: ZipFile, entries: list[ZipInfo], file: str) -> Mapping[str, bytes] | Refusal:
    result: dict[str, bytes] = {}
    for entry in entries:
        path = _path(entry)
        if path.lower().endswith(".json") and not path.startswith("__MACOSX/"):
            with archive.open(entry) as member:
                content = member.read(MOST_BYTES + 1)
            if content.startswith(ZIP):
                return Refusal(file, f"holds another archive ({path}): unpack it first")
            result.setdefault(f"{file}/{path}", content)
    return result


def _too_much(data: bytes) -> str:
    """Why the list of files is not even read: it is not there, or too long."""
    at = len(data) - _END.size
    if at < 0 or data[at : at + 4] != _END_MARK or data[-2:] != b"\0\0":
        at = data.rfind(_END_MARK, max(0, at - _LONGEST_COMMENT))
    if at < 0 or at + _END.size > len(data):
        return "is a zip archive that cannot be unpacked: its end is missing"
    _, _, _, _, files, size, _, _ = _END.unpack_from(data, at)
    if files > MOST_FILES or size > MOST_FILES * _ENTRY:
        return f"is a zip archive of too many files: at most {MOST_FILES} are read"
    return ""


def _why_not(entry: ZipInfo) -> str:
    """Why an archive with this file in it is not read."""
    path = _path(entry)
    shown = " ".join("".join(sign if sign.isprintable() else " " for sign in path).split())[:80]
    if _CLIMBS.search(path):
        return f"is a zip archive with a path that leads out of it: {shown!r}"
    if entry.flag_bits & 1:
        return "is an encrypted zip archive: unpack it first"
    if _ARCHIVE.search(path):
        return f"holds another archive ({shown}): unpack it first"
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return f"is a zip archive packed in a way that ivrlint does not read ({shown}): unpack it first"
    return ""


def _too_large(entries: list[ZipInfo], packed: int) -> str:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_FILES:
        return f"is a zip archive of too many files: at most {MOST_FILES} are read"
    if total > MOST_BYTES:
        return f"is a zip archive of {total / 2**20:.0f} MiB when unpacked: at most {MOST_BYTES // 2**20} MiB are read"
    if total > packed * MOST_DENSE:
        return f"is a zip archive that is {total // packed} times larger when unpacked: at most {MOST_DENSE} times is read"
    return ""


def _path(entry: ZipInfo) -> str:
    """The path of a file in an archive; some programs write it with backslashes. The name as it is stored counts."""
    return entry.orig_filename.replace("\\", "/")


def _reason(error: BaseException) -> str:
    words = str(error).strip().splitlines()[0][:100] if str(error).strip() else "it is broken"
    return words[:1].lower() + words[1:]
