"""`ivrlint new-rule` begins a rule that says what is still to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import Run

from ivrlint.readers import strict_yaml
from ivrlint.readers.tree import Map
from ivrlint.rule import CONCERNS
from ivrlint.rule.skeleton import skeleton
from ivrlint.rule.unwritten import is_unwritten

FILE = Path("our-rules/menus/our-menus.yaml")

FILLED = {
    "say in one sentence what should be": "A menu should have at most two options.",
    "say why callers suffer": "Of three options callers forget the first.",
    "say what was read": "House style",
    "say which part of it, or what that part says": "page 3",
    "give the address where others can read it, beginning with https://": "https://example.org/style",
    "say when something is found, such as menu.options > 4": "menu.options > 2",
    "say what is wrong there, with facts in {…}": '"{menu.name} has {menu.options} options"',
    "say what to do instead": "Leave out what hardly anybody asks for.",
}


def filled(text: str) -> str:
    """The skeleton with each text written, and its four flows left as they are, but for the lines that say TODO."""
    for asks, answer in FILLED.items():
        text = text.replace(f"TODO {asks}\n", f"{answer}\n")
    return re.sub(r"\n *# TODO .*", "", text)


def test_a_rule_is_begun_in_the_folder_of_its_concern(run: Run) -> None:
    code, out, err = run("new-rule", "our-menus", "--concern", "prompts", "--dir", "own")
    assert (code, err) == (0, "")
    assert out.startswith("own/prompts/our-menus.yaml is there to be filled in")
    assert "`ivrlint test own`" in out
    assert "id: our-menus\n" in Path("own/prompts/our-menus.yaml").read_text(encoding="utf-8")
    assert [path.name for path in Path("own/prompts").iterdir()] == ["our-menus.yaml"]


def test_without_options_it_is_about_menus_and_lies_in_our_rules(run: Run) -> None:
    assert run("new-rule", "our-menus").code == 0
    assert FILE.is_file()


def test_each_thing_that_is_still_to_be_written_is_named_once_at_its_place(run: Run) -> None:
    run("new-rule", "our-menus")
    code, out, err = run("test", "our-rules")
    assert (code, out) == (2, "")
    lines = FILE.read_text(encoding="utf-8").split("\n")
    told = [re.fullmatch(rf"{FILE}:(\d+):(\d+): (\S+): to do: (.+)", line) for line in err.splitlines()]
    assert all(told), err
    assert [match[3] for match in told if match] == [
        *("summary", "why", "source[1].title", "source[1].clause", "source[1].url", "when", "message", "instead"),
        *("good[1]", "good[2].flow", "bad[1].flow", "bad[2].flow"),
    ]
    for match in told:
        assert match is not None
        line, column, asks = int(match[1]), int(match[2]), match[4]
        at = lines[line - 1][column - 1 :]
        assert asks in (at if at.startswith("TODO") else lines[line])


def test_no_flow_can_be_linted_with_a_rule_that_is_not_written(run: Run) -> None:
    run("new-rule", "our-menus")
    assert run("good.yaml", "--rules", "our-rules").code == 2


def test_what_is_wrong_is_told_beside_what_is_still_to_do(run: Run) -> None:
    run("new-rule", "our-menus")
    text = FILE.read_text(encoding="utf-8").replace("for: menu\n", "for: menus\n").replace("severity: warning", "severty: info")
    FILE.write_text(text, encoding="utf-8")
    err = run("test", "our-rules").err
    assert "did you mean 'menu'?" in err
    assert "unknown key 'severty'; did you mean 'severity'?" in err
    assert "summary: to do:" in err


def test_a_condition_is_checked_while_the_rest_is_still_to_do(run: Run) -> None:
    run("new-rule", "our-menus")
    text = FILE.read_text(encoding="utf-8")
    FILE.write_text(re.sub(r"when: TODO .*", "when: menu.optoins > 2", text), encoding="utf-8")
    err = run("test", "our-rules").err
    assert "when: menu has no 'optoins'; did you mean 'options'?" in err
    assert "message: to do:" in err


def test_with_every_text_written_the_flows_have_still_to_show_it(run: Run) -> None:
    run("new-rule", "our-menus")
    FILE.write_text(filled(FILE.read_text(encoding="utf-8")), encoding="utf-8")
    code, out, err = run("test", "our-rules")
    assert (code, err) == (1, "")
    assert "bad example 1: expected findings at [main], got []" in out
    assert "bad example 2: expected findings at [people], got []" in out
    assert out.endswith("1 rule, 4 examples: 2 do not hold\n")


def test_the_flows_of_the_skeleton_are_whole_flows_without_a_finding(run: Run) -> None:
    tree = strict_yaml.parse(skeleton("our-menus", "our-rules"), "x.yaml").value
    assert isinstance(tree, Map)
    flows = [tree["good"][0], *(example["flow"] for example in (tree["good"][1], *tree["bad"]))]
    assert all(is_unwritten(flow) for flow in flows)
    for number, flow in enumerate(flows):
        Path(f"{number}.yaml").write_text(flow, encoding="utf-8")
        assert run(f"{number}.yaml", "--fail-on", "info").code == 0


def test_a_file_that_is_there_stays_as_it_is(run: Run) -> None:
    run("new-rule", "our-menus")
    FILE.write_text("mine", encoding="utf-8")
    code, out, err = run("new-rule", "our-menus")
    assert (code, out) == (2, "")
    assert f"{FILE} is there already" in err
    assert FILE.read_text(encoding="utf-8") == "mine"


def test_an_id_is_there_once_in_all_concerns(run: Run) -> None:
    run("new-rule", "our-menus")
    assert "our-rules/menus/our-menus.yaml is there already" in run("new-rule", "our-menus", "--concern", "hours").err
    assert not Path("our-rules/hours").exists()


def test_a_link_that_leads_nowhere_is_not_followed(run: Run) -> None:
    FILE.parent.mkdir(parents=True)
    FILE.symlink_to("nowhere.yaml")
    assert run("new-rule", "our-menus").code == 2
    assert not Path("our-rules/menus/nowhere.yaml").exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("menu-too-deep", "is a rule of ivrlint already"),
        ("format", "choose another name"),
        ("OurMenus", "such as 'our-menus'"),
        ("our_menus", "such as 'our-menus'"),
        ("2-menus", "such as 'menus'"),
        ("../up", "such as 'up'"),
        ("our-menus.yaml", "such as 'our-menus-yaml'"),
        ("true", "is no id of a rule"),
    ],
)
def test_what_cannot_be_an_id_is_refused_in_one_line(run: Run, wrong: str, told: str) -> None:
    code, out, err = run("new-rule", wrong)
    assert (code, out) == (2, "")
    assert told in err.splitlines()[-1]
    assert not Path("our-rules").exists()


def test_an_unknown_concern_is_refused_with_those_that_there_are(run: Run) -> None:
    code, _, err = run("new-rule", "our-menus", "--concern", "colours")
    assert code == 2
    assert all(concern in err for concern in CONCERNS)


def test_a_folder_that_cannot_be_made_is_told_in_one_line(run: Run) -> None:
    Path("our-rules").write_text("a file", encoding="utf-8")
    code, _, err = run("new-rule", "our-menus")
    assert code == 2
    assert err.startswith("Error: our-rules/menus cannot be written: ")


def test_a_folder_with_a_blank_is_named_as_a_shell_wants_it(run: Run) -> None:
    assert "`ivrlint test 'own rules'`" in run("new-rule", "our-menus", "--dir", "own rules").out


def test_a_list_of_words_to_look_for_may_say_todo(run: Run) -> None:
    run("new-rule", "our-menus")
    text = filled(FILE.read_text(encoding="utf-8")).replace("when: menu.options > 2", "when: menu.name in options.names")
    options = "options:\n  names: {default: [TODO, main], about: names that say nothing}\n"
    FILE.write_text(text.replace("when: menu", f"{options}when: menu"), encoding="utf-8")
    code, out, err = run("test", "our-rules")
    assert (code, err) == (1, "")
    assert "good example 1: expected no findings, got [main]" in out
