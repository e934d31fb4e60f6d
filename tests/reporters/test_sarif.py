"""The report as SARIF."""

import json
from typing import Any

import pytest
from consumers import sarif as schema
from consumers import written
from reports import finding, quiet, report, way

from ivrlint.bundled import RULES
from ivrlint.finding import CallEvent, CallTranscript, Severity
from ivrlint.flow import Mark, Refusal
from ivrlint.report import Report
from ivrlint.reporters.sarif import MOST_RELATED, sarif
from ivrlint.reporters.surroundings import Surroundings
from ivrlint.rule import load_rules

LOADED, _ = load_rules([RULES / "menus" / "menu-too-deep.yaml", RULES / "person"], examples=False)
AROUND = Surroundings(rules=LOADED, here="/repo/ivr", root="/repo", version="1.2.3", pages="https://example.org/docs")


def printed(it: Report, around: Surroundings = AROUND) -> Any:
    log = json.loads(written(sarif(it, around)))
    schema().validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    return run


def result(it: Report, around: Surroundings = AROUND) -> Any:
    (only,) = printed(it, around)["results"]
    return only


def test_the_schema_is_the_one_that_the_log_names() -> None:
    assert schema().schema["id"] == json.loads(written(sarif(report())))["$schema"]


def test_a_report_of_nothing_is_a_log() -> None:
    assert printed(report(files=0), Surroundings(version="1"))["results"] == []


def test_a_finding_has_its_rule_its_place_and_its_step() -> None:
    told = result(report(finding(about="no_input", call=None)))
    assert told == {
        "ruleId": "menu-too-deep",
        "ruleIndex": 0,
        "level": "warning",
        "message": {"text": "main is too deep."},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "ivr/menu.yaml", "uriBaseId": "SRCROOT"},
                    "region": {"startLine": 4, "startColumn": 3, "endLine": 4, "endColumn": 7},
                },
                "logicalLocations": [{"name": "main", "kind": "step"}],
            }
        ],
        "partialFingerprints": {"ivrlint/v1": report(finding(about="no_input")).fingerprints[0][0]},
        "properties": {"about": "no_input"},
    }


def test_columns_are_counted_in_characters() -> None:
    assert printed(report())["columnKind"] == "unicodeCodePoints"


def test_a_place_without_length_has_no_end() -> None:
    place = result(report(finding(mark=Mark("menu.yaml", 4, 3, 4, 3))))["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 4, "startColumn": 3}


@pytest.mark.parametrize(("severity", "level"), [("error", "error"), ("warning", "warning"), ("info", "note")])
def test_severities_are_levels(severity: str, level: str) -> None:
    assert result(report(finding(severity=Severity[severity])))["level"] == level


def test_brackets_of_a_message_are_no_links() -> None:
    assert result(report(finding(message="see [here](1) \\ now!")))["message"]["text"] == "see \\[here\\](1) \\\\ now!"


def test_the_steps_of_a_call_are_related_places_and_the_call_is_a_code_flow() -> None:
    told = result(report(finding()))
    assert [(place["id"], place["message"]["text"]) for place in told["relatedLocations"]] == [
        (1, "0:00 greeting"),
        (2, "0:09 main"),
    ]
    (flow,) = told["codeFlows"][0]["threadFlows"]
    moments = [each["location"] for each in flow["locations"]]
    assert [moment["message"]["text"] for moment in moments] == [
        '0:00 hears "Thank you for calling."',
        "0:09 presses 2 (bills)",
        "1:15 ends is cut off",
    ]
    assert [moment["physicalLocation"]["region"]["startLine"] for moment in moments] == [3, 4, 4]
    assert [each["executionOrder"] for each in flow["locations"]] == [1, 2, 3]


def test_a_call_without_places_is_where_its_finding_is() -> None:
    told = result(report(finding(call=CallTranscript((CallEvent(0.0, "ends", "is cut off", ""),)))))
    assert "relatedLocations" not in told
    (moment,) = told["codeFlows"][0]["threadFlows"][0]["locations"]
    assert moment["location"]["physicalLocation"]["region"]["startLine"] == 4


def test_as_many_steps_are_related_as_are_taken_in() -> None:
    events = tuple(CallEvent(n, "hears", "x", f"s{n}", Mark("menu.yaml", n + 1, 1, n + 1, 2)) for n in range(MOST_RELATED + 20))
    told = result(report(finding(call=CallTranscript(events))))
    assert len(told["relatedLocations"]) == MOST_RELATED
    assert len(told["codeFlows"][0]["threadFlows"][0]["locations"]) == MOST_RELATED + 20


def test_what_is_suppressed_says_so_and_why() -> None:
    run = printed(report(finding(), suppressed=tuple(map(quiet, ("comment", "configuration", "baseline", "before")))))
    told, *suppressed = [each.get("suppressions") for each in run["results"]]
    assert told is None
    assert [(each["kind"], each["status"], each["justification"]) for (each,) in suppressed] == [
        ("inSource", "accepted", "we know, until 2027-01-31"),
        ("external", "accepted", "we know, until 2027-01-31"),
        ("external", "accepted", "it is in the baseline"),
        ("external", "accepted", "it was there before, in "),
    ]
    assert [each["location"]["physicalLocation"]["region"]["startLine"] for (each,) in suppressed if "location" in each] == [2, 2]
    assert len({each["partialFingerprints"]["ivrlint/v1"] for each in run["results"]}) == 5


def test_what_is_suppressed_can_be_left_out_without_changing_the_others() -> None:
    it = report(finding(), suppressed=(quiet("baseline"),))
    assert printed(it, AROUND._replace(suppressed=False))["results"] == printed(it)["results"][:1]


def test_every_rule_of_the_run_is_described() -> None:
    rules = printed(report())["tool"]["driver"]["rules"]
    assert len(rules) == len(LOADED) > 5
    for rule in rules:
        assert len(rule["fullDescription"]["text"]) <= 1024
        assert len(rule["properties"]["tags"]) <= 10
        assert rule["helpUri"].endswith(f"/rules/{rule['properties']['concern']}.md#{rule['id']}")
        assert all(rule["help"][form] for form in ("text", "markdown"))
    (deep,) = (rule for rule in rules if rule["id"] == "menu-too-deep")
    assert deep["name"] == "MenuTooDeep"
    assert deep["shortDescription"]["text"] == LOADED[0].summary
    assert deep["defaultConfiguration"] == {"level": "warning"}
    assert deep["properties"]["sources"][0].keys() == {"title", "clause", "url"}
    assert LOADED[0].instead in deep["help"]["text"]
    assert f"]({LOADED[0].sources[0].url})" in deep["help"]["markdown"]


def test_without_a_known_page_there_is_no_link() -> None:
    run = printed(report(), AROUND._replace(pages=""))
    assert all("helpUri" not in rule for rule in run["tool"]["driver"]["rules"])
    assert "informationUri" not in run["tool"]["driver"]


def test_what_is_found_by_no_rule_is_described_too() -> None:
    found = (finding(rule="format", instead="", message="unknown key"), finding(rule="unused-ignore", severity=Severity.info))
    rules = printed(report(*found))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules[len(LOADED) :]] == ["format", "unused-ignore"]
    assert all(rule[key]["text"] for rule in rules for key in ("shortDescription", "fullDescription", "help"))


def test_what_could_not_be_read_is_a_notification() -> None:
    run = printed(report(problems=(Refusal("gone.yaml", "there is [none]"), Refusal("bad.yaml", "ends too early", 3, 7))))
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    gone, bad = invocation["toolExecutionNotifications"]
    assert gone["message"]["text"] == "there is \\[none\\]"
    assert gone["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "ivr/gone.yaml", "uriBaseId": "SRCROOT"}}
    assert bad["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 7}
    assert run["tool"]["driver"]["notifications"][bad["descriptor"]["index"]]["id"] == bad["descriptor"]["id"]
    assert printed(report())["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_the_same_report_is_the_same_text() -> None:
    it = report(finding(), finding(step="other"), ways=(way(),), suppressed=(quiet("comment"),))
    assert list(sarif(it, AROUND)) == list(sarif(it, AROUND))


def test_a_place_in_another_file_is_named_with_it() -> None:
    event = CallEvent(0.0, "hears", "x", "../shop.yaml#main", Mark("../shop.yaml", 7, 1, 7, 4))
    told = result(report(finding(call=CallTranscript((event,)))))
    assert told["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "shop.yaml"
