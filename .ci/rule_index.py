"""Keeps what was made of the rules: writes `ivrlint/rule/index.json`, or with --check says whether it is current."""

import sys

from ivrlint.bundled import RULES
from ivrlint.rule import load_rules
from ivrlint.rule.index import INDEX, index

if __name__ == "__main__":
    rules, problems = load_rules([RULES], examples=True)
    if problems:
        sys.exit("\n".join(map(str, problems)))
    if "--check" not in sys.argv:
        INDEX.write_text(index(rules), encoding="utf-8")
    elif not INDEX.exists() or INDEX.read_text(encoding="utf-8") != index(rules):
        sys.exit("ivrlint/rule/index.json is not current: run python .ci/rule_index.py")
