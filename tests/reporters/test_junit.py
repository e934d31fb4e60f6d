"""The report as JUnit XML."""

from typing import Any

from consumers import parsed_junit, written
from junitparser import Failure, JUnitXml, Skipped
from reports import finding, quiet, report, way

from ivrlint.finding import Severity
from ivrlint.flow import Mark, Refusal, replace
from ivrlint.report import Report
from ivrlint.reporters.junit import junit
from ivrlint.reporters.surroundings import NOWHERE, Surroundings


def printed(it: Report, around: Surroundings = NOWHERE) -> Any:
    text = written(junit(it, around))
    root = parsed_junit(text)
    for counted in (root, *root):
        cases = counted.findall(".//testcase")
        assert int(counted.get("tests")) == len(cases)
        assert int(counted.get("failures")) == len(counted.findall(".//failure"))
        assert int(counted.get("errors")) == len(counted.findall(".//error"))
    names = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert len(set(names)) == len(names)
    return JUnitXml.fromstring(text)


def cases(it: Report, around: Surroundings = NOWHERE) -> list[Any]:
    return [case for suite in printed(it, around) for case in suite]


def test_a_run_of_nothing_is_a_document() -> None:
    assert list(printed(report(files=0))) == []


def test_a_file_without_findings_is_a_case_that_passes() -> None:
    (case,) = cases(report(ways=(way(),)))
    assert (case.classname, case.name, case.is_passed) == ("menu_yaml", "nothing found", True)
    (part,) = cases(replace(report(), judged={"ivr/part.yaml": frozenset()}))
    assert part.classname == "ivr.part_yaml"


def test_a_finding_that_makes_the_run_fail_is_a_failure_with_its_call() -> None:
    (suite,) = printed(report(finding(severity=Severity.error), ways=(way(),)))
    (case,) = suite
    assert (suite.name, case.name) == ("menu.yaml", "menu-too-deep: main")
    (failure,) = case.result
    assert isinstance(failure, Failure)
    assert (failure.type, failure.message) == ("error", "main is too deep")
    assert failure.text.splitlines() == [
        "menu.yaml:4:3: error: main is too deep [menu-too-deep]",
        ' 0:00  hears    "Thank you for calling."',
        " 0:09  presses  2 (bills)",
        " 1:15  ends     is cut off",
        "Instead: Move it up.",
    ]


def test_which_findings_fail_is_what_makes_the_run_fail() -> None:
    found = report(*(finding(severity=severity, step=severity.name) for severity in Severity))

    def failing(level: Severity) -> list[str]:
        return [
            case.name
            for case in cases(found, NOWHERE._replace(fails=lambda finding: finding.severity >= level))
            if not case.is_passed
        ]

    assert failing(Severity.error) == ["menu-too-deep: error"]
    assert failing(Severity.warning) == ["menu-too-deep: warning", "menu-too-deep: error"]
    assert len(failing(Severity.info)) == 3


def test_a_finding_that_passes_is_told_as_output() -> None:
    (case,) = cases(report(finding()))
    assert case.is_passed
    assert case.system_out.startswith("menu.yaml:4:3: warning: main is too deep [menu-too-deep]\n")


def test_names_tell_findings_apart_and_stay_when_lines_move() -> None:
    several = [finding(), finding(), finding(about="no_input"), finding(step="main (2)"), finding(step="")]
    names = [case.name for case in cases(report(*several))]
    assert names == [
        "menu-too-deep: main",
        "menu-too-deep: main (2)",
        "menu-too-deep: main no_input",
        "menu-too-deep: main (2) (2)",
        "menu-too-deep",
    ]
    moved = [replace(each, mark=Mark("menu.yaml", 9, 1, 9, 2)) for each in several]
    assert [case.name for case in cases(report(*moved))] == names


def test_what_somebody_accepts_is_skipped_and_what_is_old_is_left_out() -> None:
    it = report(suppressed=(quiet("comment"), quiet("configuration", step="b"), quiet("baseline"), quiet("before")))
    told = cases(it)
    assert [(type(result), result.type, result.message) for case in told for result in case.result] == [
        (Skipped, "comment", "we know"),
        (Skipped, "configuration", "we know"),
    ]
    assert cases(it, NOWHERE._replace(suppressed=False)) == []


def test_a_file_that_could_not_be_read_is_an_error() -> None:
    (suite,) = printed(report(problems=(Refusal("bad.yaml", "ends too\nearly", 3, 7),)))
    (case,) = suite
    assert (case.is_error, case.result[0].text) == (True, "bad.yaml:3:7: error: ends too\\nearly".replace("error: ", ""))


def test_folders_are_groups() -> None:
    (case,) = cases(report(finding(mark=Mark("/menus/shop.v2/main.yaml", 1, 1, 1, 2))))
    assert case.classname == "menus.shop_v2.main_yaml"


def test_what_xml_cannot_hold_is_replaced() -> None:
    (case,) = cases(report(finding(step="a\x00b\x1b\ud800\uffff", message="]]> & <b> \"'\n\t\r")))
    assert case.name == "menu-too-deep: a\ufffdb\ufffd\ufffd\ufffd"
