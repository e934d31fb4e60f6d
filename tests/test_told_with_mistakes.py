"""One typing error is one finding: what comes of it is not told beside it."""

import pytest

from ivrlint.bundled import RULES as FOLDER
from ivrlint.linting import lint_text
from ivrlint.rule import load_rules

WELL = """\
ivr: 1
name: Kestrel Energy
language: en-GB
start: main
operator_key: 9
steps:
  main:
    menu: Kestrel Energy. For bills, press 1. For the meter, press 2. To speak to a person, press 9.
    options: {1: bills, 2: meter, 9: people}
    no_input: {after: 7s, tries: 2, then: people}
    no_match: {tries: 2, then: people}
  bills:
    menu: For the last bill, press 1. To go back, press 2. To speak to a person, press 9.
    options: {1: amount, 2: main, 9: people}
    no_input: {after: 7s, tries: 2, then: people}
    no_match: {tries: 2, then: people}
  amount: {run: billing system, gives: [total], takes: 2s, next: total, failed: people}
  total: {say: "Your last bill is {total} pounds.", next: bills}
  meter:
    collect: meter_reading
    say: Please enter the five digits of your meter.
    digits: 5
    confirm: read_back
    no_input: {after: 7s, tries: 2, then: people}
    no_match: {tries: 2, then: people}
    next: thanks
  thanks: {say: "You have entered {meter_reading}. Please hold for a person.", next: people}
  people: {transfer: customer service, with: [meter_reading], closed: message, no_answer: message}
  message: {voicemail: customer service, say: "Please leave your number. We call back tomorrow.", reply_within: 1 day}
"""
AMOUNT = "amount: {run: billing system, gives: [total], takes: 2s, next: total, failed: people}"
RULES = load_rules([FOLDER])[0]


def findings(text):
    return [(finding.rule, finding.mark.line, finding.message) for finding in lint_text(text, "f.yaml", RULES).findings]


def test_without_a_mistake_no_rule_of_warning_or_worse_has_anything_to_say():
    assert [finding for finding in lint_text(WELL, "f.yaml", RULES).findings if finding.severity > 1] == []


MISTAKES = {
    "a misspelt kind of step": ("people: {transfer:", "people: {tranfser:"),
    "misspelt options": ("options: {1: bills, 2", "optoins: {1: bills, 2"),
    "misspelt options deeper in": ("options: {1: amount", "optons: {1: amount"),
    "a misspelt way on": ("closed: message, no", "clsoed: message, no"),
    "a misspelt word within a handler": ("then: people", "than: people"),
    "a number for a time": ("no_input: {after: 7s", "no_input: {after: 7"),
    "a word for a number": ("{after: 7s, tries: 2,", "{after: 7s, tries: two,"),
    "a handler that is only a step": ("no_match: {tries: 2, then: people}", "no_match: people"),
    "an option with a list": ("2: meter, 9", "2: [meter], 9"),
    "options without any": ("options: {1: bills, 2: meter, 9: people}", "options:"),
    "no options at all": ("    options: {1: bills, 2: meter, 9: people}\n", ""),
    "a list for the next step": ("next: thanks", "next: [thanks]"),
    "an empty next step": ("    next: thanks", "    next:"),
    "a key of another program": ("next: total, failed", "goto: total, failed"),
    "a step that is a list": (AMOUNT, "amount: [total, people]"),
    "a step that is only a name": (AMOUNT, "amount: total"),
    "a step of no kind": ("amount: {run: billing system, ", "amount: {"),
    "two kinds in one step": ("total: {say", "total: {transfer: desk, say"),
    "the same key twice": ("next: total, failed", "next: total, next: total, failed"),
    "words that are a mapping": ('say: "Please leave your number. We call back tomorrow."', "say: {Please leave your number}"),
    "a misspelt key of the file": ("operator_key", "operater_key"),
    "digits that are a word": ("digits: 5", "digits: five"),
    "digits the wrong way round": ("digits: 5", "digits: 7-5"),
    "a list that is a mapping": ("with: [meter_reading]", "with: {meter_reading: 1}"),
    "a key that is a comment": (
        "options: {1: amount, 2: main, 9: people}",
        "options:\n      1: amount\n      9: people\n      #: main",
    ),
}


@pytest.mark.parametrize(("right", "wrong"), MISTAKES.values(), ids=MISTAKES)
def test_one_typing_error_is_one_finding(right, wrong):
    assert right in WELL
    before = findings(WELL)
    told = findings(WELL.replace(right, wrong, 1))
    assert [rule for rule, *_ in told].count("format") == 1
    assert [finding for finding in told if finding[0] != "format" and finding[0] not in {rule for rule, *_ in before}] == []


def test_the_rest_of_the_file_is_still_judged():
    text = WELL.replace("  bills:\n    menu:", "  bills:\n    menu: Your call is important to us.").replace(
        "digits: 5", "digits: x"
    )
    assert "empty-phrases" in {rule for rule, *_ in findings(text)}


@pytest.mark.parametrize(("wrong", "judged"), [("digits: five", {"format"}), ("digit: 5", None)])
def test_what_a_mistake_hides_is_not_called_gone(wrong, judged):
    text = WELL.replace("digits: 5", wrong)
    every = lint_text(WELL, "f.yaml", RULES).judged["f.yaml"]
    assert lint_text(text, "f.yaml", RULES).judged["f.yaml"] == (every if judged is None else judged)
