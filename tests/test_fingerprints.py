"""What a finding is known by: the same while the file around it changes, and another for another finding."""

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from editing import NATIVE, SAMPLES, renamed, shuffled, text_of, tree_of, with_remarks

from ivrlint.bundled import RULES
from ivrlint.finding import Finding, Severity
from ivrlint.fingerprints import Identity, about_mistake, fingerprints, identity
from ivrlint.flow import Mark, replace
from ivrlint.linting import lint_paths, lint_text
from ivrlint.report import FORMAT
from ivrlint.rule import load_rules

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
FOLDERS = sorted(path.name for path in CORPUS.iterdir() if path.is_dir()) if CORPUS.is_dir() else []
EDITS = range(6)
FLAWED = [name for name in NATIVE if name != "payment.yaml"]
"""The samples in which something is found."""


@pytest.fixture(scope="module")
def rules():
    found, problems = load_rules([RULES])
    assert not problems
    return found


def a_finding(rule="menu-too-deep", step="main", about="", file="a.yaml", line=3, message="Too deep"):
    return Finding(
        rule=rule, severity=Severity.warning, mark=Mark(file, line, 1, line, 5), step=step, message=message, about=about
    )


def identities(text, rules):
    return Counter(map(identity, lint_text(text, "flow.yaml", rules).findings))


def test_a_fingerprint_has_32_hexadecimal_digits_and_is_the_same_everywhere():
    assert identity(a_finding()).fingerprint == "3ecd013847e4676482ab1bd42de6bc11"
    assert fingerprints([a_finding()]) == [identity(a_finding()).fingerprint]


@pytest.mark.parametrize("change", [{"line": 9}, {"message": "Much too deep"}, {"file": "b.yaml"}], ids=str)
def test_lines_messages_and_files_do_not_change_it(change):
    assert identity(a_finding(**change)) == identity(a_finding())


@pytest.mark.parametrize("change", [{"rule": "no-repeat"}, {"step": "sub"}, {"about": "1"}], ids=str)
def test_the_rule_the_step_and_what_it_is_about_change_it(change):
    assert identity(a_finding(**change)).fingerprint != identity(a_finding()).fingerprint


def test_where_one_part_ends_and_the_next_begins_counts():
    assert identity(a_finding(step="ab", about="c")).fingerprint != identity(a_finding(step="a", about="bc")).fingerprint


def test_equal_findings_of_a_file_are_numbered_and_the_first_has_no_number():
    three = fingerprints([a_finding(), a_finding(line=7), a_finding(file="b.yaml"), a_finding(line=9)])
    assert len({three[0], three[1], three[3]}) == 3
    assert three[2] == three[0] == identity(a_finding()).fingerprint


def test_names_that_no_text_can_hold_have_a_fingerprint():
    assert len(identity(a_finding(step="\udcff\n\0")).fingerprint) == 32


@pytest.mark.parametrize(
    ("step", "file"),
    [
        ("main", "menus/sub.vxml"),
        ("sub.vxml#main", "menus/sub.vxml"),
        ("../menus/sub.vxml#main", "menus/sub.vxml"),
        ("odd#name/sub.vxml#main", "odd#name/sub.vxml"),
    ],
)
def test_a_step_is_known_by_its_name_in_its_own_file(step, file):
    assert identity(a_finding(step=step, file=file)) == Identity("menu-too-deep", "main", "")


@pytest.mark.parametrize("step", ["press #", "other.vxml#main", "#", "a#b#c"])
def test_a_number_sign_in_the_name_of_a_step_is_a_part_of_it(step):
    assert identity(a_finding(step=step, file="menus/sub.vxml")).step == step


def test_a_mistake_in_a_file_is_known_by_what_is_wrong():
    message = 'the key "closd" stands in line 4 and again in line 17; did you mean "closed"?'
    assert about_mistake(message) == 'the key "closd" stands in line and again in line'


def test_one_mistake_in_a_file_is_not_taken_for_another():
    text = (SAMPLES / "bank.yaml").read_text(encoding="utf-8")
    one, other = (
        lint_text(re.sub(r"(?m)^name:", f"{key}: 1\nname:", text, count=1), "bank.yaml", ()).findings for key in ("nam", "stat")
    )
    assert [finding.rule for finding in (*one, *other)] == [FORMAT, FORMAT]
    assert identity(one[0]) != identity(other[0])


@pytest.mark.parametrize("sample", FLAWED)
def test_findings_of_a_sample_are_told_apart_by_rule_step_and_what_they_are_about(sample, rules):
    assert max(identities((SAMPLES / sample).read_text(encoding="utf-8"), rules).values()) == 1


@pytest.mark.parametrize("sample", FLAWED)
def test_remarks_and_blank_lines_change_no_fingerprint(sample, rules):
    text = (SAMPLES / sample).read_text(encoding="utf-8")
    before = identities(text, rules)
    assert before
    for seed in EDITS:
        assert identities(with_remarks(text, Random(seed)), rules) == before


@pytest.mark.parametrize("sample", FLAWED)
def test_the_order_of_the_steps_changes_no_fingerprint(sample, rules):
    tree = tree_of(sample)
    before = identities(text_of(tree), rules)
    assert before
    for seed in EDITS:
        assert identities(text_of(shuffled(tree, Random(seed))), rules) == before


@pytest.mark.parametrize("sample", FLAWED)
def test_a_step_that_gets_another_name_changes_no_fingerprint_but_its_own(sample, rules):
    tree = tree_of(sample)
    before = identities(text_of(tree), rules)
    assert before
    for old in tree["steps"]:
        after = identities(text_of(renamed(tree, old, "quite another")), rules)
        assert after == Counter(
            {known._replace(step="quite another") if known.step == old else known: n for known, n in before.items()}
        )


def test_a_finding_in_another_file_is_known_by_the_same_whether_that_file_is_linted_itself_or_not(tmp_path, rules):
    (tmp_path / "a.yaml").write_text(
        "ivr: 1\nname: A\nlanguage: en\nstart: a\nsteps:\n  a: {say: Hello., next: b.yaml#menu}\n", encoding="utf-8"
    )
    (tmp_path / "b.yaml").write_text(
        "ivr: 1\nname: B\nlanguage: en\nstart: menu\nsteps:\n  menu: {menu: 'For bills, press 1.', options: {1: bills}}\n"
        "  bills: {hang_up: true}\n",
        encoding="utf-8",
    )
    alone, both = (
        lint_paths([str(tmp_path / name) for name in names], rules).findings for names in (["a.yaml"], ["a.yaml", "b.yaml"])
    )
    there = {finding.step for finding in alone if finding.mark.file.endswith("b.yaml")}
    assert "b.yaml#menu" in there
    assert set(map(identity, alone)) == set(map(identity, both))


@pytest.mark.skipif(not FOLDERS, reason="the real files are not at hand")
@pytest.mark.parametrize("folder", FOLDERS or ["none"])
def test_hardly_any_finding_of_a_real_file_needs_a_number(folder, rules):
    findings = lint_paths([str(CORPUS / folder)], rules, only_flows=True, calls=False).findings
    same = Counter((finding.mark.file, identity(finding)) for finding in findings)
    assert len(findings) - len(same) <= len(findings) / 50
    assert {known_by.rule for (_, known_by), number in same.items() if number > 1} <= {FORMAT}
    assert len({*zip((finding.mark.file for finding in findings), fingerprints(findings), strict=True)}) == len(findings)
    moved = [replace(finding, mark=finding.mark._replace(line=1)) for finding in findings]
    assert fingerprints(moved) == fingerprints(findings)
