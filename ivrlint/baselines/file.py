"""The file of a baseline: JSON with one entry a line, so that changes of it are small and can be merged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ivrlint.baselines.entry import Entry, Key
from ivrlint.baselines.together import Together
from ivrlint.fingerprints import Identity
from ivrlint.flow import Mark, Refusal
from ivrlint.readers import positioned_json
from ivrlint.readers.decoding import text_of
from ivrlint.readers.tree import Map
from ivrlint.rule.shape import fits, misshapen

KIND = "baseline"
"""The name of the schema."""

VERSION = 1
"""The version of the form. It grows when a key goes or changes its meaning."""

_ANEW = "delete the file and write it anew with --write-baseline"
_MESSY = f"a merge conflict was never resolved here: take the lines of both sides, or {_ANEW}"
_FALSE = f"the fingerprint is not that of this rule, step and what it is about there: {_ANEW}"
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})", re.MULTILINE)


def as_text(entries: Iterable[Entry], together: Together = ()) -> str:
    """The text of a baseline with these entries, and the files in which they were found together, one a line as well."""
    lines = ",\n".join(f"    {_line(entry)}" for entry in sorted(entries, key=lambda entry: entry.order))
    findings = f"[\n{lines}\n  ]" if lines else "[]"
    groups = ",\n".join(map(_group, together))
    more = f',\n  "together": [\n{groups}\n  ]' if groups else ""
    return f'{{\n  "version": {VERSION},\n  "findings": {findings}{more}\n}}\n'


def read_baseline(data: bytes, file: str) -> tuple[tuple[Entry, ...], tuple[Refusal, ...]]:
    """The entries of a baseline and nothing else, or no entries and all that is wrong with it.

    An entry that stands there twice, as it may after a merge, counts once.
    """
    text = text_of(data, file)
    problems = (text,) if isinstance(text, Refusal) else tuple(sorted(_mistakes(text, file)))
    if problems or isinstance(text, Refusal):
        return (), problems
    found: dict[Key, Entry] = {}
    for item in json.loads(text)["findings"]:
        entry = _entry(item)
        known = found.get(entry.key)
        found[entry.key] = known if known and known.number >= entry.number else entry
    return tuple(sorted(found.values(), key=lambda entry: entry.order)), ()


def read_together(data: bytes, file: str) -> Together:
    """The files in which the entries of a sound baseline were found together."""
    text = text_of(data, file)
    return () if isinstance(text, Refusal) else tuple(map(tuple, json.loads(text).get("together", ())))


def places(data: bytes, file: str) -> Mapping[Key, Mark]:
    """Where each entry of a sound baseline stands."""
    text = text_of(data, file)
    document = text if isinstance(text, Refusal) else positioned_json.parse(text, file)
    items = [] if isinstance(document, Refusal) else document.value["findings"]
    return {_entry(item).key: Mark(file, *item.at) for item in items}


def _mistakes(text: str, file: str) -> Iterator[Refusal]:
    """What is wrong with the text of a baseline, and where. It is looked at closely only where something is."""
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError):
        tree = None
    if fits(tree, KIND) and not any(map(_is_false, tree["findings"])):
        return
    conflict = _CONFLICT.search(text)
    document = positioned_json.parse(text, file)
    if conflict:
        yield Refusal(file, _MESSY, text.count("\n", 0, conflict.start()) + 1, 1)
    elif isinstance(document, Refusal):
        yield document._replace(message=f"is no baseline: {document.message}")
    elif not isinstance(document.value, Map) or "version" not in document.value:
        yield Refusal(file, "is no baseline: it should be an object with the keys 'version' and 'findings'", *document.at[:2])
    elif document.value["version"] != VERSION:
        message = f"version {document.value['version']!r} of baselines is not known, only {VERSION}: update ivrlint, or {_ANEW}"
        yield Refusal(file, message, *document.value.value_at["version"][:2])
    else:
        shape = misshapen(document.value, KIND)
        yield from (Refusal(file, message, *at[:2]) for at, message, _ in shape)
        for item in () if shape else filter(_is_false, document.value["findings"]):
            yield Refusal(file, _FALSE, *item.value_at["fingerprint"][:2])


def _is_false(item: Mapping[str, Any]) -> bool:
    """Whether the fingerprint of an entry is another than what people read beside it."""
    return bool(item["fingerprint"] != _known_by(item).fingerprint)


def _entry(item: Mapping[str, Any]) -> Entry:
    return Entry(Key(item["file"], _known_by(item)), int(item["count"]), item["message"])


def _known_by(item: Mapping[str, Any]) -> Identity:
    return Identity(item["rule"], item["step"], item["about"])


def _line(entry: Entry) -> str:
    """The line of an entry."""
    (file, known_by), number, message = entry
    rule, step, about = known_by
    item = {
        "file": file,
        "step": step,
        "rule": rule,
        "about": about,
        "count": number,
        "fingerprint": known_by.fingerprint,
        "message": message,
    }
    return _json(item)


def _group(files: Sequence[str]) -> str:
    """The lines of files that belong together."""
    return "    [\n{}\n    ]".format(",\n".join(f"      {_json(file)}" for file in files))


def _json(item: object) -> str:
    """JSON for people. What no text can hold, such as half a character in the name of a file, is escaped."""
    line = json.dumps(item, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(item)
    return line
