"""Exports as a whole: recognition, folders, archives, and files that are broken or missing."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from cx_agents import AGENT, START, files, flow, page, read_agent, result_of, route, to

from ivrlint.flow import Flow, Refusal, Say, Unknown
from ivrlint.readers import archives, read, recognised
from ivrlint.readers.dialogflow import recognise
from ivrlint.readers.files import read_paths

END = route(condition="true", says="Goodbye.", targetPage="End Session")


def written(folder: Path, found: Mapping[str, bytes]) -> Path:
    """The files of an export on disk; the folder that holds `agent.json`."""
    for path, data in found.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder / "agent"


def packed(found: Mapping[str, bytes], **more: Any) -> bytes:
    """A zip archive of files, without the folder they lie in."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", more.pop("compression", zipfile.ZIP_DEFLATED)) as archive:
        archive.writestr("empty/", b"")
        for path, data in found.items():
            archive.writestr(path.removeprefix("agent/"), data)
    return buffer.getvalue()


def refusal(data: bytes, file: str = "export.zip") -> Refusal:
    """Why some bytes are refused."""
    found = read(data, file)
    assert isinstance(found, Refusal)
    return found


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(AGENT),
        '{"startPlaybook": "P", "defaultLanguageCode": "en"',
        '\ufeff\n{"startFlow" : "projects/a/locations/b/agents/c/flows/d", "name": "projects/a"',
        json.dumps({"name": "1", "displayName": "P", "form": {}, "transitionRoutes": []}),
        json.dumps({"displayName": "F", "eventHandlers": []}),
    ],
)
def test_files_of_an_export_are_recognised(text: str) -> None:
    assert recognise(text)
    assert recognised(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"displayName": "an intent", "trainingPhrases": []}),
        json.dumps({"displayName": "an intent", "form": "paper"}),
        json.dumps({"startFlow": "x"}),
        '["startFlow", "defaultLanguageCode", "eventHandlers"]',
        json.dumps({"language": "en", "shortDescription": "", "defaultTimezone": "Europe/Madrid"}),
        "startFlow: a\ndefaultLanguageCode: en\n",
    ],
)
def test_other_files_are_not_recognised(text: str) -> None:
    assert not recognise(text)


def test_a_folder_is_one_flow_named_after_the_agent(tmp_path: Path) -> None:
    folder = written(tmp_path, files([END], [page("P", says="P.")]))
    reading = read_paths([str(folder)])
    assert not reading.problems
    (found,) = reading.flows.values()
    assert (found.name, found.format, found.language) == ("Harbour Energy", "dialogflow-cx", "en")
    assert found.file == str(folder / "agent.json")
    assert str(folder / "flows" / START / f"{START}.json") in reading.texts


def test_a_page_alone_is_refused_with_the_advice_to_give_the_whole(tmp_path: Path) -> None:
    folder = written(tmp_path, files([END], [page("P", says="P.", transitionRoutes=[])]))
    reading = read_paths([str(folder / "flows" / START / "pages" / "0.json")])
    assert [problem.message for problem in reading.problems] == [
        "is a part of an agent of Dialogflow CX, not the whole: give the folder of the export, or the zip archive, instead"
    ]
    assert read_paths([str(folder / "flows")]).problems[0].message == "holds no flow that ivrlint can read"


def test_the_files_beside_a_part_are_not_even_read() -> None:
    def below() -> Mapping[str, bytes]:
        raise AssertionError("nobody should ask")

    found = read(json.dumps(page("P", transitionRoutes=[])).encode(), "P.json", below=below)
    assert isinstance(found, Refusal)
    assert found.no_calls


def test_an_agent_without_flows_is_refused() -> None:
    assert isinstance(alone := read(json.dumps(AGENT).encode(), "agent.json"), Refusal)
    assert "has no flows beside it" in alone.message
    assert alone.no_calls
    others = {"agent/agent.json": json.dumps({**AGENT, "startPlaybook": "P"}).encode(), "agent/playbooks/P/P.json": b"{}"}
    playbooks = result_of(others)
    assert isinstance(playbooks, Refusal)
    assert playbooks.message == "this agent consists of playbooks alone, which nobody can follow"


def test_an_agent_that_a_playbook_answers_begins_there() -> None:
    agent = {"displayName": "A", "defaultLanguageCode": "en", "startPlaybook": "Jess"}
    found = read_agent([END], agent=agent)
    first = found.steps[found.entries[0].start]
    assert isinstance(first, Unknown)
    assert [to(case.target) for case in first.cases] == [START]


@pytest.mark.parametrize("start", [START, f"projects/a/flows/{START}", "projects/a/flows/77", "", "gone"])
def test_the_first_flow_is_found_by_its_name_or_number(start: str) -> None:
    found = read_agent([END], agent={**AGENT, "startFlow": start}, name="77")
    assert found.entries[0].start == START


def test_a_first_flow_without_its_usual_name_is_known_by_its_number() -> None:
    agent = {**AGENT, "startFlow": "gone"}
    others = {"agent/agent.json": json.dumps(agent).encode()}
    for path, data in flow("Main", name="00000000-0000-0000-0000-000000000000", transitionRoutes=[END]).items():
        others[f"agent/{path}"] = json.dumps(data).encode()
    found = result_of(others)
    assert isinstance(found, Flow)
    assert found.entries[0].start == "Main"
    others[next(path for path in others if path.endswith("Main.json"))] = json.dumps({"displayName": "Main"}).encode()
    lost = result_of(others)
    assert isinstance(lost, Flow)
    assert lost.entries[0].start not in lost.steps


def test_a_broken_agent_is_refused_with_its_place() -> None:
    found = read(b'{"startFlow": "x",\n "defaultLanguageCode": "en",, }', "agent.json")
    assert isinstance(found, Refusal)
    assert (found.line, found.column) == (2, 30)
    listed = read(b'[{"startFlow": "x"}]', "agent.json", "dialogflow-cx")
    assert isinstance(listed, Refusal)
    assert listed.message == "an agent must be an object"
    assert isinstance(read(b'{"startFlow": "\xff"}', "agent.json", "dialogflow-cx"), Refusal)


@pytest.mark.parametrize("broken", [b'{"displayName": "P"', b"[]", b"\xff\xfe\x00", b'{"displayName": "P"} x'])
def test_a_broken_page_is_a_problem_and_may_lead_anywhere(broken: bytes) -> None:
    path = f"flows/{START}/pages/My%20page.json"
    found = read_agent([route(condition="true", targetPage="My page")], others={path: broken})
    assert [problem.mark.file for problem in found.problems] == [f"agent/{path}"]
    assert isinstance(found.steps[f"{START} / My page"], Unknown)


def test_a_broken_flow_is_a_problem_and_may_lead_anywhere() -> None:
    found = read_agent(
        [route(condition="true", targetFlow="Pay")],
        others={"flows/Pay/Pay.json": b"{", "flows/Pay/pages/P.json": page("P", says="P.")},
    )
    assert len(found.problems) == 1
    assert isinstance(found.steps["Pay"], Unknown)
    first = read_agent(others={f"flows/{START}/{START}.json": b"{"})
    assert isinstance(first.steps[first.entries[0].start], Unknown)


def test_a_flow_that_is_missing_is_told_once_for_all_its_pages() -> None:
    others = {f"flows/Pay%26go/pages/{name}.json": page(name, says=name) for name in "PQ"}
    found = read_agent([route(condition="true", targetFlow="Pay&go")], others=others)
    assert [problem.message for problem in found.problems] == ["this page belongs to the flow 'Pay&go', which is missing"]


def test_names_that_stand_twice_are_problems_and_the_first_counts() -> None:
    others = {
        **flow("Pay", page("P", says="One."), page("P", says="Two."), transitionRoutes=[route(condition="true", targetPage="P")]),
        "flows/X/X.json": {"displayName": "Pay"},
    }
    found = read_agent([route(condition="true", targetFlow="Pay")], others=others)
    assert [problem.message for problem in found.problems] == [
        "there are two pages with the name 'P': only the first one counts",
        "there are two flows with the name 'Pay': only the first one counts",
    ]
    words = found.steps["Pay / P / say" if "Pay / P / say" in found.steps else "Pay / P"]
    assert words.prompt
    assert words.prompt.text == "One."


def test_a_page_without_a_name_is_named_after_its_file_and_odd_values_are_passed_over() -> None:
    odd = {
        "displayName": 7,
        "transitionRoutes": [1, {"intent": 2, "condition": None}],
        "eventHandlers": {},
        "form": [],
        "entryFulfillment": "x",
    }
    found = read_agent([route(condition="true", targetPage="a>b")], others={f"flows/{START}/pages/a%3eb.json": odd})
    assert f"{START} / a>b" in found.steps
    assert not found.problems


def test_names_that_are_nothing_but_signs_do_not_stop_anybody() -> None:
    found = read_agent([route(condition="true", targetPage="\x07")], [page("\x07", says="P."), page(" / ", says="Q.")])
    assert all(name == name.strip() for name in found.steps)


def test_an_archive_is_read_in_memory_and_quoted_from(tmp_path: Path) -> None:
    file = tmp_path / "export.zip"
    file.write_bytes(packed(files([END])))
    reading = read_paths([str(tmp_path)])
    (found,) = reading.flows.values()
    assert found.file == str(file)
    words = found.steps[START]
    assert isinstance(words, Say)
    assert words.mark.file == f"{file}/flows/{START}/{START}.json"
    assert b"Goodbye." in reading.texts[words.mark.file]
    assert f"{file}/agent.json" in reading.texts
    assert [path.name for path in tmp_path.iterdir()] == ["export.zip"]


def test_an_archive_may_hold_the_folder_and_other_files() -> None:
    inner = {f"export/{path}": data for path, data in files([END]).items()} | {"export/notes.txt": b"x", "__MACOSX/a.json": b"\0"}
    found = read(packed(inner), "export.zip")
    assert isinstance(found, Flow)
    assert START in found.steps


def test_an_archive_with_backslashes_is_read() -> None:
    data = packed({path.replace("/", "\\"): data for path, data in files([END]).items()})
    assert isinstance(read(data, "export.zip"), Flow) or b"\\" not in data


def test_an_archive_of_something_else_is_foreign() -> None:
    found = refusal(packed({"word/document.json": b"{}"}))
    assert found.foreign
    assert found.message == "is a zip archive without an export that ivrlint can read"
    assert not recognised(packed({"word/document.json": b"{}"}))
    assert recognised(packed(files([END])))


def test_an_archive_of_parts_alone_is_refused_with_advice() -> None:
    found = refusal(packed({"P.json": json.dumps(page("P", transitionRoutes=[])).encode()}))
    assert found.no_calls
    assert found.file == "export.zip"


def test_a_broken_agent_in_an_archive_is_refused_at_its_place() -> None:
    found = refusal(packed({"agent.json": b'{"startFlow": "a", "defaultLanguageCode": "en" x'}))
    assert (found.file, found.line) == ("export.zip/agent.json", 1)


@pytest.mark.parametrize(
    "path", ["../agent.json", "/etc/agent.json", "C:/agent.json", "flows/../../x.json", "..\\x.json", "a\x1b.json"]
)
def test_paths_that_lead_out_of_an_archive_are_refused(path: str) -> None:
    found = refusal(packed({path: b"{}", **files([END])}))
    assert "leads out of it" in found.message
    assert not found.foreign


def test_an_encrypted_archive_is_refused() -> None:
    data = bytearray(packed(files([END])))
    at = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    data[at + 8] |= 1
    assert refusal(bytes(data)).message == "is an encrypted zip archive: unpack it first"


def test_an_archive_in_an_archive_is_refused() -> None:
    assert "holds another archive (inner.zip)" in refusal(packed({"inner.zip": b"", **files([END])})).message
    assert "holds another archive (flows/x.json)" in refusal(packed({"flows/x.json": archives.ZIP, **files([END])})).message


def test_other_ways_of_packing_are_refused() -> None:
    assert "packed in a way" in refusal(packed(files([END]), compression=zipfile.ZIP_BZIP2)).message


def test_bombs_are_refused_before_they_are_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "times larger when unpacked" in refusal(packed({"agent.json": b" " * 5_000_000})).message
    monkeypatch.setattr(archives, "MOST_BYTES", 2**20)
    assert "MiB are read" in refusal(packed({"agent.json": b"x" * 2_000_000})).message
    monkeypatch.setattr(archives, "MOST_FILES", 2)
    assert "too many files" in refusal(packed(files([END], [page("P")]))).message


def test_more_files_than_the_end_of_the_archive_says_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(packed(files([END], [page("P")])))
    data[-14:-10] = b"\1\0\1\0"
    monkeypatch.setattr(archives, "MOST_FILES", 2)
    assert "too many files" in refusal(bytes(data)).message


def test_a_broken_archive_is_one_clear_line() -> None:
    whole = packed(files([END]))
    for cut in range(4, len(whole), 97):
        assert "zip archive" in refusal(whole[:cut]).message
    assert "cannot be unpacked" in refusal(whole[:60] + b"\0" * 20 + whole[80:]).message
    assert "its end is missing" in refusal(archives.ZIP).message


def test_flipped_bytes_never_raise() -> None:
    whole = packed(files([END], [page("P", says="P.")]))
    for at in range(0, len(whole), 7):
        found = read(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :], "export.zip")
        assert isinstance(found, Flow | Refusal)


def test_an_archive_with_a_comment_is_read() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.comment = b"from the console"
        for path, data in files([END]).items():
            archive.writestr(path.removeprefix("agent/"), data)
    assert isinstance(read(buffer.getvalue(), "export.zip"), Flow)


def test_an_agent_in_binary_form_is_refused_with_what_to_do() -> None:
    found = refusal(b"\x0a\x12\0Default Start Flow\x12\x80\xff", "agent.blob")
    assert found.no_calls
    assert "export it as a JSON package" in found.message
    assert "binary data" in refusal(b"\0\1\2", "other.blob").message


def test_half_an_export_is_still_read() -> None:
    found = files([END], [page("P", says="P.", transitionRoutes=[route(intent="a", targetPage="P")])])
    for path, data in found.items():
        for cut in range(0, len(data), max(1, len(data) // 20)):
            assert isinstance(result_of({**found, path: data[:cut]}), Flow | Refusal)
