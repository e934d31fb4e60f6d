from __future__ import annotations

from twiml_documents import flow, flows, to

from ivrlint.flow import Flow, Menu, Refusal, Set, Transfer, Unknown
from ivrlint.linting import lint_flows
from ivrlint.readers.files import read_paths

MENU = '<Gather numDigits="1" action="{}"><Say>Press 1.</Say></Gather>'


def linked(documents: dict[str, str]) -> dict[str, Flow]:
    result = flows(documents)
    assert all(isinstance(each, Flow) for each in result.values())
    return {file: each for file, each in result.items() if isinstance(each, Flow)}


def target_of(found: dict[str, Flow], file: str) -> str:
    menu = found[file].steps["Gather"]
    assert isinstance(menu, Menu)
    return to(menu.options[0].target)


def test_addresses_lead_to_the_documents_of_the_run():
    for address in ("b.xml", "/voice/b.xml", "b", "b.xml?step=2", "https://example.com/x/b.xml", "../app/b.xml", "./b.xml#top"):
        found = linked({"app/a.xml": MENU.format(address), "app/b.xml": "<Dial>+1555</Dial>"})
        assert target_of(found, "app/a.xml") == "app/b.xml#Dial", address


def test_a_document_of_another_folder_is_found_by_its_name_where_there_is_only_one():
    documents = {"a.xml": MENU.format("/b.xml"), "x/b.xml": "<Dial>+1555</Dial>"}
    assert target_of(linked(documents), "a.xml") == "x/b.xml#Dial"
    found = linked({**documents, "y/b.xml": "<Dial>+1556</Dial>"})
    assert isinstance(found["a.xml"].steps[target_of(found, "a.xml")], Unknown)


def test_an_address_that_leads_to_a_folder_or_is_filled_in_is_not_known():
    for address in ("/", "https://example.com/", "..", "{{ next }}.xml"):
        found = linked({"a.xml": MENU.format(address), "b.xml": "<Dial>+1555</Dial>"})
        assert isinstance(found["a.xml"].steps[target_of(found, "a.xml")], Unknown), address


def test_a_document_may_name_itself():
    assert target_of(linked({"a.xml": "<Say>Hello</Say>" + MENU.format("/a.xml")}), "a.xml") == "Say"


def test_documents_that_others_lead_to_are_no_calls_of_their_own():
    found = linked({"b.xml": "<Dial>+1555</Dial>", "a.xml": MENU.format("b.xml"), "c.xml": MENU.format("b.xml")})
    assert {file: each.part for file, each in found.items()} == {"a.xml": False, "b.xml": True, "c.xml": False}


def test_of_documents_in_a_circle_the_one_that_is_named_like_a_beginning_is_the_call():
    found = linked(
        {
            "a.xml": "<Redirect>index.xml</Redirect>",
            "index.xml": MENU.format("z.xml"),
            "z.xml": "<Say>x</Say><Redirect>a.xml</Redirect>",
        }
    )
    assert [file for file, each in found.items() if not each.part] == ["index.xml"]
    assert isinstance(found["a.xml"].steps["Redirect"], Set)


def test_a_part_that_leads_on_to_a_person_is_a_call():
    found = linked({"a.xml": "<Say>Hello</Say><Redirect>b.xml</Redirect>", "b.xml": "<Dial>+1555</Dial>"})
    assert found["a.xml"].entries[0].start == "Say"
    found = linked({"a.xml": "<Say>Hello</Say><Redirect>b.xml</Redirect>", "b.xml": "<Say>Bye</Say>"})
    assert found["a.xml"].entries[0].start == "(the program that sends this document)"


def test_what_callers_hear_while_they_wait_stands_behind_a_transfer():
    found = linked({"a.xml": '<Enqueue waitUrl="wait.xml">x</Enqueue>', "wait.xml": "<Say>Please hold</Say><Play>m.mp3</Play>"})
    wait = found["wait.xml"]
    assert wait.entries[0].start == "(waiting in the queue)"
    queue = wait.steps["(waiting in the queue)"]
    assert isinstance(queue, Transfer)
    assert (queue.to, queue.elsewhere, to(queue.cases[0].target)) == ("person", True, "Say")
    assert to(wait.steps["Play"].next) == "(waiting in the queue)"  # type: ignore[union-attr]


def test_who_leaves_the_queue_goes_elsewhere():
    found = flow("<Say>Goodbye</Say><Leave/>")
    assert found.entries[0].start == "(waiting in the queue)"
    assert isinstance(found.steps["Leave"], Unknown)


def test_words_for_whoever_is_called_are_refused():
    found = flows({"a.xml": '<Dial><Number url="whisper.xml">+1555</Number></Dial>', "whisper.xml": "<Say>A call</Say>"})
    whisper = found["whisper.xml"]
    assert isinstance(whisper, Refusal)
    assert whisper.no_calls


def test_an_action_of_a_dial_in_the_run_comes_when_nobody_answers():
    found = linked({"a.xml": '<Dial action="b.xml">+1555</Dial>', "b.xml": "<Record/>"})
    dial = found["a.xml"].steps["Dial"]
    assert isinstance(dial, Transfer)
    assert (to(dial.no_answer), dial.elsewhere) == ("b.xml#Record", False)


def test_an_action_of_a_recording_in_the_run_follows():
    found = linked({"a.xml": '<Gather action="x"/><Record action="b.xml"/>', "b.xml": "<Say>Thank you</Say>"})
    assert to(found["a.xml"].steps["Record"].next) == "b.xml#Say"  # type: ignore[union-attr]


def test_files_beside_a_document_are_read_with_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.xml").write_text("<Response>" + MENU.format("/voice/sales") + "<Redirect>b.xml</Redirect></Response>")
    (tmp_path / "b.xml").write_text("<Response><Say>Hold on</Say><Dial>+1555</Dial></Response>")
    (tmp_path / "sales.xml").write_text("<Response><Dial>+1556</Dial></Response>")
    reading = read_paths(["a.xml"])
    assert set(reading.linked) == {"b.xml", "sales.xml"}
    report = lint_flows(reading, [])
    assert [(way.file, way.reaches_person) for way in report.ways] == [("a.xml", True)]
