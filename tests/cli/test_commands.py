"""The other commands."""

import json
from pathlib import Path

import pytest
from command_line import Ran, Run

import ivrlint
from ivrlint.cli.commands import COMMANDS


def test_help_shows_every_command_and_examples(run: Run) -> None:
    for option in ("-h", "--help"):
        code, out, _ = run(option)
        assert code == 0
        assert "ivrlint menu.yaml" in out
        assert all(f"\n  {command} " in out for command in COMMANDS)
    for command in COMMANDS:
        assert run(command, "-h").out.startswith(f"Usage: ivrlint {command}")


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version") == Ran(0, f"ivrlint {ivrlint.__version__}\n", "")


def test_facts_are_one_document_a_file_in_the_order_of_the_arguments(run: Run) -> None:
    code, out, err = run("facts", "loop.yaml", "good.yaml")
    assert (code, err) == (0, "")
    documents = [json.loads(line) for line in out.splitlines()]
    assert [document["file"] for document in documents] == ["loop.yaml", "good.yaml"]
    assert documents[0]["calls"][0]["loops"][0]["doomed"] is True
    assert run("facts", "loop.yaml").out == out.splitlines()[0] + "\n"


def test_facts_are_printed_of_a_flow_with_mistakes_and_the_exit_code_tells(run: Run) -> None:
    code, out, err = run("facts", "typo.yaml", "good.yaml")
    assert code == 1
    assert len(out.splitlines()) == 2
    assert err.startswith("typo.yaml:12:34: error: ")
    code, out, err = run("facts", "gone.yaml", "good.yaml", "typo.yaml")
    assert (code, len(out.splitlines())) == (2, 2)


def test_facts_are_for_people_in_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivrlint.cli.facts.in_terminal", lambda: True)
    assert run("facts", "loop.yaml").out.startswith('{\n  "version": 1,\n')


def test_rules_are_listed_by_concern(run: Run) -> None:
    code, out, _ = run("rules")
    assert code == 0
    assert out.startswith("access\n")
    assert "\n  doom-loop  " in out
    listed = json.loads(run("rules", "--format", "json").out)
    assert {"menu-too-deep", "doom-loop"} <= {rule["id"] for rule in listed}


def test_a_rule_is_explained_with_its_evidence_options_and_examples(run: Run) -> None:
    code, out, _ = run("explain", "menu-too-deep")
    assert code == 0
    for part in (
        "menu-too-deep (menus, warning)",
        "Why",
        "Instead",
        "Evidence",
        "https://",
        "max_depth",
        "default 3",
        "    ivr: 1",
    ):
        assert part in out
    assert json.loads(run("explain", "menu-too-deep", "--format", "json").out)["id"] == "menu-too-deep"


def test_own_rules_are_used_beside_those_of_ivrlint(run: Run) -> None:
    Path("own/menus").mkdir(parents=True)
    rule = Path(ivrlint.__file__).parent.parent / "rules/menus/menu-too-deep.yaml"
    text = rule.read_text(encoding="utf-8").replace("id: menu-too-deep", "id: our-menus").replace("{default: 3", "{default: -1")
    Path("own/menus/our-menus.yaml").write_text(text, encoding="utf-8")
    assert "[our-menus]" in run("good.yaml", "--rules", "own").out
    assert "our-menus" in run("rules", "--rules", "own").out
    assert run("explain", "our-menus", "--rules", "own").code == 0


def test_a_wrong_rule_file_is_refused_with_its_place(run: Run) -> None:
    Path("own/menus").mkdir(parents=True)
    Path("own/menus/ours.yaml").write_text("id: ours\nnonsense: 1\n", encoding="utf-8")
    for args in (("good.yaml", "--rules", "own"), ("test", "own"), ("rules", "--rules", "own")):
        code, out, err = run(*args)
        assert (code, out) == (2, "")
        assert err.startswith("own/menus/ours.yaml:")


def test_the_examples_of_rules_are_run(run: Run) -> None:
    rules = Path(ivrlint.__file__).parent.parent / "rules"
    code, out, _ = run("test", str(rules / "menus"))
    assert (code, out.split(", ")[0]) == (0, f"{len(list(rules.glob('menus/*.yaml')))} rules")
    Path("own/menus").mkdir(parents=True)
    text = (rules / "menus/menu-too-deep.yaml").read_text(encoding="utf-8").replace("{default: 3", "{default: 30")
    Path("own/menus/menu-too-deep.yaml").write_text(text, encoding="utf-8")
    code, out, _ = run("test", "own")
    assert code == 1
    assert out.startswith("own/menus/menu-too-deep.yaml:")
    assert "not hold" in out


@pytest.mark.parametrize("name", ["flow", "rule", "output", "statistics"])
def test_schemas_are_printed(run: Run, name: str) -> None:
    assert json.loads(run("schema", name).out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_a_flow_is_drawn(run: Run) -> None:
    code, out, err = run("draw", "loop.yaml")
    assert (code, err) == (0, "")
    assert out.startswith(("digraph", "//"))
    assert run("draw", "loop.yaml", "-o", "loop.dot").out == ""
    assert Path("loop.dot").read_text(encoding="utf-8") == out
    assert run("draw", "loop.yaml", "--no-findings").out != out
    assert run("draw", "loop.yaml", "--focus", "times", "--within", "0").out != out
    assert run("draw", "loop.yaml", "--direction", "LR").out != out
    assert run("draw", "loop.yaml", "-o", "loop.svg").code == 0
    assert "</svg>" in Path("loop.svg").read_text(encoding="utf-8")


def test_a_picture_can_go_to_standard_output(run: Run) -> None:
    assert "</svg>" in run("draw", "loop.yaml", "-f", "svg").out


def test_a_flow_with_mistakes_is_drawn_and_the_exit_code_tells(run: Run) -> None:
    code, out, err = run("draw", "typo.yaml")
    assert (code, bool(out)) == (1, True)
    assert err.startswith("typo.yaml:12:34: error: ")


def test_a_flow_without_a_beginning_cannot_be_drawn(run: Run) -> None:
    code, out, err = run("draw", "-", stdin="ivr: 1\nstart: gone\nsteps:\n  a: {hang_up: true}\n")
    assert (code, out) == (2, "")
    assert "nothing to draw" in err


def test_the_graph_is_written_for_other_tools(run: Run) -> None:
    import networkx as nx

    code, out, _ = run("graph", "loop.yaml")
    assert code == 0
    assert nx.node_link_graph(json.loads(out), edges="edges").has_edge("main", "times")
    assert run("graph", "loop.yaml", "-o", "loop.graphml").code == 0
    assert nx.read_graphml("loop.graphml").nodes["main"]["kind"] == "menu"
    assert run("graph", "loop.yaml", "-o", "loop.gexf").code == 0
    assert nx.read_gexf("loop.gexf").number_of_nodes() == nx.read_graphml("loop.graphml").number_of_nodes()
    assert run("graph", "typo.yaml", "-o", "typo.json").code == 1
