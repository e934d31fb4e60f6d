"""The grade of a flow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.bundled import RULES
from ivrlint.config import DEFAULT, load_profile
from ivrlint.config.applying import configured
from ivrlint.finding import Finding, Severity
from ivrlint.flow import Mark, replace
from ivrlint.grading import BANDS, COST, FULL, GRAVE, GRAVE_COST, SHARES, Grade, band, cost, grade
from ivrlint.linting import lint_paths, lint_text
from ivrlint.report import Report
from ivrlint.reporters.grade_page import formula, remarks
from ivrlint.rule import Rule, load_rules
from ivrlint.together import together

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "grade.md").read_text(encoding="utf-8")
WELL_MADE = """\
ivr: 1
name: Castle Theatre
language: en-GB
start: main
steps:
  main:
    menu: Castle Theatre. For what is on, press 1. To speak to a person, press 0.
    options: {1: programme, 0: people}
    no_input: {after: 7s, tries: 2, then: people}
    no_match: {tries: 2, then: people}
  programme: {say: "Tonight at eight, The Tempest.", next: main}
  people: {transfer: box office, closed: message, no_answer: message}
  message: {voicemail: box office, say: "Please leave your number. We call back tomorrow.", reply_within: 1 day}
"""

kinds = st.tuples(st.sampled_from([*GRAVE, "a", "b", "c"]), st.sampled_from(Severity))
several = st.lists(kinds, min_size=1, max_size=12)


def graded(found: list[tuple[str, Severity]]) -> Grade:
    """The grade of a flow with findings of these rules and severities."""
    mark = Mark("menu.yaml", 1, 1, 1, 2)
    return grade(
        "menu.yaml",
        {number: Finding(rule=rule, severity=bad, mark=mark, step="", message="") for number, (rule, bad) in enumerate(found)},
    )


def as_good(one: Grade, other: Grade) -> bool:
    """Whether a grade is at least as good as another, by letter and by points."""
    return one.grade <= other.grade and one.points >= other.points


@given(several, st.data())
def test_a_finding_less_never_makes_a_grade_worse(found, data):
    gone = data.draw(st.sampled_from(range(len(found))))
    assert as_good(graded(found[:gone] + found[gone + 1 :]), graded(found))


@given(several, st.data())
def test_a_milder_finding_never_makes_a_grade_worse(found, data):
    place = data.draw(st.sampled_from(range(len(found))))
    rule, bad = found[place]
    milder = data.draw(st.sampled_from([severity for severity in Severity if severity <= bad]))
    assert as_good(graded([*found[:place], (rule, milder), *found[place + 1 :]]), graded(found))


@given(st.lists(kinds, max_size=60))
def test_points_and_what_is_lost_add_up_exactly(found):
    result = graded(found)
    assert result.points == max(0, FULL - sum(part.points for part in result.lost))
    assert sorted(number for part in result.lost for number in part.at) == list(range(len(found)))
    assert all((found[number]) == (part.rule, part.severity) for part in result.lost for number in part.at)
    assert result.grade == band(result.points)


@given(st.lists(kinds, max_size=60), st.randoms())
def test_the_order_of_findings_does_not_matter(found, chance):
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert (graded(found).points, graded(found).grade) == (graded(shuffled).points, graded(shuffled).grade)


@given(st.lists(st.sampled_from(Severity), min_size=1, max_size=200))
def test_a_rule_never_takes_more_than_twice_its_worst_finding(severities):
    lost = sum(part.points for part in graded([("a", severity) for severity in severities]).lost)
    assert COST[max(severities)] <= lost <= 2 * COST[max(severities)]


groups = st.lists(st.tuples(kinds, st.sampled_from(["", "x", "y"])), min_size=1, max_size=12)


def in_groups(found: list[tuple[tuple[str, Severity], str]]) -> dict[int, Finding]:
    """Findings of these rules and severities, some of which say the same."""
    mark = Mark("menu.yaml", 1, 1, 1, 2)
    return {
        number: Finding(rule=rule, severity=bad, mark=mark, step="", message="", together=group)
        for number, ((rule, bad), group) in enumerate(found)
    }


@given(groups, st.data())
def test_a_finding_less_or_milder_never_makes_a_grade_worse_whatever_says_the_same(found, data):
    whole = grade("menu.yaml", in_groups(found))
    assert sorted(number for part in whole.lost for number in part.at) == list(range(len(found)))
    place = data.draw(st.sampled_from(range(len(found))))
    (rule, bad), group = found[place]
    milder = data.draw(st.sampled_from([severity for severity in Severity if severity <= bad]))
    for instead in [], [((rule, milder), group)]:
        assert as_good(grade("menu.yaml", in_groups([*found[:place], *instead, *found[place + 1 :]])), whole)


@given(groups)
def test_what_is_told_as_one_costs_the_same_as_all_of_it(found):
    findings = in_groups(found)
    told = dict(enumerate(together(findings.values())))
    assert grade("menu.yaml", told).points == grade("menu.yaml", findings).points


def test_what_says_the_same_costs_what_its_worst_costs():
    both = grade(
        "menu.yaml", in_groups([(("a", Severity.warning), "x"), (("a", Severity.error), "x"), (("a", Severity.info), "")])
    )
    assert [(part.severity, part.points, part.at) for part in both.lost] == [
        (Severity.error, 20, (1,)),
        (Severity.info, 0.5, (2,)),
        (Severity.warning, 0, (0,)),
    ]


def test_the_worst_finding_of_a_rule_comes_first():
    mixed = graded([("a", Severity.warning), ("a", Severity.error), ("a", Severity.info)])
    assert [(part.severity, part.points, part.at) for part in mixed.lost] == [
        (Severity.error, 20, (1,)),
        (Severity.warning, 2.5, (0,)),
        (Severity.info, 0.25, (2,)),
    ]


def test_what_costs_most_is_told_first():
    found = [("b", Severity.warning), ("a", Severity.info), ("c", Severity.error)]
    assert [part.rule for part in graded(found).lost] == ["c", "b", "a"]


def test_the_numbers_allow_a_grade_that_never_falls():
    assert list(SHARES) == sorted(SHARES, reverse=True)
    assert all(share > 0 for share in SHARES)
    assert GRAVE_COST > COST[Severity.error] > COST[Severity.warning] > COST[Severity.info] > 0
    assert list(BANDS) == sorted(BANDS)
    assert list(BANDS.values()) == sorted(BANDS.values(), reverse=True)
    assert min(BANDS.values()) == 0


def test_the_grave_rules_exist_and_are_errors():
    severities = {rule.id: rule.severity for rule in load_rules([RULES])[0]}
    assert {severities.get(rule) for rule in GRAVE} == {Severity.error}


@pytest.mark.parametrize(
    ("points", "letter"), [(100, "A"), (90, "A"), (89.75, "B"), (75, "B"), (60, "C"), (40, "D"), (39, "F"), (0, "F")]
)
def test_bands_begin_where_they_say(points, letter):
    assert band(points) == letter


def test_a_grave_rule_that_was_made_a_warning_costs_what_a_warning_costs():
    assert cost(GRAVE[0], Severity.warning) == COST[Severity.warning]


RECOMMENDED = configured(load_rules([RULES])[0], load_profile(DEFAULT)[0])[0].judging
FEW = [rule for rule in RECOMMENDED if rule.id in {"broken-target", "dead-end", "no-way-to-a-person", "hang-up-on-error"}]


def linted(*paths: Path, rules: Sequence[Rule] = RECOMMENDED) -> Report:
    return lint_paths([str(path) for path in paths], rules, calls=False)


@pytest.mark.parametrize("sample", sorted(ROOT.glob("samples/*.yaml")), ids=lambda path: path.stem)
def test_no_finding_of_a_sample_can_be_mended_for_a_worse_grade(sample):
    report = linted(sample)
    (whole,) = report.grades
    for number, finding in enumerate(report.findings):
        rest = report.findings[:number], report.findings[number + 1 :]
        for instead in [(), *((replace(finding, severity=bad),) for bad in Severity if bad < finding.severity)]:
            (mended,) = replace(report, findings=(*rest[0], *instead, *rest[1])).grades
            assert as_good(mended, whole)


def test_no_finding_of_several_files_can_be_mended_for_a_worse_grade():
    report = linted(ROOT / "samples" / "airline", ROOT / "samples" / "exports")
    before = {each.file: each for each in report.grades}
    for number in range(len(report.findings)):
        mended = replace(report, findings=report.findings[:number] + report.findings[number + 1 :])
        after = {each.file: each for each in mended.grades}
        assert after.keys() == before.keys()
        assert all(as_good(after[file], before[file]) for file in before)


def test_the_grades_of_the_samples_are_spread():
    (bank,) = linted(ROOT / "samples" / "bank.yaml").grades
    (loop,) = linted(ROOT / "samples" / "doom-loop.yaml").grades
    assert (bank.grade, bank.points, bank.lost) == ("A", FULL, ())
    assert (loop.grade, loop.points) == ("F", 0)
    assert sum(part.points for part in loop.lost) > FULL


def test_the_numbers_of_findings_are_their_places_in_the_report():
    report = linted(ROOT / "samples" / "airline", ROOT / "samples" / "utility.yaml")
    told = [(report.findings[number], each.file, part) for each in report.grades for part in each.lost for number in part.at]
    assert len(told) == len(report.findings)
    assert all((finding.rule, finding.severity) == (part.rule, part.severity) for finding, _, part in told)
    graded_files = {each.file for each in report.grades}
    assert all(finding.mark.file == file for finding, file, _ in told if finding.mark.file in graded_files)


def test_what_is_wrong_in_a_file_costs_what_an_error_costs():
    (one,) = lint_text(WELL_MADE.replace("closed: message", "closd: message"), "menu.yaml", ()).grades
    assert [(part.rule, part.points) for part in one.lost] == [("format", COST[Severity.error])]


def test_a_flow_of_which_no_call_can_be_judged_has_no_grade():
    assert lint_text(WELL_MADE.replace("start: main", "start: mian"), "menu.yaml", FEW).grades == ()


def test_what_cannot_be_read_has_no_grade(tmp_path):
    (tmp_path / "broken.yaml").write_text("ivr: [", encoding="utf-8")
    (tmp_path / "good.yaml").write_text(WELL_MADE, encoding="utf-8")
    report = linted(tmp_path / "broken.yaml", tmp_path / "good.yaml", rules=FEW)
    assert len(report.problems) == 1
    assert [(Path(each.file).name, each.grade) for each in report.grades] == [("good.yaml", "A")]


def test_a_broken_file_does_not_lower_the_grade_of_another(tmp_path):
    (tmp_path / "broken.yaml").write_text(WELL_MADE.replace("start: main", "start: mian"), encoding="utf-8")
    (tmp_path / "good.yaml").write_text(WELL_MADE, encoding="utf-8")
    report = linted(tmp_path, rules=FEW)
    assert report.findings
    assert [(Path(each.file).name, each.lost) for each in report.grades] == [("good.yaml", ())]


def test_what_stands_in_a_file_that_is_not_linted_counts_where_calls_come_there(tmp_path):
    leading = WELL_MADE.replace("1: programme", "1: 'other.yaml#programme'").replace(
        '  programme: {say: "Tonight at eight, The Tempest.", next: main}\n', ""
    )
    (tmp_path / "menu.yaml").write_text(leading, encoding="utf-8")
    (tmp_path / "alone.yaml").write_text(WELL_MADE, encoding="utf-8")
    other = "ivr: 1\nname: Other\nlanguage: en-GB\nstart: programme\nsteps:\n  programme: {say: Tonight., next: nowhere}\n"
    (tmp_path / "other.yaml").write_text(other, encoding="utf-8")
    report = linted(tmp_path / "alone.yaml", tmp_path / "menu.yaml", rules=FEW)
    assert {Path(finding.mark.file).name for finding in report.findings} == {"other.yaml"}
    lost = {Path(each.file).name: {part.rule for part in each.lost} for each in report.grades}
    assert lost["menu.yaml"] >= {"broken-target"}
    assert lost["alone.yaml"] == set()


def normal(text: str) -> str:
    return " ".join(text.split())


def test_the_page_has_the_formula_as_it_is():
    assert [normal(line) for line in re.findall(r"^- (.*?)$", PAGE.partition("## An example")[0], re.MULTILINE)] == list(
        formula()
    )
    assert all(remark in normal(PAGE) for remark in remarks())


def test_the_formula_is_explained_in_five_lines():
    assert len(list(formula())) <= 5


def test_the_example_of_the_page_is_right():
    rows = re.findall(r"^\| ([a-z-]+) \| (error|warning|info) \| (\d+) \| (?:.* = )?([\d.]+) \|$", PAGE, re.MULTILINE)
    result = graded([(rule, Severity[bad]) for rule, bad, number, _ in rows for _ in range(int(number))])
    assert {part.rule: part.points for part in result.lost} == {rule: float(points) for rule, _, _, points in rows}
    assert f"= {result.points:g} points: grade {result.grade}." in PAGE
