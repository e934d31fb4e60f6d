"""The beginning of a configuration: a file that explains each key, with what suits a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ivrlint.flow.tuples import NamedTuple

_FILE = Path(__file__).with_name("skeleton.yaml")
_WIDTH = 125


class Suits(NamedTuple):
    """What suits a folder.

    `seen` are sentences about what lies there. `profiles` names further profiles with the reason for each, `exclude` patterns
    with what they would pass over. `operator_key` is the key that flows lead to a person, where it is another than the usual
    one. `rule_folders` are where rules lie, and whether these have no mistakes.
    """

    seen: Sequence[str] = ()
    profiles: Mapping[str, str] = {}
    exclude: Mapping[str, str] = {}
    operator_key: str = ""
    rule_folders: Mapping[str, bool] = {}


def skeleton(suits: Suits) -> str:
    """The text of a new configuration. What is only suggested is a comment, but for rules that lie there."""
    parts = {
        "SEEN": [f"# {line}" for sentence in suits.seen for line in _wrapped(sentence)],
        "PROFILES": [f"# extends: [recommended, {name}]  # {why}" for name, why in suits.profiles.items()],
        "EXCLUDE": ["# exclude:", *(f"#   - {_text(glob)}  # {what}" for glob, what in (suits.exclude or _EXCLUDED).items())],
        "OPERATOR_KEY": [f'# operator_key: "{suits.operator_key}"  # that of most options here that lead to a person']
        if suits.operator_key
        else ['# operator_key: "0"'],
        "RULE_FOLDERS": list(_folders(suits.rule_folders)),
    }
    lines = [made for line in _FILE.read_text(encoding="utf-8").splitlines() for made in parts.get(line, [line])]
    return "\n".join([*lines, ""])


_EXCLUDED = {"drafts/": "a folder of this name, at any depth", "/menus/*.bak.json": "in one folder"}


def _folders(folders: Mapping[str, bool]) -> Iterator[str]:
    sound = [folder for folder in folders if folders[folder]]
    yield f"{'' if sound else '# '}rule_folders:"
    yield from (f"  - {_text(folder)}" for folder in sound)
    yield from (f"#   - {_text(folder)}  # there are mistakes in it" for folder in folders if folder not in sound)
    if not folders:
        yield "#   - our-rules"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _wrapped(sentence: str) -> list[str]:
    import textwrap

    return textwrap.wrap(sentence, _WIDTH, break_long_words=False, break_on_hyphens=False)
