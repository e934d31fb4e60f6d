"""From sources to sorted findings."""

import gc
from pathlib import Path

import pytest

from ivrlint.bundled import RULES
from ivrlint.finding import Severity
from ivrlint.flow import Flow
from ivrlint.linting import analyses_of, lint_flow, lint_paths, lint_text, place_of, unread
from ivrlint.readers.files import read_text
from ivrlint.readers.links import alone
from ivrlint.report import FORMAT, Report
from ivrlint.rule import Rule, load_rules

LOOP = """\
ivr: 1
name: Round and round
language: en-GB
start: main
steps:
  main:
    menu: For opening times, press 1.
    options: {1: times}
    no_input: {after: 7s, tries: 2, then: main}
    no_match: {tries: 2, then: main}
  times: {say: We are open from nine to five., next: main}
"""
MAIN = """\
ivr: 1
name: Main
language: en-GB
start: main
steps:
  main:
    menu: For bills, press 1. To speak to a person, press 0.
    options: {1: bills.yaml#ask, 0: people}
    no_input: {after: 7s, tries: 2, then: people}
    no_match: {tries: 2, then: people}
  people: {transfer: sales, always_open: true}
"""
BILLS = """\
ivr: 1
name: Bills
language: en-GB
start: hello
steps:
  hello: {say: Hello., next: ask}
  ask:
    menu: For your balance, press 1. To pay, press 2. To hear this again, press 3.
    options: {1: ask, 2: ask, 3: ask}
    no_input: {after: 7s, tries: 2, then: ask}
    no_match: {tries: 2, then: ask}
"""


@pytest.fixture(scope="module")
def rules() -> tuple[Rule, ...]:
    found, problems = load_rules([RULES])
    assert not problems
    return found


def ids(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


def test_a_text_becomes_sorted_findings_each_with_its_call(rules: tuple[Rule, ...]) -> None:
    report = lint_text(LOOP, "loop.yaml", rules)
    assert {"doom-loop", "no-way-to-a-person"} <= ids(report)
    assert [finding.order for finding in report.findings] == sorted(finding.order for finding in report.findings)
    loop = next(finding for finding in report.findings if finding.rule == "doom-loop")
    assert loop.mark.file == "loop.yaml"
    assert loop.mark.line == 6
    assert loop.call
    assert loop.call.events[0].who == "hears"
    assert report.files == 1
    assert report.count(Severity.error) == sum(finding.severity is Severity.error for finding in report.findings) > 0


def test_the_way_to_a_person_is_told_for_each_call(rules: tuple[Rule, ...]) -> None:
    (way,) = lint_text(LOOP, "loop.yaml", rules).ways
    assert (way.file, way.name, way.start, way.reaches_person, way.route) == ("loop.yaml", "Round and round", "main", False, ())


def test_tries_are_not_said_to_lead_on_where_the_same_is_asked_for_ever(rules: tuple[Rule, ...]) -> None:
    often = LOOP.replace("tries: 2", "tries: 9")
    assert {"endless-retry"} == ids(lint_text(often, "menu.yaml", rules=rules)) & {"endless-retry", "too-many-tries"}
    led_on = often.replace("then: main", "then: bye") + "  bye: {hang_up: Goodbye.}\n"
    assert {"too-many-tries"} == ids(lint_text(led_on, "menu.yaml", rules=rules)) & {"endless-retry", "too-many-tries"}


def test_rules_that_are_not_given_find_nothing() -> None:
    assert lint_text(LOOP, "loop.yaml", ()).findings == ()


def test_mistakes_in_the_file_are_errors_whatever_the_rules() -> None:
    report = lint_text(LOOP.replace("no_match", "no_mach"), "loop.yaml", ())
    assert [(finding.rule, finding.severity, finding.mark.line) for finding in report.findings] == [(FORMAT, Severity.error, 10)]


def test_a_report_names_the_rules_that_judged_each_flow_and_those_about_calls_judge_no_parts(
    rules: tuple[Rule, ...], tmp_path: Path
) -> None:
    for name, text in (("main.yaml", MAIN), ("bills.yaml", BILLS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    judged = lint_paths([str(tmp_path)], rules).judged
    main, part = judged[f"{tmp_path}/main.yaml"], judged[f"{tmp_path}/bills.yaml"]
    assert main == {FORMAT, *(rule.id for rule in rules)}
    assert main - part == {rule.id for rule in rules if rule.subject == "call"}
    assert lint_paths([str(tmp_path / "main.yaml")], rules).judged == {f"{tmp_path}/main.yaml": main}


def test_what_is_no_flow_is_a_problem(rules: tuple[Rule, ...]) -> None:
    report = lint_text("hello: there\n", "x.yaml", rules)
    assert (report.findings, report.ways, report.files) == ((), (), 0)
    assert [problem.file for problem in report.problems] == ["x.yaml"]


def test_a_flow_whose_start_does_not_exist_has_no_calls(rules: tuple[Rule, ...]) -> None:
    report = lint_text(LOOP.replace("start: main", "start: mian"), "x.yaml", rules)
    assert report.ways == ()
    assert ids(report) == {FORMAT}


def test_calls_can_be_left_out(rules: tuple[Rule, ...], tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").write_text(LOOP, encoding="utf-8")
    path = str(tmp_path / "loop.yaml")
    assert any(finding.call for finding in lint_paths([path], rules).findings)
    assert not any(finding.call for finding in lint_paths([path], rules, calls=False).findings)


def test_a_smell_that_two_files_see_is_told_once_as_its_own_file_sees_it(
    rules: tuple[Rule, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(MAIN, encoding="utf-8")
    Path("bills.yaml").write_text(BILLS, encoding="utf-8")
    alone = lint_paths(["a.yaml"], rules)
    assert [(f.step, f.mark.file) for f in alone.findings if f.rule == "doom-loop"] == [("bills.yaml#ask", "bills.yaml")]
    for paths in (["a.yaml", "bills.yaml"], ["bills.yaml", "a.yaml"], ["."]):
        both = lint_paths(paths, rules)
        assert [(f.step, f.mark.file) for f in both.findings if f.rule == "doom-loop"] == [("ask", "bills.yaml")]
        assert both.files == 2


def test_mistakes_in_a_file_that_a_flow_leads_to_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(MAIN, encoding="utf-8")
    Path("bills.yaml").write_text(BILLS.replace("no_match", "no_mach"), encoding="utf-8")
    report = lint_paths(["a.yaml"], ())
    assert [(finding.rule, finding.mark.file) for finding in report.findings] == [(FORMAT, "bills.yaml")]
    assert report.files == 1


def test_calls_that_come_in_at_several_places_tell_the_same_smell_once(rules: tuple[Rule, ...]) -> None:
    (flow,) = read_text(LOOP, "x.yaml").flows.values()
    entry = flow.entries[0]
    object.__setattr__(flow, "entries", (entry, entry._replace(name="again"), entry._replace(name="gone", start="gone")))
    judged = lint_flow(flow, rules)
    assert len(judged.analyses) == 2
    assert [finding.rule for finding in judged.findings].count("doom-loop") == 1
    assert [finding.rule for finding in judged.findings].count("no-way-to-a-person") == 1
    assert len(list(analyses_of(flow))) == 2


def test_the_collector_is_on_again_afterwards_whatever_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    monkeypatch.setattr("ivrlint.linting.read_text", lambda *_: seen.append(gc.isenabled()))
    assert gc.isenabled()
    with pytest.raises(AttributeError):
        lint_text("", "x", ())
    assert seen == [False]
    assert gc.isenabled()
    gc.disable()
    try:
        with pytest.raises(AttributeError):
            lint_text("", "x", ())
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_file_that_could_not_be_read_can_be_told_as_a_finding() -> None:
    (problem,) = lint_paths(["/gone.yaml"], ()).problems
    assert place_of(problem._replace(line=3, column=4))[1:] == (3, 4, 3, 4)
    finding = unread(problem)
    assert (finding.rule, finding.severity, finding.mark[1:]) == (FORMAT, Severity.error, (1, 1, 1, 1))
    assert finding.message == "there is no such file or folder"


def test_of_files_that_lead_to_one_another_the_last_are_judged_alone_where_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rules: tuple[Rule, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(MAIN, encoding="utf-8")
    Path("bills.yaml").write_text(BILLS.replace("steps:", "steps:\n  lost: {say: Lost., next: ask}"), encoding="utf-8")
    both = lint_paths(["."], rules)
    monkeypatch.setattr("ivrlint.linting.ROOM", 0)
    monkeypatch.setattr("ivrlint.linting.TIMES", 0)
    lonely: list[str] = []

    def noted(flow: Flow) -> Flow:
        lonely.append(flow.file)
        return alone(flow)

    monkeypatch.setattr("ivrlint.linting.alone", noted)
    few = lint_paths(["."], rules)
    assert lonely == ["bills.yaml"]
    assert few.findings == both.findings
    assert [way.file for way in few.ways] == ["a.yaml", "bills.yaml"]


def test_a_step_of_another_file_goes_by_the_name_that_it_has_there(tmp_path, rules):
    (tmp_path / "main.yaml").write_text(MAIN)
    (tmp_path / "bills.yaml").write_text(BILLS)
    alone = {finding.message for finding in lint_paths([str(tmp_path / "bills.yaml")], rules).findings}
    found = lint_paths([str(tmp_path / "main.yaml")], rules).findings
    there = [finding for finding in found if finding.mark.file.endswith("bills.yaml")]
    assert {finding.step for finding in there} == {"bills.yaml#ask"}
    assert all("#" not in finding.message for finding in there)
    assert {finding.message for finding in there} & alone
