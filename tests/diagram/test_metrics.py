"""How wide words are, and how they are wrapped."""

import subprocess

import pytest

from ivrlint.diagram.engines import engines_for
from ivrlint.diagram.metrics import NAMES, width, wrap

TEXT = "To report a gas leak, press 1. For bills and payments, press 2. To speak to a person, press 0."


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", [TEXT, "account_number", "WELCOME (0800 123 456)", "illicit fifty-fifty", "%@#$&<>\"'{}|~^`"])
def test_words_are_as_wide_as_the_engine_draws_them_in_arial(text, bold):
    letters = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    label = f"<B>{letters}</B>" if bold else letters
    table = f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR><TD>{label}</TD></TR></TABLE>'
    source = f"digraph {{ a [shape=plain fontname=Arial fontsize=100 label=<{table}>] }}"
    done = subprocess.run([engines_for("svg")[0].path, "-Tplain"], input=source.encode(), capture_output=True, check=True)
    drawn = float(done.stdout.decode().splitlines()[1].split()[4]) * 72
    assert 0.93 * drawn < width(text, 100, bold=bold) < 1.12 * drawn
    if not bold and "%" not in text:
        assert width(text, 100) == pytest.approx(drawn, rel=0.01)


def test_letters_beyond_ascii_have_a_width():
    assert width("ñ", 10) == width("n", 10)
    assert width("日", 10) > width("W", 10)
    assert width("\N{GRINNING FACE}", 10) > width("W", 10)
    assert width("ж", 10) > 5


def test_words_are_wrapped_to_the_room():
    lines = wrap(TEXT, 9, 120, 10)
    assert " ".join(lines) == TEXT
    assert all(width(line, 9) <= 120 for line in lines)


def test_words_without_room_are_shortened_behind_a_word():
    lines = wrap(TEXT, 9, 120, 2)
    assert len(lines) == 2
    assert lines[1].endswith("...")
    assert TEXT.startswith(" ".join(lines).removesuffix("..."))
    assert all(width(line, 9) <= 120 for line in lines)


def test_a_very_long_word_is_broken():
    lines = wrap("x" * 200, 9, 60, 50)
    assert "".join(lines) == "x" * 200
    assert all(width(line, 9) <= 60 for line in lines)
    assert len(wrap("x" * 200, 9, 60, 2)) == 2


def test_names_break_behind_their_joints_and_words_do_not():
    assert wrap("council_tax_report", 11, 60, 3, bold=True, after=NAMES) == ["council_", "tax_report"]
    assert wrap("no. Yes.", 9, 200, 3) == ["no. Yes."]


def test_a_letter_that_is_wider_than_the_room_gets_a_line():
    assert wrap("WWW", 20, 5, 5) == ["W", "W", "W"]


def test_nothing_is_one_empty_line():
    assert wrap("", 9, 100, 2) == [""]


def test_a_line_is_cut_inside_a_word_when_the_word_is_long():
    (line,) = wrap("a bbbbbbbbbbbbbbbbbbbbbbbbbbbbb", 9, 60, 1)
    assert line.startswith("a")
    assert line.endswith("...")
    (line,) = wrap("press one or xxxxxxxx", 9, 75, 1)
    assert line == "press one or..."


@pytest.mark.parametrize("lines", [1, 2, 3])
@pytest.mark.parametrize(
    "text", ["hangup (Confirmation_recorded_right no_match) " * 3, "x" * 500, "日本語" * 80, TEXT + "the end"]
)
def test_a_name_without_room_loses_its_middle(text, lines):
    wrapped = wrap(text, 11, 110, lines, bold=True, after=NAMES, middle=True)
    told = "".join(wrapped)
    assert len(wrapped) <= lines
    assert all(width(line, 11, bold=True) <= 110 for line in wrapped)
    assert told.count("...") == 1
    begins, ends = told.split("...")
    plain = text.replace(" ", "")
    assert plain.startswith(begins.replace(" ", ""))
    assert plain.endswith(ends.replace(" ", ""))
    assert abs(len(begins) - len(ends)) < 8


def test_names_that_differ_at_their_ends_look_different():
    one, other = (wrap(f"session_error_count == {number}", 9, 60, 1, middle=True) for number in (1, 2))
    assert one != other


def test_a_name_with_room_keeps_its_middle():
    assert wrap("council_tax_report", 11, 60, 3, bold=True, after=NAMES, middle=True) == ["council_", "tax_report"]
    assert wrap("", 9, 60, 1, middle=True) == [""]


@pytest.mark.parametrize("middle", [False, True])
def test_very_long_texts_take_no_longer_than_what_is_shown_of_them(middle):
    assert "..." in "".join(wrap("i" * 3_000_000, 9, 100, 2, middle=middle))
