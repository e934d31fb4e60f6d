"""`ivrlint conformance`: a standard, clause by clause."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from command_line import GOOD, Run

import ivrlint.config.loading
from ivrlint.bundled import RULES, SCHEMAS
from ivrlint.rule import load_rules

PROFILE = """\
title: House style
about: What we ask of ourselves.
extends: recommended
rules:
  too-many-options: {severity: info, options: {max_options: 1}}
standard:
  title: House style | ours
  url: "https://example.org/style"
  read: all of it
  applies: where we answer
clauses:
  - id: people
    asks: Somebody answers.
    judged: partly
    because: nobody counts the rings
    rules: [no-way-to-a-person]
    needs: [person]
  - id: short
    asks: First menus have one option.
    judged: wholly
    rules: [too-many-options]
    at: first_menu
    needs: [menu_words]
  - id: kind
    asks: People are kind.
    judged: not
    because: that stands in no file
  - id: loops
    asks: Nobody goes round in circles.
    judged: partly
    because: somebody has to call and listen
    rules: [doom-loop]
    needs: [a_look]
"""
MORE = GOOD.replace("press 1. To", "press 1. For tickets, press 2. For lost coats, press 3. To").replace(
    "{1: programme,", "{1: programme, 2: people, 3: people,"
)


@pytest.fixture(autouse=True)
def house_style(tmp_path, monkeypatch):
    folder = tmp_path / "profiles"
    folder.mkdir()
    (folder / "house.yaml").write_text(PROFILE, encoding="utf-8")
    (folder / "recommended.yaml").write_text("about: the base", encoding="utf-8")
    monkeypatch.setattr(ivrlint.config.loading, "PROFILES", folder)
    monkeypatch.setattr(ivrlint.config.loading.load_profile, "__defaults__", (folder,))
    (tmp_path / "more.yaml").write_text(MORE, encoding="utf-8")


def test_each_clause_has_a_verdict_with_what_was_found_and_what_was_not_judged(run: Run) -> None:
    code, out, err = run("conformance", "more.yaml", "--profile", "house")
    assert (code, err) == (1, "")
    assert out == (
        "House style | ours\n"
        "https://example.org/style\n"
        "What was read: all of it\n"
        "Where it applies: where we answer\n"
        "\n"
        "more.yaml: Castle Theatre\n"
        "\n"
        "people  Somebody answers.\n"
        "        met as far as the file shows\n"
        "        Only partly judged: nobody counts the rings\n"
        "\n"
        "short   First menus have one option.\n"
        "        would not be met\n"
        f"        - {_told(out)}\n"
        "\n"
        "kind    People are kind.\n"
        "        cannot be judged from the file\n"
        "        that stands in no file\n"
        "\n"
        "loops   Nobody goes round in circles.\n"
        "        cannot be judged from the file\n"
        "        somebody has to call and listen\n"
        "\n"
        "4 clauses: 1 met as far as the file shows, 1 would not be met, 2 cannot be judged from the file.\n"
        "more.yaml would not meet clause short of House style | ours, where it applies.\n"
    )


def _told(out: str) -> str:
    """The finding, whose words are those of the rule."""
    (line,) = re.findall(r"^ +- (more\.yaml:6:3: .* \[too-many-options\])$", out, re.MULTILINE)
    return str(line)


def test_the_exit_code_tells_whether_a_clause_would_not_be_met(run: Run) -> None:
    assert run("conformance", "good.yaml", "--profile", "house").code == 0
    assert run("conformance", "loop.yaml", "--profile", "house").code == 1
    assert run("conformance", "good.yaml", "more.yaml", "--profile", "house").code == 1


def test_a_finding_counts_though_nothing_would_be_enough_for_met(run: Run) -> None:
    out = run("conformance", "loop.yaml", "--profile", "house", "--format", "json").out
    (table,) = json.loads(out)["tables"]
    loops = table["clauses"][-1]
    assert (loops["verdict"], loops["findings"][0]["rule"]) == ("not_met", "doom-loop")


def test_findings_at_later_menus_do_not_count_where_first_menus_are_asked_about(run: Run) -> None:
    later = GOOD.replace(
        'programme: {say: "Tonight at eight, The Tempest.", next: main}', "programme: {say: Tonight., next: more}"
    )
    menu = MORE.partition("  main:\n")[2].partition("  programme:")[0]
    Path("later.yaml").write_text(f"{later}  more:\n{menu}", encoding="utf-8")
    out = run("later.yaml", "--profile", "house", "--no-calls", "--select", "too-many-options").out
    assert re.search(r"info: more .*\[too-many-options\]", out)
    verdicts = json.loads(run("conformance", "later.yaml", "--profile", "house", "-f", "json").out)["tables"][0]["clauses"]
    assert {clause["id"]: clause["verdict"] for clause in verdicts}["short"] == "met"


def test_what_is_found_of_a_whole_call_counts_where_it_has_a_first_menu(run: Run, tmp_path: Path) -> None:
    asked = PROFILE.replace("rules: [too-many-options]", "rules: [no-way-to-a-person]")
    (tmp_path / "profiles" / "house.yaml").write_text(asked, encoding="utf-8")
    asks = "{collect: seats, say: How many seats?, digits: 1, next: closed}"
    words = f"ivr: 1\nlanguage: en\nstart: ask\nsteps:\n  ask: {asks}\n  closed: {{hang_up: The theatre is closed.}}\n"
    Path("words.yaml").write_text(words, encoding="utf-8")
    out = run("conformance", "loop.yaml", "words.yaml", "--profile", "house", "-f", "json").out
    verdicts = [{clause["id"]: clause["verdict"] for clause in table["clauses"]} for table in json.loads(out)["tables"]]
    assert [each["short"] for each in verdicts] == ["not_met", "met"]
    assert [each["people"] for each in verdicts] == ["not_met", "not_met"]


def test_what_is_not_known_is_not_met(run: Run) -> None:
    silent = GOOD.replace(
        "menu: Castle Theatre. For what is on, press 1. To speak to a person, press 0.", "menu: ''\n    audio: a.wav"
    )
    Path("silent.yaml").write_text(silent, encoding="utf-8")
    out = run("conformance", "silent.yaml", "--profile", "house", "-f", "json").out
    short = json.loads(out)["tables"][0]["clauses"][1]
    assert (short["verdict"], short["because"]) == ("not_judged", "the words of the menu are not known at main")


def test_what_two_needs_say_is_told_once(run: Run, tmp_path: Path) -> None:
    asked = PROFILE.replace("needs: [person]", "needs: [waits, unanswered]").replace("no-way-to-a-person", "doom-loop")
    (tmp_path / "profiles" / "house.yaml").write_text(asked, encoding="utf-8")
    Path("words.yaml").write_text("ivr: 1\nstart: closed\nsteps:\n  closed: {hang_up: We are closed.}\n", encoding="utf-8")
    (table,) = json.loads(run("conformance", "words.yaml", "--profile", "house", "-f", "json").out)["tables"]
    assert table["clauses"][0]["because"] == "no call is put through to a person"


def test_every_file_has_a_table_but_those_to_which_others_lead(run: Run) -> None:
    part = "ivr: 1\nlanguage: en\nstart: times\nsteps:\n  times: {say: Tonight at eight., next: back}\n  back: {return: true}\n"
    Path("part.yaml").write_text(part, encoding="utf-8")
    whole = GOOD.replace('{say: "Tonight at eight, The Tempest.", next: main}', "{visit: part.yaml, next: main}")
    Path("whole.yaml").write_text(whole, encoding="utf-8")
    code, out, err = run("conformance", "part.yaml", "whole.yaml", "more.yaml", "--profile", "house", "-f", "json")
    assert (code, err) == (1, "")
    assert [table["file"] for table in json.loads(out)["tables"]] == ["whole.yaml", "more.yaml"]


def test_a_file_with_mistakes_is_bad_input_and_meets_nothing(run: Run) -> None:
    code, out, err = run("conformance", "typo.yaml", "good.yaml", "--profile", "house", "-f", "json")
    assert code == 2
    assert err.startswith("typo.yaml:12:34: error: ")
    typo, good = json.loads(out)["tables"]
    assert typo["summary"] == {"met": 0, "not_met": 0, "not_judged": 4}
    assert typo["clauses"][0]["because"] == "not all could be read, because of mistakes in typo.yaml"
    assert good["summary"] == {"met": 2, "not_met": 0, "not_judged": 2}


def test_what_is_found_in_a_file_with_mistakes_is_told_with_them(run: Run) -> None:
    Path("typos.yaml").write_text("ivr: 1\nstart: a\nsteps:\n  a: {collect: seats, nxt: b}\n", encoding="utf-8")
    people = json.loads(run("conformance", "typos.yaml", "--profile", "house", "-f", "json").out)["tables"][0]["clauses"][0]
    assert people["verdict"] == "not_met"
    assert people["because"] == "nobody counts the rings; not all could be read, because of mistakes in typos.yaml"


def test_mistakes_in_the_files_that_calls_come_to_count_too(run: Run) -> None:
    Path("part.yaml").write_text(
        "ivr: 1\nstart: a\nsteps:\n  a: {say: Tonight., nxt: b}\n  b: {return: true}\n", encoding="utf-8"
    )
    whole = GOOD.replace('{say: "Tonight at eight, The Tempest.", next: main}', "{visit: part.yaml, next: main}")
    Path("whole.yaml").write_text(whole, encoding="utf-8")
    code, out, err = run("conformance", "whole.yaml", "good.yaml", "--profile", "house", "-f", "json")
    assert code == 2
    assert err.startswith("part.yaml:4:")
    whole_table, good = json.loads(out)["tables"]
    assert whole_table["clauses"][0]["because"] == "not all could be read, because of mistakes in part.yaml"
    assert good["clauses"][0]["verdict"] == "met"


def test_a_file_that_cannot_be_read_is_bad_input_and_the_others_are_judged(run: Run) -> None:
    code, out, err = run("conformance", "gone.yaml", "more.yaml", "--profile", "house", "-f", "json")
    assert (code, err) == (2, "gone.yaml: error: there is no such file or folder\n")
    document = json.loads(out)
    assert document["problems"] == [
        {"file": "gone.yaml", "line": None, "column": None, "message": "there is no such file or folder"}
    ]
    assert [table["file"] for table in document["tables"]] == ["more.yaml"]


def test_a_flow_in_which_no_call_begins_meets_nothing(run: Run) -> None:
    text = "ivr: 1\nstart: main\nsteps: {}\n"
    out = run("conformance", "-", "--profile", "house", "-f", "json", stdin=text).out
    assert {clause["verdict"] for table in json.loads(out)["tables"] for clause in table["clauses"]} == {"not_judged"}


def test_the_json_is_what_its_schema_says(run: Run) -> None:
    schema = json.loads(run("schema", "conformance").out)
    assert schema == json.loads((SCHEMAS / "conformance.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    out = run("conformance", "gone.yaml", "more.yaml", "loop.yaml", "--profile", "house", "-f", "json").out
    document = json.loads(out)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert (document["profile"], document["standard"]["applies"]) == ("house", "where we answer")
    assert document["tables"][0]["clauses"][1]["findings"][0]["step"] == "main"


def test_markdown_is_a_table_a_file_whose_cells_hold_together(run: Run) -> None:
    code, out, _ = run("conformance", "more.yaml", "good.yaml", "--profile", "house", "--format", "markdown")
    assert code == 1
    lines = out.splitlines()
    assert lines[:7] == [
        "# House style \\| ours",
        "",
        "<https://example.org/style>",
        "",
        "- What was read: all of it",
        "- Where it applies: where we answer",
        "",
    ]
    assert [line for line in lines if line.startswith("## ")] == ["## more.yaml: Castle Theatre", "## good.yaml: Castle Theatre"]
    rows = [line for line in lines if line.startswith("| ")]
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)
    assert "| people | Somebody answers. | met as far as the file shows | Only partly judged: nobody counts the rings |" in rows
    assert any(row.startswith("| short | First menus have one option. | **would not be met** | more.yaml:6:3: ") for row in rows)
    assert "more.yaml would not meet clause short" in out


def test_the_tables_go_into_a_file_that_is_not_one_of_the_flows(run: Run) -> None:
    assert run("conformance", "good.yaml", "--profile", "house", "-o", "table.txt").out == ""
    assert "good.yaml: Castle Theatre" in Path("table.txt").read_text(encoding="utf-8")
    code, _, err = run("conformance", "good.yaml", "--profile", "house", "-o", "good.yaml")
    assert code == 2
    assert "good.yaml is read" in err


def test_colours_are_left_out_of_files_and_shown_when_wished(run: Run) -> None:
    assert "\x1b[" not in run("conformance", "more.yaml", "--profile", "house").out
    assert "\x1b[33;1mwould not be met\x1b[0m" in run("conformance", "more.yaml", "--profile", "house", "--color", "always").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Name a standard with --profile, one of: house"),
        (["--profile", "recommended"], "The profile 'recommended' has no clauses; these have: house"),
        (["--profile", "hose"], "There is no profile 'hose'; did you mean 'house'? There are: recommended, house"),
    ],
)
def test_a_profile_without_clauses_is_refused_with_those_that_have_some(run: Run, arguments: list[str], said: str) -> None:
    code, out, err = run("conformance", "good.yaml", *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_hundreds_of_files_in_a_circle_are_judged_in_bounded_time(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivrlint.conformance.verdicts.ROOM", 0)
    monkeypatch.setattr("ivrlint.conformance.verdicts.TIMES", 1)
    for number in range(12):
        following = (number + 1) % 12
        text = GOOD.replace("next: main", f"next: c{following}.yaml")
        Path(f"c{number}.yaml").write_text(text, encoding="utf-8")
    out = run("conformance", *(f"c{number}.yaml" for number in range(12)), "--profile", "house", "-f", "json").out
    assert len(json.loads(out)["tables"]) == 12


def test_the_rules_that_judge_are_those_of_ivrlint() -> None:
    assert {"no-way-to-a-person", "too-many-options", "doom-loop"} <= {rule.id for rule in load_rules([RULES])[0]}
