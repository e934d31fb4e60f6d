"""The rules about rules, and every example of every rule."""

import re
from pathlib import Path

import pytest
import yaml

from ivrlint.examples import run_examples
from ivrlint.linting import lint_flows
from ivrlint.readers.files import read_text
from ivrlint.rule import load_rules

RULES = Path(__file__).parents[1] / "rules"

IDS = {
    "access": {"no-more-time", "speech-only-entry", "speech-only-menu"},
    "person": {
        "no-way-to-a-person",
        "person-only-by-error",
        "person-not-certain",
        "person-too-far",
        "person-not-offered-in-first-menu",
        "operator-key-ignored",
        "data-before-person",
        "another-number-to-call",
        "no-way-to-give-feedback",
        "fake-person-option",
        "no-option-for-other-needs",
        "no-person-from-this-menu",
        "operator-key-changes",
        "person-not-first-option",
        "person-request-loops-back",
        "voicemail-instead-of-person",
    },
    "menus": {
        "menu-too-deep",
        "too-many-options",
        "options-out-of-order",
        "bundled-option",
        "emergency-not-first",
        "key-means-different-things",
        "key-said-twice",
        "letters-as-choices",
        "menu-without-words",
        "mixed-key-order",
        "multi-digit-choice",
        "needless-submenu",
        "no-cancel-in-first-menu",
        "no-complaint-in-first-menu",
        "no-repeat",
        "no-way-back",
        "option-does-nothing",
        "popular-option-late",
        "similar-options",
        "single-option-menu",
        "too-many-choices-to-hear",
        "too-many-reserved-keys",
    },
    "data": {
        "data-thrown-away",
        "data-lost-at-transfer",
        "asked-twice",
        "read-before-set",
        "asked-again-under-another-name",
        "data-lost-at-callback",
        "data-lost-between-queues",
        "end-key-not-said",
        "entry-not-confirmed",
        "length-not-said",
        "letters-on-keypad",
        "very-long-entry",
        "wrong-length-said",
    },
    "privacy": {
        "card-code-kept",
        "card-data-recorded",
        "card-data-spoken-only",
        "recording-notice-late",
        "secret-read-back",
        "secret-shown-to-person",
        "secret-spoken-only",
        "whole-national-number",
    },
    "structure": {"abrupt-hang-up", "broken-target", "unreachable-step", "dead-end", "doom-loop", "inform-and-hang-up"},
    "errors": {
        "hang-up-on-error",
        "no-input-unhandled",
        "no-match-unhandled",
        "endless-retry",
        "timeout-too-short",
        "too-many-tries",
        "error-leads-to-bigger-menu",
        "error-starts-again",
        "failure-unhandled",
        "hang-up-on-failure",
        "next-digit-too-short",
        "silent-wait",
        "timeout-too-long",
        "too-few-tries",
    },
    "prompts": {
        "promised-key-missing",
        "key-never-mentioned",
        "key-before-action",
        "long-wait-before-first-choice",
        "empty-phrases",
        "menu-changed-notice",
        "false-familiarity",
        "advertising-before-choice",
        "advertising-while-waiting",
        "blaming-words",
        "greeting-heard-again",
        "hard-to-follow",
        "high-volume-always",
        "needless-instruction",
        "no-barge-in",
        "number-said-once",
        "placeholder-words",
        "prompt-too-long",
        "survey-before-service",
        "technical-words",
        "transfer-said-not-made",
        "website-before-choice",
        "wordy-option",
        "wrong-verb",
    },
    "hours": {
        "closed-found-late",
        "emergency-line-closed",
        "closed-hours-not-said",
        "closed-then-hang-up",
        "closed-unhandled",
        "mailbox-without-words",
        "message-without-promise",
        "queue-without-callback",
        "reply-too-late",
        "transfer-without-fallback",
        "wait-not-announced",
        "wait-too-long",
        "fixed-wait-promise",
    },
    "promises": {
        "promise-broken",
        "any-time-key-broken",
        "callback-promised-not-made",
        "stay-on-the-line-broken",
    },
    "language": {
        "language-dropped",
        "language-menu-blocks",
        "language-said-in-another",
        "no-person-in-this-language",
    },
}
ERRORS = {
    "fake-person-option",
    "any-time-key-broken",
    "placeholder-words",
    "stay-on-the-line-broken",
    "transfer-said-not-made",
    "card-code-kept",
    "card-data-recorded",
    "wrong-length-said",
    "no-way-to-a-person",
    "data-thrown-away",
    "asked-twice",
    "broken-target",
    "dead-end",
    "doom-loop",
    "hang-up-on-error",
    "promised-key-missing",
    "closed-then-hang-up",
    "promise-broken",
}
INFO = {
    "false-familiarity",
    "no-way-to-give-feedback",
    "abrupt-hang-up",
    "bundled-option",
    "mixed-key-order",
    "multi-digit-choice",
    "needless-submenu",
    "no-repeat",
    "no-cancel-in-first-menu",
    "no-complaint-in-first-menu",
    "no-way-back",
    "person-not-first-option",
    "too-many-reserved-keys",
    "blaming-words",
    "greeting-heard-again",
    "hard-to-follow",
    "needless-instruction",
    "number-said-once",
    "survey-before-service",
    "wordy-option",
    "wrong-verb",
    "closed-unhandled",
    "data-lost-at-callback",
    "length-not-said",
    "recording-notice-late",
    "very-long-entry",
    "whole-national-number",
    "error-leads-to-bigger-menu",
    "no-more-time",
    "silent-wait",
    "timeout-too-long",
    "too-few-tries",
    "too-many-options",
}
KEYS = [
    "id",
    "summary",
    "why",
    "source",
    "severity",
    "for",
    "options",
    "when",
    "lighter",
    "shows",
    "at",
    "together",
    "judges_unreachable",
    "message",
    "instead",
    "good",
    "bad",
]
OPTIONAL = {"options", "lighter", "at", "together", "judges_unreachable"}
CONTRADICTED = {
    "no-cancel-in-first-menu",
    "no-complaint-in-first-menu",
    "no-more-time",
    "no-way-to-give-feedback",
    "person-not-first-option",
}
"""Rules that few profiles use, as other sources say the opposite, or few ask for it: good examples need not be good for them."""

FILES = sorted(path for path in RULES.glob("*/*.yaml") if path.parent.name != "profiles")
DOCUMENTS = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES]
LOADED, PROBLEMS = load_rules([RULES], examples=True)
every_rule = pytest.mark.parametrize(
    ("path", "rule"), list(zip(FILES, DOCUMENTS, strict=True)), ids=[path.stem for path in FILES]
)


def document(name):
    return DOCUMENTS[[path.stem for path in FILES].index(name)]


def flow_of(example):
    return example if isinstance(example, str) else example["flow"]


def test_the_rules_are_all_there_each_in_the_folder_of_its_concern():
    found = {}
    for path in FILES:
        found.setdefault(path.parent.name, set()).add(path.stem)
    assert found == IDS


def test_the_folder_of_rules_holds_nothing_else():
    others = [path for path in RULES.rglob("*") if path.is_file() and path.suffix != ".yaml"]
    assert others == []


def test_every_rule_is_accepted():
    assert PROBLEMS == ()
    assert {rule.id for rule in LOADED} == set().union(*IDS.values())


@pytest.mark.parametrize("rule", LOADED, ids=[rule.id for rule in LOADED])
def test_the_examples_of_a_rule_hold(rule):
    results = list(run_examples([rule]))
    assert len(results) == len(rule.good) + len(rule.bad) >= 4
    assert [str(failure) for result in results for failure in result.failures] == []


@pytest.mark.parametrize("rule", LOADED, ids=[rule.id for rule in LOADED])
def test_a_good_example_is_good_for_every_rule(rule):
    for example in rule.good:
        report = lint_flows(read_text(example.flow, rule.file), LOADED)
        assert [(found.rule, found.step) for found in report.findings if found.rule not in CONTRADICTED - {rule.id}] == []


@pytest.mark.parametrize("rule", LOADED, ids=[rule.id for rule in LOADED])
def test_a_finding_tells_a_call_unless_the_rule_shows_none(rule):
    for example in rule.bad:
        report = lint_flows(read_text(example.flow, rule.file), (rule,))
        assert [finding.step for finding in report.findings if (finding.call is None) != (rule.shows == "none")] == []


@every_rule
def test_the_file_is_named_after_the_rule(path, rule):
    assert rule["id"] == path.stem


@every_rule
def test_a_rule_has_its_keys_in_the_order_of_the_others(path, rule):
    assert [key for key in KEYS if key in rule or key not in OPTIONAL] == list(rule)


@every_rule
def test_an_error_is_what_is_plainly_broken(path, rule):
    expected = "error" if path.stem in ERRORS else "info" if path.stem in INFO else "warning"
    assert rule["severity"] == expected


@every_rule
def test_a_rule_cites_what_was_published(path, rule):
    for source in rule["source"]:
        assert list(source) == ["title", "clause", "url"]
        assert re.fullmatch(r"https?://\S+", source["url"])
        assert len(source["clause"].split()) >= 4


@every_rule
def test_a_rule_has_two_good_examples_one_of_them_a_near_miss_and_two_bad_ones(path, rule):
    assert len(rule["good"]) >= 2
    assert any(isinstance(example, dict) and example["near_miss"] for example in rule["good"])
    assert len(rule["bad"]) >= 2
    assert len({flow_of(example) for example in rule["good"] + rule["bad"]}) == len(rule["good"] + rule["bad"])


@every_rule
def test_a_condition_is_short_enough_to_be_read_at_a_glance(path, rule):
    assert len(rule["when"]) <= 100


@every_rule
def test_a_message_names_the_step_and_is_one_clause(path, rule):
    kind = rule["for"]
    step = {"call": "call.start", "caller": "caller.step"}.get(kind, f"{kind}.name")
    assert f"{{{step}}}" in rule["message"]
    assert not rule["message"].endswith(".")
    assert "\n" not in rule["message"]


@every_rule
def test_a_limit_is_written_once(path, rule):
    for name, option in rule.get("options", {}).items():
        assert f"options.{name}" in rule["when"] + str(rule.get("lighter", ""))
        if isinstance(option["default"], int | float):
            assert str(option["default"]) not in re.findall(r"\d+(?:\.\d+)?", rule["message"] + rule["when"])


@every_rule
def test_the_advice_is_a_sentence_that_says_what_to_do(path, rule):
    assert rule["instead"].rstrip().endswith(".")
    assert rule["summary"].rstrip().endswith(".")
    assert rule["why"].rstrip().endswith(".")


def test_no_rule_advises_more_levels_of_menus():
    for rule in DOCUMENTS:
        assert not re.search(r"split|sub-?menus?", rule["instead"], re.IGNORECASE), rule["id"]


def test_what_is_said_of_laws_is_limited_to_where_they_apply():
    for rule in DOCUMENTS:
        assert "illegal" not in str(rule["source"])
        for source in rule["source"]:
            if "would not meet" in source["clause"]:
                assert re.search(r"where the (law|rule|decree) applies", source["clause"]), rule["id"]
