"""What there is to know about a rule: as text for terminals, as a section of a page, as JSON; and all rules as a list."""

from ivrlint.reporters.rule_pages.as_json import rule_as_json
from ivrlint.reporters.rule_pages.as_markdown import evidence, plain, section, tables
from ivrlint.reporters.rule_pages.as_text import explained, listed, listed_others
from ivrlint.reporters.rule_pages.shown import Shown, shown
from ivrlint.reporters.rule_pages.standing import Standing, standings

__all__ = [
    "Shown",
    "Standing",
    "evidence",
    "explained",
    "listed",
    "listed_others",
    "plain",
    "rule_as_json",
    "section",
    "shown",
    "standings",
    "tables",
]
