"""Keeps what was made of rules, profiles and tables of words: writes the files, or with --check says what is not current."""

import sys
from collections.abc import Iterator
from pathlib import Path

from ivrlint.analysis.language import tables_to_keep
from ivrlint.bundled import RULES
from ivrlint.config.keeping import KEPT
from ivrlint.config.loading import profiles_to_keep
from ivrlint.rule import load_rules
from ivrlint.rule.index import FUNCTIONS, INDEX, functions, index


def files() -> Iterator[tuple[Path, str]]:
    """Each file, and what it should hold."""
    rules, problems = load_rules([RULES], examples=True)
    if problems:
        sys.exit("\n".join(map(str, problems)))
    yield INDEX, index(rules)
    yield FUNCTIONS, functions(rules)
    yield KEPT, profiles_to_keep()
    yield from tables_to_keep()


if __name__ == "__main__":
    for path, text in files():
        if "--check" not in sys.argv:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            sys.exit(f"{path} is not current: run python .ci/kept.py")
