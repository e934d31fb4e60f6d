"""Drawing large flows from the command line."""

from pathlib import Path

from command_line import Run

STEPS = [f"  {page} {number}: {{say: Hello., next: {page} {number + 1}}}" for page in ("bank", "card") for number in range(90)]
MENU = "  menu: {menu: 'Bank 1, card 2.', options: {1: bank 0, 2: card 0}}"
ENDS = ["  bank 90: {hang_up: Bye.}", "  card 90: {hang_up: Bye.}"]
TEXT = "\n".join(["ivr: 1", "start: menu", "steps:", MENU, *STEPS, *ENDS])


def test_a_large_flow_is_drawn_in_part_and_a_line_says_how_to_see_the_rest(run: Run) -> None:
    Path("large.yaml").write_text(TEXT, encoding="utf-8")
    code, out, err = run("draw", "large.yaml", "-o", "large.svg", "--no-findings")
    assert (code, out) == (0, "")
    assert err == (
        "large.yaml: 59 of 183 steps are drawn: those nearest to the start, but none that only set values. Everything: --all. "
        "Parts: --focus 'bank *' (91 steps), --focus 'card *' (91 steps)\n"
    )
    picture = Path("large.svg").read_text(encoding="utf-8")
    assert "bank 28" in picture
    assert "bank 80" not in picture


def test_all_steps_are_drawn_with_all_and_in_dot(run: Run) -> None:
    Path("large.yaml").write_text(TEXT, encoding="utf-8")
    whole = run("draw", "large.yaml", "--no-findings")
    assert whole.err == ""
    assert "bank 80" in whole.out
    svg = run("draw", "large.yaml", "--no-findings", "-f", "svg", "--all")
    assert svg.err == ""
    assert "bank 80" in svg.out


def test_a_part_is_named_by_a_pattern(run: Run) -> None:
    Path("large.yaml").write_text(TEXT, encoding="utf-8")
    code, out, err = run("draw", "large.yaml", "--no-findings", "-f", "svg", "--focus", "bank 8*")
    assert (code, err) == (0, "")
    assert "bank 80" in out
    assert "bank 20" not in out
    assert 'did you mean "bank *"?' in run("draw", "large.yaml", "--focus", "bnak *").err
