"""What is told with a finding: each form says where it is."""

import json

import pytest
from reports import finding, report, way

from ivrlint.flow import Mark, replace
from ivrlint.report import Report
from ivrlint.reporters.concise import concise
from ivrlint.reporters.github import github
from ivrlint.reporters.gitlab import gitlab
from ivrlint.reporters.json import json as as_json
from ivrlint.reporters.jsonl import jsonl
from ivrlint.reporters.junit import junit
from ivrlint.reporters.markdown import markdown
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.sarif import MOST_RELATED, sarif
from ivrlint.reporters.text import text
from ivrlint.reporters.wording import PLACES, also_at
from ivrlint.together import together


def alike(*steps: str) -> Report:
    """A report on findings at steps, from line 4 on, that say the same."""
    several = [
        finding(step=step, mark=Mark("menu.yaml", line, 3, line, 7), about=f"k{line}", together="deep")
        for line, step in enumerate(steps, 4)
    ]
    return report(*together(several), ways=(way(),))


TWO = alike("main", "sub/menu.yaml#bills")
FORMS = {"github": github, "gitlab": gitlab, "junit": junit, "markdown": markdown}


def test_the_text_has_a_line_for_the_places() -> None:
    lines = list(text(TWO, Paint()))
    assert lines[0] == "menu.yaml:4:3: warning: main is too deep, and so does 1 more step [menu-too-deep]"
    assert lines[3] == "    Also at: line 5 (bills)"
    assert lines[-1] == "1 warning in 1 file; grade A (95 of 100 points)"


def test_one_line_a_finding_has_the_number() -> None:
    assert next(concise(TWO, Paint())).endswith("main is too deep, and so does 1 more step [menu-too-deep]")


@pytest.mark.parametrize("form", FORMS)
def test_other_forms_have_the_places_as_well(form: str) -> None:
    told = "\n".join(FORMS[form](TWO))
    assert told.count("Also at: line 5 (bills)") == 1
    assert "Also at" not in "\n".join(FORMS[form](alike("main")))


def test_a_step_that_stands_there_twice_is_told_apart_by_what_it_is_about() -> None:
    (one,) = alike("main", "main", "bills").findings
    assert also_at(one) == "Also at: line 5 (main k5), line 6 (bills)"


def test_of_very_many_places_the_first_are_told() -> None:
    (one,) = alike("main", *(f"s{number}" for number in range(PLACES + 2))).findings
    assert also_at(one).endswith(f"line {PLACES + 4} (s{PLACES - 1}), and 2 more")


def test_json_has_places_with_fingerprints_that_are_theirs_alone() -> None:
    (told,) = json.loads("\n".join(as_json(TWO)))["findings"]
    alone = alike("bills").findings[0]
    mine = report(replace(alone, mark=Mark("menu.yaml", 5, 3, 5, 7), about="k5")).fingerprints.told[0]
    assert told["also"] == [
        {"file": "menu.yaml", "line": 5, "column": 3, "step": "sub/menu.yaml#bills", "about": "k5", "fingerprint": mine}
    ]
    assert json.loads(list(jsonl(TWO))[1])["also"] == told["also"]


def test_sarif_has_them_as_related_places_before_those_of_the_call() -> None:
    (told,) = json.loads("".join(sarif(TWO)))["runs"][0]["results"]
    assert [(each["id"], each["message"]["text"]) for each in told["relatedLocations"]] == [
        (1, "also sub/menu.yaml#bills k5"),
        (2, "0:00 greeting"),
        (3, "0:09 main"),
    ]
    assert told["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 5
    first = alike("main").fingerprints.told
    assert list(told["partialFingerprints"].values()) == first


def test_sarif_has_no_more_related_places_than_are_taken_in() -> None:
    (told,) = json.loads("".join(sarif(alike(*(f"s{number}" for number in range(MOST_RELATED + 9))))))["runs"][0]["results"]
    assert len(told["relatedLocations"]) == MOST_RELATED
