"""Rule files: what is read from them, what is refused and where, and what rules say about facts."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any, get_type_hints

import jsonschema
import pytest

import ivrlint
from ivrlint import bundled, facts, kept
from ivrlint.expressions import compiler
from ivrlint.finding import Finding, Severity, Source
from ivrlint.flow import Mark, Refusal, fields
from ivrlint.readers import content, strict_yaml
from ivrlint.rule import CONCERNS, Rule, index, load_rules, loading
from ivrlint.rule.reading import read_rule
from ivrlint.rule.shape import misshapen

RULE = """\
id: menu-too-deep
summary: A caller should get to what they want within three menus.
why: >-
  Each further level costs time
  and callers.
source:
  - {title: A toolkit, clause: three levels, url: "https://example.org/levels"}
severity: warning
for: menu
options:
  max_depth: {default: 3, about: the deepest menu that is still fine}
when: menu.depth > options.max_depth
message: "{menu.name} is menu number {menu.depth} (limit {options.max_depth})"
instead: Offer the choice one level up.
good:
  - |
    ivr: 1
    steps: {}
  - near_miss: true
    flow: |
      ivr: 1
      steps: {}
bad:
  - finds: [details]
    flow: |
      ivr: 1
      steps: {}
  - {finds: [more, details], flow: "ivr: 1"}
"""

FILE = "rules/menus/menu-too-deep.yaml"


def problems(text: str, file: str = FILE, concern: str = "menus") -> list[str]:
    rule, found = read_rule(text, file, concern)
    assert (rule is None) == bool(found)
    return [str(problem).removeprefix(f"{FILE}:") for problem in found]


def changed(old: str, new: str) -> str:
    assert RULE.count(old) == 1, old
    return RULE.replace(old, new)


def rule_of(text: str) -> Rule:
    rule, found = read_rule(text, FILE, "menus")
    assert found == ()
    assert rule is not None
    return rule


def made(kind: type, **given: Any) -> Any:
    """A fact object with nothing in it but what is given."""
    blank: dict[Any, Any] = {bool: False, int: 0, float: 0.0, str: ""}
    hints = get_type_hints(kind)
    values = {field.name: given.get(field.name, blank.get(hints[field.name], ())) for field in fields(kind)}
    return kind(**values)


def facts_with(**given: Any) -> facts.Facts:
    call = given.pop("call", made(facts.Call, title="line", start="main", step="main", mark=Mark("f.yaml", 1, 1, 1, 2)))
    return made(facts.Facts, call=call, **given)


def menu(step: str, line: int = 5, **given: Any) -> facts.Menu:
    return made(facts.Menu, step=step, mark=Mark("f.yaml", line, 3, line, 9), **{"reachable": True, **given})


def test_a_rule_file_becomes_a_rule():
    rule = rule_of(RULE)
    assert rule.id == "menu-too-deep"
    assert rule.concern == "menus"
    assert rule.file == FILE
    assert rule.why == "Each further level costs time and callers."
    assert rule.sources == (Source("A toolkit", "three levels", "https://example.org/levels"),)
    assert rule.severity is Severity.warning
    assert rule.subject == "menu"
    assert rule.shows == "arrive"
    assert rule.options["max_depth"].default == 3
    assert rule.when == "menu.depth > options.max_depth"
    assert not rule.judges_unreachable


def test_examples_know_where_they_stand():
    rule = rule_of(RULE)
    assert [(e.line, e.column, e.flow_line, e.indent) for e in rule.good] == [(16, 5, 17, 4), (19, 5, 21, 6)]
    assert [e.near_miss for e in rule.good] == [False, True]
    assert [e.finds for e in rule.bad] == [("details",), ("more", "details")]
    assert [(e.line, e.flow_line) for e in rule.bad] == [(24, 26), (28, 28)]
    assert rule.good[0].flow == "ivr: 1\nsteps: {}\n"


MISTAKES = [
    ("id: menu-too-deep", "id: menu-to-deep", "1:5: id: 'menu-to-deep' should be the name of the file, 'menu-too-deep'"),
    ("id: menu-too-deep", "id: Menu", "1:5: id: 'Menu' is no id: small letters and digits, with hyphens between words"),
    ("summary: A", "sumary: A", "2:1: unknown key 'sumary'; did you mean 'summary'?"),
    ("instead: O", "zzz: O", "14:1: unknown key 'zzz'; known: "),
    ("instead: Offer the choice one level up.\n", "", "1:1: the key 'instead' is missing: what to do about it"),
    ("instead: Offer the choice one level up.", "instead:", "14:1: instead: should be text"),
    ("instead: Offer the choice one level up.", "instead: ' '", "14:10: instead: '' says nothing"),
    ("summary: A caller", "summary: [A caller]\nignored: A", "2:10: summary: should be text"),
    ("https://example.org/levels", "example.org", "7:51: source[1].url: 'example.org' is no address that begins with https://"),
    (", clause: three levels", "", "7:5: source[1]: the key 'clause' is missing: which part of it, or what it says"),
    ("severity: warning", "severity: waring", "8:11: severity: there is no 'waring' here; did you mean 'warning'?"),
    ("severity: warning", "severity: 3", "8:11: severity: there is no 3 here; known: error, info, warning"),
    ("for: menu", "for: menus", "9:6: for: there is no 'menus' here; did you mean 'menu'?"),
    ("  max_depth: {", "  max-depth: {", "11:3: options: 'max-depth' is no name for an option: small letters, digits and _"),
    ("default: 3", "default: null", "11:24: options.max_depth.default: should be a number or text or true or false or a list"),
    ("default: 3", "default: [a, 1]", "11:28: options.max_depth.default[2]: should be text"),
    ("default: 3, ", "", "11:14: options.max_depth: the key 'default' is missing"),
    ("default: 3", "default: three", "12:7: when: cannot compare a number with text"),
    ("when: menu.depth", "when: menu.dept", "12:7: when: menu has no 'dept'; did you mean 'depth'?"),
    ("> options.max_depth", "> options.depth", "12:20: when: options has no 'depth'; did you mean 'max_depth'?"),
    ("when: menu.depth > options.max_depth", "when: menu.depth", "12:7: when: should be true/false, is a number"),
    ("when: menu.depth >", "when: menu.depth >\n  menu.dept and menu.depth >", "12:7: when: "),
    ("when: menu.depth >", "when: >-\n  menu.dept >", "13:3: when: menu has no 'dept'; did you mean 'depth'?"),
    ("when: menu.depth >", "when: |\n  menu.depth > 3 and\n  menu.depth >", "12:7: when: should stand on one line"),
    ("when: menu.depth >", f"when: {'menu.first or ' * 7}menu.depth >", "12:7: when: has 128 characters, at most 100; a longer"),
    ("when: menu.depth > options.max_depth", "when: ''", "12:7: when: says nothing"),
    ("when: menu.depth > options.max_depth", "when: true", "12:7: when: should be text"),
    ("when: menu.depth >", "when: collect.depth >", "12:7: when: unknown name 'collect'; known: call, inf, menu, options"),
    (
        "when: menu.depth > options.max_depth",
        "when: matches(menu.name, '[')",
        "12:26: when: not a regular expression: unterminated",
    ),
    ("{menu.depth} (limit", "{menu.dept} (limit", "13:39: message: menu has no 'dept'; did you mean 'depth'?"),
    ("(limit {options", "(limit {{options", "13:77: message: this } has no beginning; write }} for the sign itself"),
    (
        "instead: Offer",
        "shows: choose\ninstead: Offer",
        "14:8: shows: 'choose' is no call of a rule for menu; known: arrive, none",
    ),
    (
        "instead: Offer",
        "shows: arive\ninstead: Offer",
        "14:8: shows: 'arive' is no call of a rule for menu; did you mean 'arrive'?",
    ),
    ("instead: Offer", "at: after\ninstead: Offer", "14:5: at: 'after' is no place of a rule for menu; known: words, unspoken"),
    ("instead: Offer", "at: before\ninstead: Offer", "14:5: at: there is no 'before' here; known: after, unspoken, words"),
    ("instead: Offer", "together: step\ninstead: Offer", "14:11: together: should be a list"),
    ("instead: Offer", "together: []\ninstead: Offer", "14:11: together: should not be empty"),
    (
        "instead: Offer",
        "together: [step, depth]\ninstead: Offer",
        "14:18: together: menu has no text 'depth'",
    ),
    (
        "instead: Offer",
        "together: [stop]\ninstead: Offer",
        "14:12: together: menu has no text 'stop'; did you mean 'step'?",
    ),
    ("instead: Offer", "judges_unreachable: maybe\ninstead: Offer", "14:21: judges_unreachable: should be true or false"),
    (
        "instead: Offer",
        "lighter: {when: menu.dept > 3, severity: info}\ninstead: Offer",
        "14:17: lighter.when: menu has no 'dept'",
    ),
    (
        "instead: Offer",
        "lighter: {when: menu.first, severity: error}\ninstead: Offer",
        "14:39: lighter.severity: should be less than w",
    ),
    (
        "instead: Offer",
        "lighter: {when: menu.first}\ninstead: Offer",
        "14:10: lighter: the key 'severity' is missing",
    ),
    ("instead: Offer", "id: other\ninstead: Offer", "14:1: "),
    ("  - near_miss: true\n    flow: |\n      ivr: 1\n      steps: {}\n", "", "16:3: good: at least 2 are needed"),
    ("near_miss: true", "near_miss: false", "15:1: good: one example at least should be marked `near_miss: true`"),
    ("near_miss: true", "nearmiss: true", "19:5: good[2]: unknown key 'nearmiss'; did you mean 'near_miss'?"),
    ('  - {finds: [more, details], flow: "ivr: 1"}\n', "", "24:3: bad: at least 2 are needed"),
    ("finds: [details]", "finds: []", "24:12: bad[1].finds: should not be empty"),
    (
        "  - finds: [details]\n    flow",
        "  - flow",
        "24:5: bad[1]: the key 'finds' is missing: exactly the steps at which something is found",
    ),
    ("[more, details]", "[more, more]", "28:20: bad: 'more' is named twice; a step counts once"),
    ("[more, details]", "more", "28:13: bad[2].finds: should be a list"),
]


@pytest.mark.parametrize(("old", "new", "expected"), MISTAKES)
def test_a_mistake_is_told_at_its_place(old, new, expected):
    told = problems(changed(old, new))
    assert any(problem.startswith(expected) for problem in told), told


@pytest.mark.parametrize(
    "line",
    [
        "when: menu.first and menu.dept > 3",
        "when:    'menu.name == \"it''s\" and menu.dept > 3'",
        r'when: "menu.name == \"\x41\u0041\U00000041\t\" and menu.dept > 3"',
        "when: \"menu.name == '' and menu.dept > 3\"",
        "message: '{menu.name}''s {menu.dept}'",
        'message: "ü {menu.name} {menu.dept}"',
        "message: plain {menu.dept}",
    ],
)
def test_the_column_inside_a_quoted_text_is_that_of_the_file(line):
    key = line.split(":")[0]
    before = next(old for old in RULE.split("\n") if old.startswith(f"{key}:"))
    expected = f"{12 + (key == 'message')}:{line.index('menu.dept') + 1}: {key}: menu has no 'dept'; did you mean 'depth'?"
    assert expected in problems(changed(before, line))


def test_all_mistakes_of_a_file_are_told_in_its_order():
    text = (
        changed("severity: warning", "severity: bad").replace("menu.depth >", "menu.dept >").replace("{menu.name}", "{menu.nam}")
    )
    assert problems(text.replace("near_miss: true", "near_miss: 1"), concern="menu") == [
        "1:1: a rule lies in a folder named after its concern, and 'menu' is none; did you mean 'menus'?",
        "8:11: severity: there is no 'bad' here; known: error, info, warning",
        "12:7: when: menu has no 'dept'; did you mean 'depth'?",
        "13:12: message: menu has no 'nam'; did you mean 'name'?",
        "15:1: good: one example at least should be marked `near_miss: true`",
        "19:16: good[2].near_miss: should be true or false",
    ]


def test_no_rule_is_called_what_mistakes_in_a_file_are_called():
    told = problems(changed("id: menu-too-deep", "id: format"), file="rules/menus/format.yaml")
    assert told == [
        "rules/menus/format.yaml:1:1: id: 'format' is what mistakes in the file of a flow are called; choose another name"
    ]


def test_an_option_that_nothing_reads_is_a_mistake():
    text = changed("options.max_depth\n", "3\n").replace(" (limit {options.max_depth})", "")
    assert problems(text) == ["11:3: options.max_depth: no expression reads this option"]


def test_an_option_that_serves_as_pattern_must_be_one():
    text = changed("default: 3", "default: [a, '(']").replace(
        "menu.depth > options.max_depth", "any(matches(menu.name, p) for p in options.max_depth)"
    )
    assert problems(text) == [
        "11:24: options.max_depth.default: '(' is not a regular expression: missing ), unterminated subpattern at position 0"
    ]


@pytest.mark.parametrize("text", ["", "- a\n", "just words\n", "# nothing\n"])
def test_a_file_without_keys_is_no_rule(text):
    (told,) = problems(text)
    assert told.endswith("a rule is a mapping of keys (id, summary, why and so on) to values")


def test_what_is_no_yaml_is_told_with_its_line():
    (told,) = problems(changed("for: menu", "for: [menu"))
    assert told.split(":")[0].isdigit()


def test_options_that_are_malformed_do_not_raise():
    for wrong in ("options: 3", "options: [a]", "options: {max_depth: 3}", "options:"):
        text = RULE.replace("options:\n  max_depth: {default: 3, about: the deepest menu that is still fine}", wrong)
        assert problems(text)[0].startswith("10:")


@pytest.mark.parametrize("key", ["good", "bad", "lighter", "for", "source", "message", "when", "shows", "severity"])
@pytest.mark.parametrize("value", ["3", "[]", "{}", "'{'", "null", "[[], 1, {}]", "{when: [], severity: {}}"])
def test_a_value_of_any_kind_at_any_key_is_a_problem_and_no_exception(key, value):
    lines = RULE.split("\n")
    begin = next((number for number, line in enumerate(lines) if line.startswith(f"{key}:")), len(lines))
    end = next((number for number in range(begin + 1, len(lines)) if not lines[number].startswith(" ")), len(lines))
    assert problems("\n".join([*lines[:begin], f"{key}: {value}", *lines[end:]]))


def test_the_quick_check_and_the_schema_agree():
    schema = json.loads((bundled.SCHEMAS / "rule.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["properties"]["for"]["enum"] == list(facts.SUBJECTS)
    validator = jsonschema.Draft202012Validator(schema)
    for text in (RULE, *(changed(old, new) for old, new, _ in MISTAKES)):
        document = strict_yaml.parse(text, FILE)
        assert not isinstance(document, Refusal), text
        assert validator.is_valid(document.value) == (not misshapen(document.value)), text


def test_a_rule_that_is_right_does_not_need_jsonschema(monkeypatch):
    monkeypatch.setitem(sys.modules, "jsonschema", None)
    assert rule_of(RULE)


def test_a_rule_finds_what_its_condition_says():
    mains = (menu("main", depth=1.0), menu("far", 7, depth=4.0), menu("lost", 9, depth=9.0, reachable=False))
    (judgement,) = rule_of(RULE).judge(facts_with(menus=mains))
    assert judgement.subject is mains[1]
    assert judgement.finding == Finding(
        rule="menu-too-deep",
        severity=Severity.warning,
        mark=Mark("f.yaml", 7, 3, 7, 9),
        step="far",
        message="far is menu number 4 (limit 3)",
        instead="Offer the choice one level up.",
        sources=(Source("A toolkit", "three levels", "https://example.org/levels"),),
    )


def test_a_rule_names_the_facts_by_which_findings_say_the_same():
    rule = rule_of(changed("instead: Offer", "together: [step, name]\ninstead: Offer"))
    (found,) = rule.judge(facts_with(menus=(menu("far", depth=4.0),)))
    assert (rule.together, found.finding.together) == (("step", "name"), "far far")
    assert found.finding.group == (found.finding.mark.file, rule.id, "far far")


def test_a_rule_may_judge_what_cannot_be_reached():
    rule = rule_of(changed("instead: Offer", "judges_unreachable: true\ninstead: Offer"))
    found = rule.judge(facts_with(menus=(menu("lost", depth=9.0, reachable=False),)))
    assert [judgement.finding.step for judgement in found] == ["lost"]


CALL_RULE = (
    RULE.replace("for: menu", "for: call")
    .replace("menu.depth > options.max_depth", "call.menus_to_person > options.max_depth")
    .replace("{menu.name} is menu number {menu.depth}", "{call.name}: {call.menus_to_person}")
)


def test_a_rule_about_the_call_judges_the_call():
    rule = rule_of(CALL_RULE)
    assert rule.shows == "newcomer"
    far = made(facts.Call, title="line", step="main", menus_to_person=5.0)
    (judgement,) = rule.judge(facts_with(call=far))
    assert judgement.finding.message == "line: 5 (limit 3)"
    assert judgement.finding.step == "main"
    assert not list(rule.judge(facts_with()))


def test_a_rule_about_a_call_may_have_lighter_findings():
    rule = rule_of(CALL_RULE.replace("instead: Offer", "lighter: {when: call.menus < 3, severity: info}\ninstead: Offer"))
    found = list(rule.judge(facts_with(call=made(facts.Call, menus_to_person=5.0, menus=2))))
    assert [judgement.finding.severity for judgement in found] == [Severity.info]


def test_some_findings_of_a_rule_may_be_lighter():
    rule = rule_of(changed("instead: Offer", "lighter: {when: menu.depth == 4, severity: info}\ninstead: Offer"))
    given = facts_with(menus=(menu("a", depth=4.0), menu("b", depth=5.0)))
    assert [judgement.finding.severity for judgement in rule.judge(given)] == [Severity.info, Severity.warning]
    heavier, _ = rule.configured(severity=Severity.error)
    assert [judgement.finding.severity for judgement in heavier.judge(given)] == [Severity.info, Severity.error]


def test_options_and_severity_can_be_set():
    rule, wrong = rule_of(RULE).configured(severity=Severity.info, options={"max_depth": 4})
    assert wrong == ()
    given = facts_with(menus=(menu("a", depth=4.0), menu("b", depth=5.0)))
    assert [(j.finding.step, j.finding.severity, j.finding.message[-3:]) for j in rule.judge(given)] == [
        ("b", Severity.info, " 4)")
    ]


def test_a_wrong_option_value_is_told_and_not_taken():
    rule, wrong = rule_of(RULE).configured(options={"max_dept": 1, "max_depth": "deep"})
    assert [tuple(problem) for problem in wrong] == [
        ("max_dept", "there is no option 'max_dept'; did you mean 'max_depth'?"),
        ("max_depth", "should be a number"),
    ]
    assert rule.values == {"max_depth": 3}
    assert rule_of(RULE).configured(options={"max_depth": True})[1] == (("max_depth", "should be a number"),)
    assert rule_of(RULE).configured(options={"max_depth": None})[1] == (("max_depth", "should be a number"),)


def test_a_list_that_is_set_must_hold_patterns_where_patterns_are_wanted():
    rule = rule_of(
        changed("default: 3", "default: [far]").replace(
            "menu.depth > options.max_depth", "any(matches(menu.name, p) for p in options.max_depth)"
        )
    )
    good, wrong = rule.configured(options={"max_depth": ["^deep", "away$"]})
    assert wrong == ()
    assert [j.finding.message for j in good.judge(facts_with(menus=(menu("Far away"),)))] == [
        "Far away is menu number 0 (limit ^deep, away$)"
    ]
    assert rule.configured(options={"max_depth": ["("]})[1][0].message.startswith("'(' is not a regular expression")


def written(folder: Path, text: str = RULE, name: str = "menus/menu-too-deep.yaml") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_all_rules_of_a_folder_are_loaded_by_name(tmp_path):
    written(tmp_path)
    written(tmp_path, RULE.replace("menu-too-deep", "a-rule"), "person/a-rule.yaml")
    written(tmp_path, "extends: x", "profiles/strict.yaml")
    written(tmp_path, "# Rules", "README.md")
    written(tmp_path, "no rule", ".git/menus/hidden.yaml")
    rules, wrong = load_rules([tmp_path])
    assert wrong == ()
    assert [rule.id for rule in rules] == ["menu-too-deep", "a-rule"]
    assert [len(rule.bad) for rule in rules] == [2, 2]


def test_a_concern_folder_or_a_file_can_be_named_alone(tmp_path, monkeypatch):
    file = written(tmp_path)
    for path in (tmp_path / "menus", file):
        rules, wrong = load_rules([path])
        assert (len(rules), wrong) == (1, ())
    monkeypatch.chdir(tmp_path / "menus")
    assert load_rules([Path("menu-too-deep.yaml")])[0][0].concern == "menus"


def test_mistakes_of_all_files_are_told_and_the_other_rules_are_there(tmp_path):
    written(tmp_path)
    written(tmp_path, RULE.replace("menu-too-deep", "b-rule").replace("menu.depth >", "menu.dept >"), "person/b-rule.yaml")
    written(tmp_path, RULE.replace("menu-too-deep", "c-rule"), "persons/c-rule.yaml")
    rules, wrong = load_rules([tmp_path])
    assert [rule.id for rule in rules] == ["menu-too-deep"]
    told = [str(problem).replace(str(tmp_path), "") for problem in wrong]
    assert told[0] == "/person/b-rule.yaml:12:7: when: menu has no 'dept'; did you mean 'depth'?"
    assert told[1].startswith("/persons/c-rule.yaml:1:1: a rule lies in a folder named after its concern, and 'persons' is none")
    assert len(told) == 2


def test_an_id_stands_for_one_rule_only(tmp_path):
    written(tmp_path)
    written(tmp_path, name="person/menu-too-deep.yaml")
    rules, wrong = load_rules([tmp_path])
    assert len(rules) == 1
    assert "id: 'menu-too-deep' is the id of" in str(wrong[0])


def test_a_folder_that_holds_no_rules_is_a_problem(tmp_path):
    (tmp_path / "empty").mkdir()
    written(tmp_path / "yml", name="menus/menu-too-deep.yml")
    told = [
        str(problem).replace(str(tmp_path), "")
        for problem in load_rules([tmp_path / "none", tmp_path / "empty", tmp_path / "yml"])[1]
    ]
    assert told == [
        "/none: there is no such folder",
        "/empty: there is no rule in this folder",
        "/yml/menus/menu-too-deep.yml: the name of a rule file ends in .yaml",
        "/yml: there is no rule in this folder",
    ]


def test_a_file_that_is_no_text_or_cannot_be_read_is_a_problem(tmp_path):
    file = written(tmp_path)
    file.write_bytes(b"id: a\nwhy: \xff\n")
    (tmp_path / "menus" / "gone.yaml").symlink_to(tmp_path / "nowhere")
    told = [str(problem).replace(str(tmp_path), "") for problem in load_rules([tmp_path])[1]]
    assert told[1:] == ["/menus/menu-too-deep.yaml:2:1: is not UTF-8 text"]
    assert told[0].startswith("/menus/gone.yaml: cannot be read")


def test_a_file_that_is_too_large_is_a_problem(tmp_path, monkeypatch):
    written(tmp_path)
    monkeypatch.setattr(content, "LIMIT", 10)
    ((*_, message),) = load_rules([tmp_path])[1]
    assert "too large" in message


def test_the_rules_of_ivrlint_are_right_and_kept_as_they_are_read():
    whole, wrong = load_rules([bundled.RULES], examples=True)
    quick, _ = load_rules([bundled.RULES])
    assert wrong == ()
    assert [rule.id for rule in quick] == [rule.id for rule in whole]
    assert {rule.concern for rule in whole} <= set(CONCERNS)
    assert all(rule.good and rule.bad for rule in whole)
    for one, other in zip(quick, whole, strict=True):
        same = {field.name for field in fields(Rule)} - {"good", "bad", "compiled"}
        assert all(getattr(one, name) == getattr(other, name) for name in same)
        assert [part and vars(part) for part in one.compiled] == [part and vars(part) for part in other.compiled]
        assert [type(value) for value in one.values.values()] == [type(value) for value in other.values.values()]


@pytest.fixture
def ours(tmp_path, monkeypatch):
    """A folder in place of the rules that come with ivrlint, with one rule that was kept."""
    monkeypatch.setattr(loading, "RULES", tmp_path)
    monkeypatch.setattr(index, "INDEX", tmp_path / "index.json")
    kept.things_in.cache_clear()
    written(tmp_path)
    (rule,), _ = load_rules([tmp_path], examples=True)
    index.INDEX.write_text(index.index([rule]), encoding="utf-8")
    yield tmp_path
    kept.things_in.cache_clear()


def test_a_rule_that_was_kept_is_not_read_again(ours, monkeypatch):
    monkeypatch.setattr(strict_yaml, "parse", None)
    (rule,), wrong = load_rules([ours])
    assert (rule.id, rule.good, wrong) == ("menu-too-deep", (), ())
    (judgement,) = rule.judge(facts_with(menus=(menu("far", depth=4.0),)))
    assert judgement.finding.message == "far is menu number 4 (limit 3)"


@pytest.mark.parametrize(
    ("old", "new"),
    [("default: 3", "default: 4"), ("menu.depth >", "menu.depth >="), ("steps: {}\n  - near", "steps: { }\n  - near")],
)
def test_a_rule_that_has_changed_since_it_was_kept_is_read(ours, monkeypatch, old, new):
    written(ours, changed(old, new))
    (rule,), _ = load_rules([ours])
    (fresh,), _ = load_rules([ours], examples=True)
    assert (rule.values, rule.when, rule.compiled.when.python) == (fresh.values, fresh.when, fresh.compiled.when.python)
    monkeypatch.setattr(loading, "_load", None)
    with pytest.raises(TypeError):
        load_rules([ours])


def test_a_rule_under_another_name_or_concern_is_not_the_one_that_was_kept(ours):
    written(ours, name="menus/another.yaml")
    (rule,), (wrong,) = load_rules([ours])
    assert (rule.id, wrong.message) == ("menu-too-deep", "id: 'menu-too-deep' should be the name of the file, 'another'")
    (ours / "menus" / "another.yaml").unlink()
    (ours / "menus").rename(ours / "person")
    (rule,), _ = load_rules([ours])
    assert rule.concern == "person"


@pytest.fixture
def package(tmp_path, monkeypatch):
    """The folder of the rules of an installed ivrlint, with one rule that was kept; nothing in it was touched since."""
    rules = tmp_path / "ivrlint" / "rules"
    record = tmp_path / f"ivrlint-{ivrlint.__version__}.dist-info" / "RECORD"
    monkeypatch.setattr(loading, "RULES", rules)
    monkeypatch.setattr(index, "INDEX", tmp_path / "index.json")
    kept.things_in.cache_clear()
    written(rules)
    (rule,), _ = load_rules([rules], examples=True)
    index.INDEX.write_text(index.index([rule]), encoding="utf-8")
    record.parent.mkdir()
    record.touch()
    at(rules / "menus" / "menu-too-deep.yaml", record.stat().st_mtime_ns)
    yield rules
    kept.things_in.cache_clear()


def at(file, nanoseconds):
    os.utime(file, ns=(nanoseconds, nanoseconds))


def test_an_installed_rule_that_nobody_touched_is_not_opened(package, monkeypatch):
    monkeypatch.setattr(index, "digest", None)
    (rule,), wrong = load_rules([package])
    assert (rule.id, rule.summary, wrong) == ("menu-too-deep", load_rules([package], examples=True)[0][0].summary, ())
    (package.parents[1] / f"ivrlint-{ivrlint.__version__}.dist-info" / "RECORD").unlink()
    with pytest.raises(TypeError):
        load_rules([package])


def test_an_installed_rule_that_was_edited_is_noticed(package):
    file = package / "menus" / "menu-too-deep.yaml"
    installed_at = file.stat().st_mtime_ns
    written(package, changed("default: 3", "default: 4"))
    at(file, installed_at + 1_000_000)  # of the same size, a moment later
    (rule,), _ = load_rules([package])
    assert rule.values["max_depth"] == 4
    written(package, changed("default: 3", "default: 12"))
    at(file, installed_at - 3600 * 10**9)  # an older file in its place
    (rule,), _ = load_rules([package])
    assert rule.values["max_depth"] == 12


def test_a_rule_that_was_put_beside_installed_ones_or_taken_away_is_noticed(package):
    (package / "menus" / "menu-too-deep.yaml").rename(package / "menus" / "other.yaml")
    assert [problem.message for problem in load_rules([package])[1]] == [
        "id: 'menu-too-deep' should be the name of the file, 'other'"
    ]
    (package / "menus" / "other.yaml").unlink()
    assert load_rules([package]) == ((), ())
    (package / "menus" / "gone.yaml").symlink_to(package / "nowhere")
    assert [problem.message for problem in load_rules([package])[1]] == ["there is no such file or folder"]


def test_what_a_kept_rule_asks_is_not_compiled_again(ours, monkeypatch):
    (rule,), _ = load_rules([ours])
    module: dict[str, Any] = {}
    exec(index.functions([rule]), module)  # noqa: S102
    monkeypatch.setattr(compiler, "FUNCTIONS", module["FUNCTIONS"])
    monkeypatch.setattr(compiler, "SCOPE", None)
    assert [step.finding.step for step in rule.judge(facts_with(menus=(menu("near", depth=1.0), menu("far", depth=4.0))))] == [
        "far"
    ]


@pytest.mark.parametrize("text", ["", "{", "[]", None])
def test_without_an_index_all_rules_are_read(ours, text):
    index.INDEX.unlink() if text is None else index.INDEX.write_text(text, encoding="utf-8")
    (rule,), wrong = load_rules([ours])
    assert (rule.id, rule.good, wrong) == ("menu-too-deep", (), ())


def test_a_rule_of_ivrlint_that_cannot_be_read_is_told(ours):
    (ours / "menus" / "gone.yaml").symlink_to(ours / "nowhere")
    (rule,), (wrong,) = load_rules([ours])
    assert (rule.id, wrong.message) == ("menu-too-deep", "there is no such file or folder")


def test_a_wrong_rule_of_ivrlint_is_told_and_never_passed_over(tmp_path, monkeypatch):
    written(tmp_path)
    monkeypatch.setattr(loading, "RULES", tmp_path)
    (rule,), wrong = load_rules([tmp_path])
    assert (wrong, rule.good) == ((), ())
    (judgement,) = rule.judge(facts_with(menus=(menu("far", depth=4.0),)))
    assert judgement.finding.message == "far is menu number 4 (limit 3)"
    written(tmp_path, changed("menu.depth >", "menu.dept >"))
    rules, (wrong,) = load_rules([tmp_path])
    assert rules == ()
    assert "menu has no 'dept'" in str(wrong)
    written(tmp_path, changed("severity: warning", "severity: warning\nseverity: info"))
    assert load_rules([tmp_path])[1]
