"""Writes docs/standards.md from rules/profiles/; with --check, fails when the page is not current."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from ivrlint.bundled import RULES
from ivrlint.config import DEFAULT, Clause, Config, Setting, load_profile, profile_names
from ivrlint.conformance import A_LOOK, NEEDS
from ivrlint.rule import Rule, load_rules

PAGE = Path(__file__).parent.parent / "docs" / "standards.md"

INTRODUCTION = """\
Made from `rules/profiles/` by `.ci/standards_page.py`; do not edit this page.

A profile says which rules judge, how severely and with which limits: `ivrlint menu.yaml --profile NAME`, and the same for
`ivrlint draw` and `ivrlint rules`. Without `--profile` it is `recommended`. Some profiles have the clauses of a standard:

```console
$ ivrlint conformance menu.yaml --profile gethuman
$ ivrlint conformance menus/ --profile portugal --format markdown -o portugal.md
```

goes through them one by one, with a table for each file in which calls begin; what other files of the run lead into is judged in
their tables. The exit code is 1 when some clause would not be met, otherwise 0; it is 2 when a file cannot be read or has
mistakes.

This is no legal advice. Much of what follows was read in secondary sources, as the tables say; what a law asks of you, and
whether it applies to you, is in the law.

## The verdicts

| verdict | when |
|---|---|
| would not be met | one of the rules of the clause finds something, however severe; each finding is told with its place |
| met as far as the file shows | the rules could judge, and find nothing; what they leave out is said |
| cannot be judged from the file | no rule judges the clause, or what that needs is not known |

A recording without its words, another system that decides, a bot: rules are silent about what they cannot see, and silence is
not enough to call a clause met. Each clause therefore says what it needs:

| need | known when, for each call of the file |
|---|---|
""".splitlines()

AFTER_NEEDS = """\
## The form of a profile

```yaml
title: House style
about: For whom it is, in a sentence or two.
extends: recommended                # a profile, or a list of them; the last one has the last word
rules:                              # what is different about rules; the others judge as they do in the base
  doom-loop: error                  # on (as severe as the rule says), off, error, warning or info
  too-many-options: {severity: warning, options: {max_options: 4}}
standard:                           # only with clauses
  title: House style of our contact centre
  url: "https://example.org/house-style"
  read: the whole text              # what was read of it; a clause may say so of itself, with its own url
  applies: where one of our numbers is called
clauses:
  - id: "1"
    asks: The first menu has at most four options.
    judged: partly                  # wholly, partly or not; but for wholly it says what is left out, and why
    because: the operator key is not counted
    rules: [too-many-options]       # it would not be met where one of these finds something
    at: first_menu                  # only what is found at first menus counts, and at calls that have one
    needs: [menu_words, whole_flow]
```

`ivrlint schema config` prints the JSON Schema. A profile in which anything is wrong is refused with file, line and column. Each
clause is in our words, and its `read` says honestly what was read: the text itself, an abstract, or what others write about it.

## As JSON

`--format json` prints one object; `ivrlint schema conformance` prints its JSON Schema.

| key | holds |
|---|---|
| `version` | 1; it grows when a key goes or changes its meaning |
| `profile`, `standard` | the name of the profile, and the `title`, `url`, `read` and `applies` of its standard |
| `tables` | one entry a file: `file`, `name` (of the flow), `summary` (how many are `met`, `not_met`, `not_judged`), `clauses` |
| `clauses` | `id`, `asks`, `verdict`, `judged` (wholly, partly, not), `because` (what was not, and why), `rules`, `findings` |
| `findings` | `rule`, `file`, `line`, `column`, `step`, `message`, `instead`; empty but for `not_met` |
| `problems` | what could not be read: `file`, `line`, `column`, `message` |
""".splitlines()


def text() -> str:
    """The text of docs/standards.md."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    rules = {rule.id: rule for rule in load_rules([RULES])[0]}
    profiles = [load_profile(name)[0][-1] for name in profile_names()]
    yield "# Profiles and standards"
    yield ""
    yield from INTRODUCTION
    for name, need in NEEDS.items():
        yield f"| `{name}` | {need.about} |"
    yield f"| `{A_LOOK}` | never: the rules can show that the clause would not be met; whether it is met is for people to say |"
    yield ""
    yield from AFTER_NEEDS
    yield ""
    yield "## The profiles"
    yield ""
    yield "| profile | what it is | clauses |"
    yield "|---|---|---|"
    for profile in profiles:
        name = f"[`{profile.name}`](#{_anchor(profile.name)})"
        yield f"| {name} | {_cell(profile.about)} | {len(profile.clauses) or '-'} |"
    for profile in profiles:
        yield ""
        yield from _profile(profile, rules)


def _profile(profile: Config, rules: dict[str, Rule]) -> Iterator[str]:
    yield f"## {profile.name}"
    yield ""
    yield profile.about
    if profile.standard:
        standard = profile.standard
        yield ""
        yield f"[{standard.title}]({standard.url})"
        yield ""
        yield f"- What was read: {standard.read}."
        yield f"- Where it applies: {standard.applies}."
        yield ""
        yield "| clause | asks for | judged | by | only partly, or not, because | source as read |"
        yield "|---|---|---|---|---|---|"
        yield from (_clause(clause) for clause in profile.clauses)
    yield ""
    if profile.rules:
        base = f"`{', '.join(profile.extends)}`" if profile.extends else "what the rules say of themselves"
        yield f"Different from {base}:"
        yield ""
        yield from (_setting(name, setting, rules[name]) for name, setting in profile.rules.items())
    elif profile.extends:
        yield f"Every rule judges as in `{DEFAULT}`."
    else:
        yield "Every rule judges as it says of itself."


def _clause(clause: Clause) -> str:
    needs = f"; needs {', '.join(clause.needs)}" if clause.needs else ""
    by = (
        f"{', '.join(f'`{rule}`' for rule in clause.rules)}{' at the first menu' if clause.at else ''}{needs}"
        if clause.rules
        else ""
    )
    read = clause.read or "as above"
    cells = (clause.id, clause.asks, clause.judged, by, clause.because, f"[{read}]({clause.url})" if clause.url else read)
    return f"| {' | '.join(map(_cell, cells))} |"


def _setting(name: str, setting: Setting, rule: Rule) -> str:
    level = {"off": "off", "on": str(rule.severity), "": ""}.get(setting.level, setting.level)
    options = [f"{option} {value}" for option, value in setting.options.items()]
    return f"- `{name}`: {', '.join(filter(None, (level, *options)))}"


def _anchor(title: str) -> str:
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


if __name__ == "__main__":
    if "--check" in sys.argv:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text():
            sys.exit("docs/standards.md is not current: run python .ci/standards_page.py")
    else:
        PAGE.write_text(text(), encoding="utf-8")
