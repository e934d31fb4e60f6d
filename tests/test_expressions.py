"""The language of rules: what is in it, what is refused and where."""

from __future__ import annotations

import math
import re
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivrlint import facts
from ivrlint.expressions import (
    ExpressionError,
    ListOf,
    Record,
    Texts,
    compile_expression,
    compile_template,
    kind_of,
    said,
)
from ivrlint.flow import Kind, Value, field, replace


class Line(Value, metaclass=Kind):
    key: str
    seconds: float = 0.0
    first: bool = False


class Menu(Value, metaclass=Kind):
    title: str = "main"
    depth: int = 4
    seconds: float = 12.5
    choices: int = 0
    far: float = math.inf
    first: bool = True
    keys: tuple[str, ...] = ("1", "2", "0")
    lines: tuple[Line, ...] = (Line(key="1", seconds=3, first=True), Line(key="0", seconds=9.5))
    secret: int = field(default=1, metadata={"hidden": True})

    @property
    def name(self) -> str:
        return self.title


OPTIONS = Record("options", {"most": float, "words": ListOf(str), "pattern": str}, fixed=True)
NAMES = {"menu": Menu, "options": OPTIONS}
MENU = Menu()
VALUES = SimpleNamespace(most=3, words=("bills", "pay"), pattern="^ma")


def value(source: str, expects: object = bool, menu: Menu = MENU) -> object:
    return compile_expression(source, NAMES, expects).run(menu, VALUES)


def refusal(source: str, expects: object = bool) -> str:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source, NAMES, expects)
    return f"{caught.value.column}: {caught.value.message}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("True", True),
        ("False", False),
        ("menu.first", True),
        ("menu.depth > options.most", True),
        ("menu.depth > options.most and not menu.first", False),
        ("menu.depth < 3 or menu.first", True),
        ("3 < menu.depth <= 4", True),
        ("3 < menu.depth != 4", False),
        ("menu.depth >= 4.0", True),
        ("menu.first == False", False),
        ("menu.title == 'main'", True),
        ("menu.name != 'main'", False),
        ("'ai' in menu.title", True),
        ("menu.title not in ('main', 'other')", False),
        ("menu.depth in [1, 2, 4]", True),
        ("'0' in menu.keys", True),
        ("'9' not in menu.keys", True),
        ("menu.first in (True, False)", True),
        ("menu.far == inf", True),
        ("menu.far > 1_000_000_000", True),
        ("-menu.depth + 5 == 1", True),
        ("menu.seconds - 0.5 == 12", True),
        ("menu.seconds * 2 == 25", True),
        ("menu.seconds / 5 == 2.5", True),
        ("0x10 == 16", True),
        ("any(line.first for line in menu.lines)", True),
        ("all(line.first for line in menu.lines)", False),
        ("any((menu.first, menu.depth > 9))", True),
        ("len(menu.lines) == 2", True),
        ("len(menu.title) == 4", True),
        ("len(line for line in menu.lines if line.seconds > 5) == 1", True),
        ("sum(line.seconds for line in menu.lines) == 12.5", True),
        ("sum((1, 2)) == 3", True),
        ("min(line.seconds for line in menu.lines) == 3", True),
        ("max(line.seconds for line in menu.lines) == 9.5", True),
        ("min(menu.depth, 2, 9) == 2", True),
        ("max(menu.depth, menu.seconds) == 12.5", True),
        ("min((3, 1)) == 1", True),
        ("any(word in menu.title for word in options.words)", False),
        ("any(line.key == key for line in menu.lines for key in menu.keys if key != '1')", True),
        ("any(any(line.key == key for key in menu.keys) for line in menu.lines)", True),
        ("any(word == 'a' for word in ['a', 'b']) and any(word == 'b' for word in ['a', 'b'])", True),
        ("matches(menu.title, '^MAIN$')", True),
        (r'matches(menu.title, r"\bmain\b")', True),
        ("matches(menu.title, options.pattern)", True),
        ("any(matches(menu.title, word) for word in options.words)", False),
        ("any(matches(menu.title, word) for word in ('x', 'a.n'))", True),
        ("any(matches(menu.title, word) for word in ('x', options.pattern))", True),
        ("  menu.first  ", True),
        ("'ü' != 'u' and menu.first", True),
    ],
)
def test_what_is_in_the_language_means_what_it_says(source, expected):
    assert value(source) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("menu.seconds / menu.choices", math.inf),
        ("-menu.seconds / menu.choices", -math.inf),
        ("menu.choices / menu.choices", 0),
        ("menu.far / 2", math.inf),
        ("min(line.seconds for line in menu.lines if line.key == 'x')", math.inf),
        ("max(line.seconds for line in menu.lines if line.key == 'x')", -math.inf),
        ("sum(line.seconds for line in menu.lines if line.key == 'x')", 0),
        ("1000000000" + " * 1000000000" * 40, math.inf),
    ],
)
def test_nothing_that_passed_the_check_fails_when_it_runs(source, expected):
    assert value(source, float) == expected


def test_texts_and_lists_can_be_asked_for_too():
    assert value("menu.name", str) == "main"
    assert value("menu.keys", tuple[str, ...]) == ("1", "2", "0")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("menue.depth > 3", "1: unknown name 'menue'; did you mean 'menu'?"),
        ("menu.dept > 3", "1: menu has no 'dept'; did you mean 'depth'?"),
        ("menu.depth > 3 or menu.dept", "19: menu has no 'dept'; did you mean 'depth'?"),
        ("menu.depth > options.mots", "14: options has no 'mots'; did you mean 'most'?"),
        ("menu.first and zzz", "16: unknown name 'zzz'; known: inf, menu, options"),
        ("options.zzz == 1", "1: options has no 'zzz'; known: most, pattern, words"),
        ("menu.secret == 1", "1: menu has no 'secret'; known: choices, depth"),
        ("menu.first == true", "15: unknown name 'true'; did you mean 'True'?"),
        ("not false", "5: unknown name 'false'; did you mean 'False'?"),
        ("menu.__class__", "1: menu has no '__class__'"),
        ("menu.title.upper == 'A'", "1: menu.title is text and has no 'upper'"),
        ("any(line.kye == '1' for line in menu.lines)", "5: line has no 'kye'; did you mean 'key'?"),
        ("'ü' == 'ü' and menu.dept", "16: menu has no 'dept'; did you mean 'depth'?"),
        ("  menu.dept", "3: menu has no 'dept'; did you mean 'depth'?"),
    ],
)
def test_an_unknown_name_is_told_with_its_column_and_what_was_meant(source, message):
    assert refusal(source).startswith(message)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("menu.depth", "1: should be true/false, is a number"),
        ("menu.title", "1: should be true/false, is text"),
        ("menu.keys", "1: should be true/false, is a list of texts"),
        ("menu", "1: should be true/false, is a menu"),
        ("menu.lines", "1: should be true/false, is a list"),
        ("menu.title > 3", "1: cannot compare text with a number"),
        ("menu.first == 1", "1: cannot compare true/false with a number"),
        ("1 < menu.depth < menu.title", "5: cannot compare a number with text"),
        ("menu.title < 'n'", "1: only numbers are smaller or larger, this is text"),
        ("menu.first < True", "1: only numbers are smaller or larger, this is true/false"),
        ("menu.keys == menu.keys", "1: cannot compare a list of texts; use any, all, len or in"),
        ("menu == menu", "1: cannot compare a menu; use any, all, len or in"),
        ("menu.first is True", "1: 'is' is not in the rule language; write == or !="),
        ("1 in menu.keys", "1: cannot look for a number in a list of texts"),
        ("'1' in menu.depth", "1: cannot look for text in a number"),
        ("'1' in menu.lines", "1: cannot look for text in a list"),
        ("menu.first in menu.title", "1: cannot look for true/false in text"),
        ("'a' not in menu", "1: cannot look for text in a menu"),
        ("menu.first and menu.depth", "16: what 'and' joins should be true/false, is a number"),
        ("menu.keys or menu.first", "1: what 'or' joins should be true/false, is a list of texts"),
        ("not menu.title", "5: what stands after 'not' should be true/false, is text"),
        ("-menu.title == 1", "2: what stands after '-' should be a number, is text"),
        ("menu.title + 'x' == 'mainx'", "1: a part of a sum or product should be a number, is text"),
        ("menu.depth * True == 4", "14: a part of a sum or product should be a number, is true/false"),
        ("len(menu.depth) > 3", "5: len is of a list or text, this is a number"),
        ("len(menu) > 3", "5: len is of a list or text, this is a menu"),
        ("any(menu.keys)", "5: any is of a list of true/false, this is a list of texts"),
        ("all(line.seconds for line in menu.lines)", "5: all is of a list of true/false, this is a list of numbers"),
        ("all(menu.first)", "5: all is of a list of true/false, this is true/false"),
        ("sum(line.first for line in menu.lines) > 1", "5: sum is of a list of numbers, this is a list of true/false"),
        ("max(menu.keys) > 1", "5: max is of a list of numbers, this is a list of texts"),
        ("min(menu.depth) > 1", "5: min is of a list of numbers, this is a number"),
        ("min(menu.depth, menu.title) > 1", "17: what min compares should be a number, is text"),
        ("any(line.first for line in menu.lines if line.key)", "42: what stands after 'if' should be true/false, is text"),
        ("any(letter == 'a' for letter in menu.title)", "33: menu.title is not a list, it is text"),
        ("matches(menu.depth, '1')", "9: what matches looks at should be text, is a number"),
        ("matches(menu.title, 1)", "21: a pattern should be text, is a number"),
        ("matches(menu.title, menu.name)", "21: a pattern is written in the rule or is one of its options"),
        ("any(matches(menu.title, key) for key in menu.keys)", "25: a pattern is written in the rule or is one of its options"),
        ("matches(menu.title, '(')", "21: not a regular expression: missing ), unterminated subpattern at position 0"),
        ("any(matches(menu.title, p) for p in ('a', '['))", "43: not a regular expression: unterminated character set"),
        ("menu.title in ('a', 1)", "21: an item of this list should be text, is a number"),
        ("menu.keys in (menu.keys, menu.keys)", "15: a list is of numbers, texts or true/false, this is a list of texts"),
        ("menu.title in ()", "15: an empty list says nothing"),
    ],
)
def test_a_wrong_kind_is_refused_where_it_stands(source, message):
    assert refusal(source).startswith(message)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("menu.depth > && 3", "14: invalid syntax; write and, or, not for && || !"),
        ("menu.depth >", "13: something is missing at the end"),
        ("(menu.first", "1: '(' was never closed"),
        ("", "1: an empty expression"),
        ("   ", "4: an empty expression"),
        ("menu.first\nand True", "1: an expression stands on one line"),
        ("menu.first = True", "12: invalid syntax"),
        ("menu.first; True", "11: invalid syntax"),
        ("import os", "1: invalid syntax"),
        ("1 == \0", "6: a character that cannot be read"),
        ("'\ud800' == 'a'", "1: a character that cannot be read"),
        ("(x := menu.first)", "2: `:=` is not in the rule language"),
        ("lambda: True", "1: lambda is not in the rule language"),
        ("any(*menu.keys)", "5: `*` before a value is not in the rule language"),
        ("min(1, *menu.keys) > 1", "8: `*` before a value is not in the rule language"),
        ("len(obj=menu.keys) > 1", "5: len takes no named values"),
        ("min(1, 2, key=len) > 1", "11: min takes no named values"),
        ("f'{menu.title}' == 'a'", "1: f-text is not in the rule language"),
        ("menu.keys[0] == '1'", "1: `[…]` after a value is not in the rule language; use any, all or in"),
        ("menu.title.startswith('m')", "1: 'menu.title.startswith' is not a function of the rule language"),
        ("mtches(menu.title, 'm')", "1: 'mtches' is not a function of the rule language; did you mean 'matches'?"),
        ("(lambda: True)()", "2: 'lambda: True' is not a function"),
        ("open('x') == 1", "1: 'open' is not a function"),
        ("__import__('os') == 1", "1: '__import__' is not a function"),
        ("any == any", "1: unknown name 'any'"),
        ("b'a' == 'a'", "1: b'a' is not in the rule language"),
        ("2j == 2", "1: 2j is not in the rule language"),
        ("menu.title == None", "15: None is not in the rule language"),
        ("... == 1", "1: ... is not in the rule language"),
        ("menu.depth < 1000000001", "14: numbers go up to 1,000,000,000; write inf"),
        ("menu.depth < 1e999", "14: numbers go up to 1,000,000,000; write inf"),
        ("menu.depth ** 2 > 3", "1: of numbers, there are only + - * and /"),
        ("menu.depth % 2 == 1", "1: of numbers, there are only + - * and /"),
        ("menu.depth // 2 == 1", "1: of numbers, there are only + - * and /"),
        ("~menu.depth == 1", "1: ~ before a value is not in the rule language"),
        ("+menu.depth == 1", "1: + before a value is not in the rule language"),
        ("True if menu.first else False", "1: `if … else` is not in the rule language; use and, or, not"),
        ("menu.title in {'a'}", "15: a list is written with [ ] or ( )"),
        ("{'a': 1} == 1", "1: a mapping is not in the rule language"),
        ("any([line.first for line in menu.lines])", "5: leave out the brackets"),
        ("any({line.first for line in menu.lines})", "5: leave out the braces"),
        ("True in (line.first for line in menu.lines)", "9: `… for … in …` stands alone inside all, any, len"),
        ("any(True for a, b in menu.lines)", "14: write `for` one name `in` a list"),
        ("any(True async for a in menu.lines)", "20: write `for` one name `in` a list"),
        ("any(True for menu in menu.lines)", "14: 'menu' has a meaning already; choose another name"),
        ("any(True for any in menu.lines)", "14: 'any' has a meaning already; choose another name"),
        ("any(True for a in menu.lines) and a.first", "35: unknown name 'a'"),
        ("any()", "1: any takes one list"),
        ("len(menu.keys, menu.keys) == 1", "1: len takes one list"),
        ("min() > 1", "1: min takes one list or several numbers"),
        ("matches(menu.title)", "1: matches takes a text and a pattern"),
        ("matches(menu.title, '\\b')", '21: write r"…" for text with a backslash'),
        ("menu.title == r'a' '\\n'", '15: write r"…" for text with a backslash'),
        ("(yield)", "2: Yield is not in the rule language"),
    ],
)
def test_what_is_not_in_the_language_is_refused_where_it_stands(source, message):
    assert refusal(source).startswith(message)


@pytest.mark.parametrize(
    "source",
    [
        "not " * 5000 + "menu.first",
        "not " * 60 + "menu.first",
        "-" * 5000 + "1 > 2",
        "(" * 5000 + "1" + ")" * 5000,
        "1 + " * 3000 + "1 > 2",
        "menu" + ".x" * 3000,
        "menu" + ".x()" * 3000,
    ],
)
def test_what_is_nested_too_deeply_is_a_mistake_like_others(source):
    assert re.search("deeply nested|too many nested|is not a function", refusal(source))


def test_a_long_flat_expression_is_no_trouble():
    assert value(" or ".join(["menu.depth > 9"] * 500)) is False


def test_the_options_that_serve_as_patterns_are_told():
    found = compile_expression("any(matches(menu.title, w) for w in options.words) and 'a' in options.pattern", NAMES)
    assert found.patterns == {"options.words"}


def test_a_wrong_pattern_does_not_warn():
    assert value("matches(menu.title, '[[a]')") is True


def test_facts_are_read_from_their_classes():
    menu = kind_of(facts.Menu)
    assert menu.facts["depth"] is float
    assert menu.facts["name"] is str
    assert menu.facts["promised_missing"] == ListOf(str)
    assert "mark" not in menu.facts
    assert "node" not in menu.facts
    assert said(kind_of(facts.Call).facts["read_before_set"]) == "a list"
    for kind in facts.SUBJECTS.values():
        assert kind_of(kind).facts["reachable"] is bool


PIECES = [" ", *re.findall(r"\S+", """menu . ( ) depth lines keys any for in x not and 1 'a' r' \" \\ [ ] { } : ! = < *""")]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join), st.lists(st.sampled_from(PIECES)).map(" ".join)))
def test_any_text_is_an_expression_or_an_expression_error(source):
    for make in (compile_expression, compile_template):
        column = 1
        try:
            make(source, NAMES).run(MENU, VALUES)
        except ExpressionError as error:
            column = error.column
        assert 1 <= column <= len(source) + 1


WORDS = st.lists(st.sampled_from(["a", "ab", "b", " ", "  ", "ba"])).map("".join)


@given(WORDS, st.lists(WORDS, max_size=4))
def test_looking_for_any_of_many_texts_is_the_same_quick_and_slow(text, texts):
    quick = compile_expression("any(word in menu.title for word in options.words)", NAMES).run
    expected = any(word in text for word in texts)
    for words in (tuple(texts), Texts(texts)):
        assert quick(Menu(title=text), SimpleNamespace(words=words)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("any(word in word for word in options.words)", True),
        ("any('pay' in word for word in options.words)", True),
        ("any(word in menu.title for word in options.words if word != 'bills')", False),
        ("any(word in menu.title for word in menu.keys)", False),
        ("any(word in menu.keys for word in options.words)", False),
        ("any(word not in menu.title for word in options.words)", True),
        ("any(word == menu.title for word in options.words)", False),
    ],
)
def test_what_only_looks_like_looking_for_any_text_means_what_it_says(source, expected):
    run = compile_expression(source, NAMES).run
    assert run(MENU, SimpleNamespace(words=Texts(VALUES.words))) is expected


def message(source: str, menu: Menu = MENU) -> str:
    return compile_template(source, NAMES).run(menu, VALUES)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plain text", "plain text"),
        ("", ""),
        ("{menu.name} is menu number {menu.depth} (limit {options.most})", "main is menu number 4 (limit 3)"),
        ("{{braces}} {menu.depth}}}", "{braces} 4}"),
        ("{menu.seconds}", "12.5"),
        ("{menu.seconds:.0f} s", "12 s"),
        ("{menu.seconds * 2}", "25"),
        ("{menu.seconds / 3}", "4.17"),
        ("{menu.seconds * 80.08:,.1f}", "1,001.0"),
        ("{menu.depth * 1000:,}", "4,000.0"),
        ("{0.256:.0%}", "26%"),
        ("{menu.far}", "inf"),
        ("{menu.keys}", "1, 2, 0"),
        ("{(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)}", "1, 2, 3, 4, 5, 6, 7, 8, 9, 10"),
        ("{(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)}", "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more"),
        ("{menu.first}", "yes"),
        ("{not menu.first}", "no"),
        ("{ menu.name }", "main"),
        ("{menu.name == 'a:}b'}", "no"),
        ("{len(line for line in menu.lines)}", "2"),
    ],
)
def test_a_message_shows_values_as_people_write_them(source, expected):
    assert message(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{menu.name} is {menu.dept}", "17: menu has no 'dept'; did you mean 'depth'?"),
        ("a {  menu.dept}", "6: menu has no 'dept'; did you mean 'depth'?"),
        ("{menu.name", "1: this { has no end; write {{ for the sign itself"),
        ("a } b", "3: this } has no beginning; write }} for the sign itself"),
        ("a {}", "4: an empty expression"),
        ("{menu}", "2: a message cannot show a menu; name one of its facts"),
        ("{menu.lines}", "2: a message cannot show a list; name one of its facts"),
        ("{menu.name:.0f}", "12: only numbers have a format, this is text"),
        ("{menu.seconds:}", "15: a format is like .0f, .1f, .0% or ,"),
        ("{menu.seconds:>10}", "15: a format is like"),
        ("{menu.seconds!r}", "14: "),
        ("{menu.name} {{ {menu.depth > }", "29: something is missing at the end"),
    ],
)
def test_a_mistake_in_a_message_is_told_by_its_column(source, expected):
    with pytest.raises(ExpressionError) as caught:
        compile_template(source, NAMES)
    assert f"{caught.value.column}: {caught.value.message}".startswith(expected)


def test_a_message_tells_the_options_that_serve_as_patterns():
    assert compile_template("{matches(menu.name, options.pattern)}", NAMES).patterns == {"options.pattern"}


def test_whole_numbers_print_without_a_point_after_rounding():
    assert message("{menu.seconds}", replace(MENU, seconds=59.999)) == "60"


def test_nobody_can_write_or_hide_the_function_that_looks_for_many_words():
    for source in ("any_in(menu.title, options.words)", "any(any_in.first for any_in in menu.lines)"):
        with pytest.raises(ExpressionError, match="any_in"):
            compile_expression(source, NAMES)
    assert compile_expression("any(word in menu.title for word in options.words)", NAMES).python == (
        "lambda menu, options: any_in(menu.title, options.words)"
    )
