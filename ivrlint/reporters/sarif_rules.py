"""The rules of a run as SARIF describes them."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten
from typing import Any

from ivrlint.finding import Finding, Severity
from ivrlint.report import FORMAT
from ivrlint.reporters.other_findings import OTHERS
from ivrlint.reporters.rule_pages import evidence, plain
from ivrlint.reporters.surroundings import Surroundings
from ivrlint.rule import Rule

LEVELS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "note"}

LONGEST = 1024
"""Characters of a description that GitHub shows."""

UNREAD = {
    "id": "unread",
    "shortDescription": {"text": "Every file, folder or pattern that is named should be one that can be read."},
    "fullDescription": {"text": "What cannot be read is not linted, so that nothing is known of it."},
    "help": {"text": "Mend the file, or do not name it. With --if-flow files that are no flows are passed over."},
    "defaultConfiguration": {"level": "error"},
}
"""What is told of files that could not be read."""

_Object = dict[str, Any]


def descriptors(around: Surroundings, findings: Iterable[Finding]) -> list[_Object]:
    """All rules of a run, and behind them what else is the rule of a finding."""
    rules = {rule.id: _described(rule, around) for rule in around.rules}
    others = {finding.rule: finding for finding in findings if finding.rule not in rules}
    return [*rules.values(), *(_other(others[id_]) for id_ in sorted(others))]


def _described(rule: Rule, around: Surroundings) -> _Object:
    page = around.page(rule.id)
    sources = [f"{source.title}: {source.clause}" if source.clause else source.title for source in rule.sources]
    text = "\n\n".join((rule.why, f"Instead: {rule.instead}", "\n".join(("Evidence:", *(f"- {each}" for each in sources)))))
    markdown = "\n".join(
        (plain(rule.why), "", f"**Instead.** {plain(rule.instead)}", "", "**Evidence**", "", *map(evidence, rule.sources))
    )
    more = f"`ivrlint explain {rule.id}` tells more, with examples."
    made = _descriptor(rule.id, rule.summary, rule.why, rule.severity, [rule.concern])
    made["help"] = {"text": f"{text}\n\n{more}", "markdown": f"{markdown}\n\n{more}"}
    if page:
        made["helpUri"] = page
    made["properties"] |= {"concern": rule.concern, "sources": [source._asdict() for source in rule.sources]}
    return made


def _other(finding: Finding) -> _Object:
    """What is no rule that can be loaded: mistakes in a file, and what the run itself finds."""
    if finding.rule in OTHERS:
        severity, summary, text = OTHERS[finding.rule]
        made = _descriptor(finding.rule, summary, text, severity, [FORMAT] if finding.rule == FORMAT else [])
        made["help"] = {"text": text}
        return made
    name = finding.rule.replace("-", " ").capitalize()
    made = _descriptor(finding.rule, f"{name}.", finding.instead or f"{name}.", finding.severity, [])
    made["help"] = {"text": finding.instead or f"{name}."}
    return made


def _descriptor(id_: str, summary: str, why: str, severity: Severity, tags: list[str]) -> _Object:
    level = LEVELS[severity]
    name = {"name": "".join(word.capitalize() for word in id_.split("-"))} if "-" in id_ else {}
    return {
        "id": id_,
        **name,
        "shortDescription": {"text": shorten(summary, LONGEST, placeholder="...")},
        "fullDescription": {"text": shorten(why, LONGEST, placeholder="...")},
        "defaultConfiguration": {"level": level},
        "properties": {
            "tags": ["usability", "phone", *tags],
            "problem.severity": {"note": "recommendation"}.get(level, level),
            "precision": "high",
        },
    }
