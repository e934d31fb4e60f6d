"""Quoted lines: what stands under what."""

import pytest

from ivrlint.reporters.frame import WIDTH, Quotes, frame, printable, width


def test_the_mark_stands_under_its_words() -> None:
    assert frame("  main:", 3, 7) == ("  main:", "  ^~~~")


def test_a_mark_of_one_character_is_one_sign() -> None:
    assert frame("a: b", 4, 5) == ("a: b", "   ^")


def test_an_empty_mark_is_one_sign_even_behind_the_end() -> None:
    assert frame("abc", 4, 4) == ("abc", "   ^")
    assert frame("abc", 99, 120) == ("abc", "   ^")


def test_a_mark_that_ends_behind_the_line_ends_with_it() -> None:
    assert frame("abc", 2, 50) == ("abc", " ^~")


def test_tabs_take_four_columns() -> None:
    assert frame("\ta:\tb", 5, 6) == ("    a:    b", "          ^")


def test_wide_characters_take_two_columns_and_accents_none() -> None:
    assert frame("请按: x", 5, 6) == ("请按: x", "      ^")
    assert frame("e\u0301: x", 5, 6) == ("e\u0301: x", "   ^")
    assert width("请") == 2


def test_a_mark_over_wide_characters_is_as_wide_as_they_are() -> None:
    assert frame("x: 请按", 4, 6)[1] == "   ^~~~"


@pytest.mark.parametrize("column", [1, 50, 5_000, 9_990])
def test_a_long_line_is_shortened_around_the_mark(column: int) -> None:
    line = "".join(chr(ord("a") + i % 26) for i in range(10_000))
    quoted, under = frame(line, column, column + 4)
    assert len(quoted) <= WIDTH + 2
    start = under.index("^")
    assert quoted[start : start + 4] == line[column - 1 : column + 3]
    assert quoted.startswith("…") == (column > WIDTH)
    assert quoted.endswith("…") == (column < 9_900)


def test_a_mark_longer_than_the_width_ends_where_the_quote_ends() -> None:
    quoted, under = frame("x" * 500, 1, 400)
    assert (len(quoted), len(under)) == (WIDTH + 1, WIDTH)


def test_nothing_in_a_quote_moves_the_cursor() -> None:
    assert printable("a\x1b[2Jb\u202ec\u2028d\xa0e") == r"a\x1b[2Jb\u202ec\u2028d e"
    assert printable("niño 请 👍🏽") == "niño 请 👍🏽"
    assert frame("\x1b x", 3, 4) == ("\\x1b x", "     ^")


def test_lines_are_counted_as_the_readers_count_them() -> None:
    quotes = Quotes({"a": b"\xef\xbb\xbfone\r\ntwo\rthree\nfour\xc2\x85\xe2\x80\xa8\x0c"})
    assert [quotes.line("a", n) for n in range(6)] == [None, "one", "two", "three", "four\x85\u2028\x0c", None]


def test_there_are_no_lines_of_a_file_that_was_not_read() -> None:
    quotes = Quotes({"a": b"one", "b": b"two"})
    assert (quotes.line("c", 1), quotes.line("a", 1), quotes.line("b", 1), quotes.line("a", 2)) == ("", "one", "two", None)


def test_bytes_that_are_no_text_are_shown_as_such() -> None:
    assert Quotes({"a": b"\xff"}).line("a", 1) == "\N{REPLACEMENT CHARACTER}"


def test_text_in_another_encoding_is_quoted_as_it_was_read() -> None:
    assert Quotes({"a": "einß\nzwei".encode("utf-16")}).line("a", 1) == "einß"
