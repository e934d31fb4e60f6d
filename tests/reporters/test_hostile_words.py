"""Whatever stands in a flow, and whatever a file is called: every form stays what it is, and those who read it can."""

from __future__ import annotations

import json as decoder
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from consumers import GITLAB, parsed_junit, rendered, runner, written
from consumers import sarif as sarif_schema
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml
from reports import report, way

from ivrlint.bundled import SCHEMAS
from ivrlint.cli import main
from ivrlint.cli.forms import FOR_PEOPLE, FORMS
from ivrlint.cli.forms import written as writer
from ivrlint.finding import CallEvent, CallTranscript, Finding, Severity, Source, Suppressed, Suppression
from ivrlint.flow import Mark, Refusal
from ivrlint.report import Report
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.surroundings import Surroundings

OUTPUT = decoder.loads((SCHEMAS / "output.schema.json").read_text(encoding="utf-8"))
AROUND = Surroundings(here="/repo/ivr", root="/repo", version="1.2")

BITS = [
    "main", " ", "]]>", "<![CDATA[", "-->", "<!--", "%0A", "%", "::error::", "::", "##[group]", "\n", "\r", "\r\n", "\t",
    "\x00", "\x1b[2J", "\x85", "\u2028", "\u202e", "\ufeff", "\uffff", "\ud800", "\udce9", "😀", "请按", "é", "e\u0301",
    "&lt;", "&", "<b>", "</details>", "`", "```", "|", "\\", "[a](b)", "@me", "#1", "$x$", "{0}", "{name}", '"', "'", ",", ":",
    ";", "=", "//", "..", "C:/", "a/b",
]  # fmt: skip
words = st.lists(st.sampled_from(BITS) | st.text(max_size=4), max_size=6).map("".join)
names = words.filter(lambda name: name.strip("/. \t\r\n"))
numbers = st.integers(1, 9)
marks = st.builds(
    lambda file, line, column, lines, columns: Mark(file, line, column, line + lines, column + columns),
    names, numbers, numbers, st.integers(0, 2), st.integers(0, 9),
)  # fmt: skip
events = st.builds(
    CallEvent,
    st.floats(0, 9999) | st.just(float("inf")),
    st.sampled_from(["hears", "presses", "dials", "says", "enters", "waits", "system", "ends"]),
    words,
    words,
    st.none() | marks,
)
calls = st.none() | st.lists(events, max_size=4).map(tuple).map(CallTranscript)
findings = st.builds(
    Finding,
    rule=st.sampled_from(["menu-too-deep", "format", "our-own"]),
    severity=st.sampled_from(Severity),
    mark=marks,
    step=words,
    message=names,
    instead=words,
    sources=st.lists(st.builds(Source, words, words, words), max_size=2).map(tuple),
    call=calls,
    about=words,
)
suppressions = st.builds(
    Suppression, st.sampled_from(["comment", "configuration", "baseline", "before"]), words, st.none() | marks, st.just("")
)
several = st.lists(findings, max_size=4)
reports = st.builds(
    lambda found, quiet, problems, ways: report(
        *sorted(found, key=lambda each: each.order), suppressed=tuple(quiet), problems=tuple(problems), ways=tuple(ways)
    ),
    several,
    st.lists(st.builds(Suppressed, findings, suppressions), max_size=2),
    st.lists(st.builds(Refusal, names, names, st.integers(0, 3), st.integers(0, 3)), max_size=2),
    st.lists(st.builds(lambda file, name, route: way(file=file, name=name, route=(route,)), names, words, words), max_size=2),
)


def as_text(data: bytes, it: Report) -> None:
    for line in data.decode("utf-8").split("\n"):
        assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"} and sign not in "\u200c\u200d" for sign in line)


def as_concise(data: bytes, it: Report) -> None:
    as_text(data, it)
    lines = data.decode("utf-8").split("\n")
    assert len(lines) == len(it.findings) + 2
    assert all(line.endswith(f"[{finding.rule}]") for line, finding in zip(lines, it.findings, strict=False))


def as_json(data: bytes, it: Report) -> None:
    made = decoder.loads(data.decode("utf-8"))
    jsonschema.Draft202012Validator(OUTPUT).validate(made)
    assert [told["message"] for told in made["findings"]] == [safe(finding.message) for finding in it.findings]


def as_jsonl(data: bytes, it: Report) -> None:
    lines = data.decode("utf-8").removesuffix("\n").split("\n")
    schema = jsonschema.Draft202012Validator({"$defs": OUTPUT["$defs"], "$ref": "#/$defs/line"})
    told = [decoder.loads(line) for line in lines]
    for line in told:
        schema.validate(line)
    assert [line["message"] for line in told if line["type"] == "finding"] == [safe(finding.message) for finding in it.findings]


def as_sarif(data: bytes, it: Report) -> None:
    log = decoder.loads(data.decode("utf-8"))
    sarif_schema().validate(log)
    assert len(log["runs"][0]["results"]) == len(it.findings) + len(it.suppressed)


def as_github(data: bytes, it: Report) -> None:
    lines = data.decode("utf-8").split("\n")[:-1]
    made = [runner(line) for line in lines]
    assert len(lines) == len(it.findings) + len(it.problems)
    assert all(command and command.name in {"error", "warning", "notice"} and command.data for command in made)
    assert {key for command in made if command for key in command.properties} <= {
        "file", "line", "endLine", "col", "endColumn", "title",
    }  # fmt: skip


def as_gitlab(data: bytes, it: Report) -> None:
    made = decoder.loads(data.decode("utf-8"))
    GITLAB.validate(made)
    found = {(AROUND.path(finding.mark.file), print_) for finding, print_ in zip(it.findings, it.fingerprints[0], strict=True)}
    unread = {(AROUND.path(problem.file), problem.message) for problem in it.problems}
    assert len({issue["fingerprint"] for issue in made}) == len(found | unread)


def as_junit(data: bytes, it: Report) -> None:
    root = parsed_junit(data)
    cases = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert len(cases) >= len(it.findings) + len(it.problems)
    assert sum(len(suite) for suite in JUnitXml.fromstring(data)) == len(cases)


def as_markdown(data: bytes, it: Report) -> None:
    page: Any = rendered(data.decode("utf-8"))
    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    assert tags <= {"html", "body", "h3", "p", "strong", "b", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "code",
                    "details", "summary", "pre"}  # fmt: skip
    assert len(list(page.iter("details"))) + len(page.findall("body/p/b")) + len(page.findall(".//p/b")) >= len(it.findings)
    assert all(len(row) == 7 + bool(it.suppressed) for row in page.iter("tr"))


PARSED: dict[str, Callable[[bytes, Report], None]] = {
    "text": as_text, "concise": as_concise, "json": as_json, "jsonl": as_jsonl, "sarif": as_sarif, "github": as_github,
    "gitlab": as_gitlab, "junit": as_junit, "markdown": as_markdown,
}  # fmt: skip


def safe(text: str) -> str:
    """A text as it is written where surrogates cannot be."""
    return text.encode("utf-8", "replace").decode("utf-8")


def told(form: str, it: Report) -> bytes:
    lines: Iterable[str] = writer(form)(it, Paint() if form in FOR_PEOPLE else AROUND)
    return written(lines)


def test_every_form_is_parsed_back() -> None:
    assert PARSED.keys() == FORMS.keys()


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(it=reports)
@example(it=report(*[Finding(rule="format", severity=Severity.error, mark=Mark("a", 1, 1, 1, 1), step="", message="x" * 2**20)]))
def test_nothing_breaks_a_form(form: str, it: Report) -> None:
    PARSED[form](told(form, it), it)


STEP = "a]]>%0A::error::<b>@me\n\x1b[2J"
OTHER = "b\r\n##[group]"
WORDS = safe("".join(BITS).replace("\x00", "").replace("\uffff", ""))
FLOW = {
    "ivr": 1,
    "name": WORDS,
    "language": "en-GB",
    "start": STEP,
    "steps": {
        STEP: {
            "menu": "For ]]> \u202e <script>, press 1. For ``` [x](y) | ::error:: %0A, press 2.",
            "options": {"1": STEP, "2": {"to": OTHER, "for": WORDS}},
        },
        OTHER: {"say": WORDS, "next": STEP},
    },
}


def test_a_hostile_flow_is_told_in_every_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = "@me,a:b%0A ]]>`|.yaml"
    Path(file).write_text(
        "".join(f"{key}: {decoder.dumps(value, ensure_ascii=False)}\n" for key, value in FLOW.items()), encoding="utf-8"
    )
    forms = [part for form in FORMS for part in ("-f", f"{form}=out.{form}")]
    assert main([file, "gone\n.json", *forms]) == 2
    told = decoder.loads(Path("out.json").read_bytes())["findings"]
    place = Mark(file, 1, 1, 1, 1)
    found = [
        Finding(rule=each["rule"], severity=Severity[each["severity"]], mark=place, step="", message=each["message"])
        for each in told
    ]
    assert len(found) > 3
    it = report(*found, problems=(Refusal("gone", "there is none"),))
    for form, parsed in PARSED.items():
        parsed(Path(f"out.{form}").read_bytes(), it)
