"""Drawing many flows, and telling whether their pictures are current."""

import re
import shlex
from pathlib import Path

import pytest
from command_line import GOOD, TYPO, Run

from ivrlint.cli import pictures
from ivrlint.diagram import NotDrawn, engines

OTHER = GOOD.replace("Castle Theatre", "Globe")


@pytest.fixture
def menus(run: Run) -> None:
    """Two flows in a folder of their own, and a file that is none."""
    Path("menus/sub").mkdir(parents=True)
    Path("menus/castle.yaml").write_text(GOOD, encoding="utf-8")
    Path("menus/sub/globe.yaml").write_text(OTHER, encoding="utf-8")
    Path("menus/other.yaml").write_text("jobs: [build]\n", encoding="utf-8")


pytestmark = pytest.mark.usefixtures("menus")


def drawn() -> set[str]:
    return {path.as_posix() for path in Path().rglob("*.*") if path.suffix in {".svg", ".png", ".pdf", ".dot"}}


def test_flows_are_drawn_beside_them_and_only_when_that_changes_something(run: Run) -> None:
    assert run("draw", "menus", "--beside") == (
        0,
        "menus/castle.svg: drawn (new)\nmenus/sub/globe.svg: drawn (new)\n2 pictures drawn, 0 were current\n",
        "",
    )
    assert drawn() == {"menus/castle.svg", "menus/sub/globe.svg"}
    before = Path("menus/castle.svg").stat()
    Path("menus/sub/globe.yaml").write_text(GOOD, encoding="utf-8")
    assert run("draw", "menus/", "--beside").out == (
        "menus/sub/globe.svg: drawn (stale: menus/sub/globe.yaml looks otherwise now)\n1 picture drawn, 1 was current\n"
    )
    assert Path("menus/castle.svg").stat() == before


def test_check_lists_what_is_missing_or_stale_and_draws_nothing(run: Run) -> None:
    code, out, err = run("draw", "menus", "--check")
    assert (code, err) == (1, "")
    assert out == (
        "menus/castle.svg: missing\nmenus/sub/globe.svg: missing\n"
        "2 of 2 pictures not current; to draw what is not: ivrlint draw --beside menus\n"
    )
    assert drawn() == set()
    run("draw", "menus", "--beside")
    assert run("draw", "menus", "--check") == (0, "2 pictures: all current\n", "")
    before = Path("menus/castle.svg").read_bytes()
    Path("menus/castle.yaml").write_text(GOOD.replace("For what is on", "For the programme"), encoding="utf-8")
    code, out, _ = run("draw", "menus", "--check")
    assert (code, out.splitlines()[0]) == (1, "menus/castle.svg: stale: menus/castle.yaml looks otherwise now")
    assert Path("menus/castle.svg").read_bytes() == before


def test_what_changes_nothing_in_the_picture_leaves_it_current(run: Run) -> None:
    run("draw", "menus", "--beside")
    Path("menus/castle.yaml").write_text(f"# A comment.\n{GOOD}", encoding="utf-8")
    assert run("draw", "menus", "--check").code == 0


def test_a_picture_that_another_engine_has_drawn_is_current(run: Run) -> None:
    for engine in engines.engines_for("svg"):
        only = pytest.MonkeyPatch()
        only.setattr(engines, "engines_for", lambda kind, engine=engine: [engine])
        run("draw", "menus", "--beside")
        only.undo()
        assert run("draw", "menus", "--check").code == 0
        for picture in drawn():
            Path(picture).unlink()


def test_the_command_that_check_tells_draws_what_is_asked_for(run: Run) -> None:
    asked = ["menus/castle.yaml", "-f", "svg", "-f", "dot", "--no-findings", "--direction", "LR", "--profile", "strict"]
    code, out, _ = run("draw", "--check", *asked)
    assert code == 1
    command = shlex.split(out.splitlines()[-1].partition("not: ")[2])
    assert command[:2] == ["ivrlint", "draw"]
    assert run(*command[1:]).code == 0
    assert run("draw", "--check", *asked).code == 0
    assert run("draw", "--check", "menus/castle.yaml").code == 1, "it was drawn from left to right"


def test_what_is_found_is_part_of_the_picture(run: Run) -> None:
    Path("loop.yaml").rename("menus/loop.yaml")
    run("draw", "menus", "--beside", "--no-findings")
    code, out, _ = run("draw", "menus", "--check")
    assert (code, out.splitlines()[0]) == (1, "menus/loop.svg: stale: menus/loop.yaml looks otherwise now")
    assert run("draw", "menus", "--check", "--no-findings").code == 0


def test_a_flow_that_another_leads_to_is_part_of_its_picture(run: Run) -> None:
    Path("menus/main.yaml").write_text(
        GOOD.replace("1: programme, ", "1: sub/globe.yaml, ").replace("  programme", "  # programme"), encoding="utf-8"
    )
    run("draw", "menus", "--beside")
    Path("menus/sub/globe.yaml").write_text(OTHER.replace("Tempest", "Winter's Tale"), encoding="utf-8")
    told = run("draw", "menus", "--check").out
    assert "menus/main.svg: stale" in told
    assert "menus/sub/globe.svg: stale" in told


def test_a_picture_does_not_depend_on_what_else_is_named_nor_from_where(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("menus/sub/part.yaml").write_text("ivr: 1\nstart: a\nsteps:\n  a: {hang_up: Goodbye.}\n", encoding="utf-8")
    Path("menus/main.yaml").write_text("ivr: 1\nstart: a\nsteps:\n  a: {say: Hello., next: sub/part.yaml}\n", encoding="utf-8")
    run("draw", "menus", "--beside")
    assert run("draw", "menus/sub/part.yaml", "--check").code == 0
    monkeypatch.chdir("menus/sub")
    assert run("draw", "part.yaml", "../main.yaml", "--check").code == 0


def test_pictures_can_go_below_a_folder_where_they_lie_as_the_flows_do(run: Run) -> None:
    assert run("draw", "menus", "-o", "pictures/", "-f", "svg", "-f", "png").code == 0
    assert drawn() == {f"pictures/menus/{name}.{kind}" for name in ("castle", "sub/globe") for kind in ("svg", "png")}
    assert run("draw", "menus/sub/globe.yaml", "-o", "pictures", "--check", "-f", "png").code == 0
    assert run("draw", "menus", "--check").code == 1, "those beside the flows are missing"


def test_a_flow_outside_of_the_current_folder_has_no_place_below_another(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("menus")
    assert run("draw", "../good.yaml", "castle.yaml", "-o", "pictures/") == (
        2,
        "pictures/castle.svg: drawn (new)\n1 picture drawn, 0 were current\n",
        "../good.yaml: lies outside of the current folder, and so has no place in pictures/\n",
    )


def test_two_flows_cannot_share_a_picture(run: Run) -> None:
    Path("menus/castle.yml").write_text(GOOD, encoding="utf-8")
    code, out, err = run("draw", "menus", "--beside")
    assert (code, out.splitlines()[-1]) == (2, "1 picture drawn, 0 were current")
    assert err == (
        "menus/castle.svg: would be the picture of menus/castle.yaml and of menus/castle.yml; draw each with -o FILE\n"
    )


@pytest.mark.parametrize("where", ["--beside", "--output-file=pictures/"])
def test_the_picture_of_a_flow_that_is_gone_is_left_over(run: Run, where: str) -> None:
    run("draw", "menus", where, "-f", "svg", "-f", "png")
    check = ["--check"] if where == "--beside" else ["--check", where]
    assert run("draw", "menus", *check).code == 0
    Path("menus/sub/globe.yaml").unlink()
    code, out, _ = run("draw", "menus", *check)
    folder = "" if where == "--beside" else "pictures/"
    assert code == 1
    assert out == (
        f"{folder}menus/sub/globe.png: left over: menus/sub/globe.yaml is no longer there; delete it\n"
        f"{folder}menus/sub/globe.svg: left over: menus/sub/globe.yaml is no longer there; delete it\n"
        "1 picture: all current, 2 left over\n"
    )
    code, out, _ = run("draw", "menus", where)
    assert (code, len(drawn())) == (0, 4), "what is left over is told, and not deleted"
    assert "left over" in out


def test_pictures_of_other_parts_and_other_folders_are_not_left_over(run: Run) -> None:
    run("draw", "good.yaml", "-o", "menus/part.svg", "--focus", "main")
    run("draw", "menus", "--beside")
    run("draw", "menus", "-o", "pictures/")
    assert run("draw", "menus", "--check").code == 0
    Path("good.yaml").unlink()
    assert run("draw", "menus", "--check").code == 0, "good.yaml did not lie in menus"
    assert "menus/part.svg: left over: good.yaml" in run("draw", ".", "--check").out


def test_a_picture_that_ivrlint_did_not_draw_is_not_touched(run: Run) -> None:
    Path("menus/castle.svg").write_text("<svg/>", encoding="utf-8")
    code, out, err = run("draw", "menus", "--beside")
    assert (code, out.splitlines()[-1]) == (2, "1 picture drawn, 0 were current")
    assert err.startswith("menus/castle.svg: was not drawn by ivrlint, or has lost its stamp; move it away")
    assert Path("menus/castle.svg").read_text(encoding="utf-8") == "<svg/>"
    code, out, _ = run("draw", "menus", "--check")
    assert (code, out.splitlines()[-1]) == (1, "1 of 2 pictures not current")
    assert run("draw", "menus/castle.yaml", "-o", "menus/castle.svg").code == 0
    assert run("draw", "menus", "--check").code == 0


def test_a_picture_that_cannot_be_read_is_not_current(run: Run) -> None:
    Path("menus/castle.svg").mkdir()
    assert "menus/castle.svg: cannot be read" in run("draw", "menus", "--check").out


def test_dot_is_compared_as_it_is(run: Run) -> None:
    run("draw", "menus", "--beside", "-f", "dot")
    assert run("draw", "menus", "--check", "-f", "dot").code == 0
    assert Path("menus/castle.dot").read_text(encoding="utf-8") == run("draw", "menus/castle.yaml").out
    Path("menus/castle.yaml").write_text(OTHER, encoding="utf-8")
    assert run("draw", "menus", "--check", "-f", "dot").code == 1
    assert run("draw", "menus", "--beside", "-f", "dot").code == 0


def test_one_picture_is_checked_where_it_is(run: Run) -> None:
    args = ["draw", "good.yaml", "-o", "part.svg", "--focus", "main", "--within", "0"]
    assert run(*args, "--check") == (1, "part.svg: missing\n", "")
    assert run(*args).code == 0
    assert run(*args, "--check") == (0, "part.svg: current\n", "")
    assert run(*args[:-1], "1", "--check") == (1, "part.svg: stale: good.yaml looks otherwise now\n", "")
    assert run("draw", "--check", "-o", "x.svg", "-", stdin=GOOD).out == "x.svg: missing\n"


def test_hooks_fail_when_a_picture_was_drawn_anew(run: Run) -> None:
    args = ["draw", "--beside", "--fail-on-change", "--if-flow", "menus/castle.yaml", "menus/other.yaml"]
    assert run(*args).code == 1
    assert run(*args) == (0, "0 pictures drawn, 1 was current\n", "")
    assert run("draw", "--beside", "--if-flow", "menus/other.yaml") == (0, "0 pictures drawn, 0 were current\n", "")
    assert "menus/other.yaml" in run("draw", "--beside", "menus/other.yaml").err


def test_a_hook_says_how_what_was_drawn_gets_into_the_commit(run: Run) -> None:
    Path("menus/castle.yaml").rename("menus/a castle.yaml")
    assert "git add" not in run("draw", "--beside", "menus").out
    Path("menus/sub/globe.svg").unlink()
    Path("menus/a castle.svg").unlink()
    code, out, _ = run("draw", "--beside", "--fail-on-change", "menus")
    assert (code, out.splitlines()[-1]) == (
        1,
        "stage what was drawn, and commit again: git add 'menus/a castle.svg' menus/sub/globe.svg",
    )


def test_only_pictures_that_are_there_are_drawn_and_looked_at_when_that_is_wished(run: Run) -> None:
    typo = Path("typo.yaml").rename("menus/typo.yaml")
    args = ["draw", "--beside", "menus", "--no-missing"]
    assert run(*args) == (0, "0 pictures drawn, 0 were current\n", ""), "nor are mistakes told in what is not looked at"
    Path("menus/castle.svg").write_text("digraph ivr {}", encoding="utf-8")
    assert run(*args, "--check").out == (
        "menus/castle.svg: stale: menus/castle.yaml looks otherwise now\n"
        "1 of 1 picture not current; to draw what is not: ivrlint draw --beside --no-missing menus\n"
    )
    assert run(*args).out == (
        "menus/castle.svg: drawn (stale: menus/castle.yaml looks otherwise now)\n1 picture drawn, 0 were current\n"
    )
    assert drawn() == {"menus/castle.svg"}
    typo.unlink()
    assert run(*args, "--missing").out.splitlines()[0] == "menus/sub/globe.svg: drawn (new)"


def test_mistakes_in_a_flow_and_files_that_cannot_be_read_are_told_and_the_rest_is_drawn(run: Run) -> None:
    code, out, err = run("draw", "--beside", "menus", "typo.yaml")
    assert (code, out.splitlines()[-1]) == (1, "3 pictures drawn, 0 were current")
    assert err.startswith("typo.yaml:12:34: error: ")
    assert err.splitlines()[0].endswith(" [format]")
    assert run("draw", "--check", "menus", "typo.yaml").code == 1
    code, out, err = run("draw", "--beside", "menus", "gone.yaml")
    assert (code, out) == (2, "0 pictures drawn, 2 were current\n")
    assert "gone.yaml" in err


def test_a_flow_in_which_no_call_begins_is_told_of_and_has_no_picture(run: Run) -> None:
    Path("menus/none.yaml").write_text(TYPO.replace("start: main", "start: gone"), encoding="utf-8")
    code, out, err = run("draw", "--beside", "menus")
    assert (code, out.splitlines()[-1]) == (1, "2 pictures drawn, 0 were current")
    assert "menus/none.yaml: there is no step where a call begins, so there is nothing to draw" in err


def test_a_large_flow_is_drawn_in_part_and_said_to_be(run: Run) -> None:
    steps = "".join(f"  step {number}: {{say: Hello., next: step {number + 1}}}\n" for number in range(160))
    Path("large.yaml").write_text(f"ivr: 1\nstart: step 0\nsteps:\n{steps}  step 160: {{hang_up: Bye.}}\n", encoding="utf-8")
    assert re.match(r"large.yaml: \d+ of 161 steps are drawn", run("draw", "large.yaml", "--beside", "--no-findings").err)
    assert run("draw", "large.yaml", "--check", "--no-findings").err == ""
    assert run("draw", "large.yaml", "--check", "--no-findings", "--all").code == 1
    assert run("draw", "large.yaml", "--beside", "--no-findings", "-f", "dot").err == ""


def test_an_engine_that_fails_is_told_of(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivrlint.cli.drawing.render", lambda source, kind: NotDrawn("no engine is there"))
    assert run("draw", "--beside", "good.yaml").err == "good.svg: no engine is there\n"
    assert run("draw", "--beside", "good.yaml").code == 2
    assert run("draw", "good.yaml", "-o", "good.svg").code == 2


def test_a_folder_that_cannot_be_made_is_told_of(run: Run) -> None:
    Path("pictures").mkdir()
    Path("pictures/menus").write_text("", encoding="utf-8")
    code, _, err = run("draw", "menus", "-o", "pictures")
    assert code == 2
    assert "pictures/menus/castle.svg" in err


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["good.yaml", "loop.yaml"], "Several flows are drawn beside them (--beside), or into a folder (-o pictures/)."),
        (["good.yaml", "-o", "x.svg", "-f", "svg", "-f", "png"], "Several formats go with --beside"),
        (["good.yaml", "-o", "x.svg", "--if-flow"], "--if-flow goes with --beside"),
        (["good.yaml", "-o", "x.svg", "--no-missing"], "--no-missing goes with --beside"),
        (["good.yaml", "-o", "x.svg", "--fail-on-change"], "--fail-on-change goes with --beside"),
        (["good.yaml", "--check", "--fail-on-change"], "--check draws nothing that could change"),
        (["good.yaml", "--beside", "-o", "x.svg"], "--beside says where pictures go, and so does -o"),
        (["good.yaml", "--beside", "--focus", "main"], "--entry and --focus draw a part of one flow"),
        (["-", "--beside"], "Standard input lies in no folder"),
        (["good.yaml", "-o", "x.jpg"], "x.jpg should end in .svg, .png, .pdf or .dot."),
    ],
)
def test_what_does_not_go_together_is_refused(run: Run, args: list[str], told: str) -> None:
    code, out, err = run("draw", *args)
    assert (code, out) == (2, "")
    assert told in err


def test_a_picture_that_vanishes_while_it_is_looked_for_is_not_left_over(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "files_below", lambda folder: ([f"{folder}/gone.svg"], []))
    run("draw", "menus", "--beside")
    assert run("draw", "menus", "--check").code == 0


def test_what_somebody_accepts_with_a_reason_is_not_on_the_picture(run: Run) -> None:
    loop = Path("loop.yaml").read_text(encoding="utf-8")
    rules = "doom-loop, no-way-to-a-person"
    before = run("draw", "loop.yaml").out
    Path("loop.yaml").write_text(f"# ivrlint: ignore-file[{rules}] a line that only plays the opening times\n{loop}", "utf-8")
    after = run("draw", "loop.yaml").out
    assert "go round for ever" in before
    assert "go round for ever" not in after
    Path(".ivrlint.yaml").write_text("ignores: [{rules: doom-loop, reason: wanted}]\n", encoding="utf-8")
    Path("loop.yaml").write_text(loop, encoding="utf-8")
    assert "go round for ever" not in run("draw", "loop.yaml").out


def test_what_is_excluded_has_no_picture(run: Run) -> None:
    Path(".ivrlint.yaml").write_text("exclude: [menus/sub]\n", encoding="utf-8")
    assert run("draw", "menus", "--beside").out == "menus/castle.svg: drawn (new)\n1 picture drawn, 0 were current\n"
    args = ["draw", "menus/sub/globe.yaml", "--beside"]
    assert run(*args, "--force-exclude").out == "0 pictures drawn, 0 were current\n"
    assert run(*args).out.startswith("menus/sub/globe.svg: drawn")
    assert run("draw", "menus/sub/globe.yaml", "--force-exclude").code == 2
