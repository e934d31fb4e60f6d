"""The file of a baseline: what is written is read again, and whatever is wrong with it is said with its place."""

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.baselines import Entry, Key, as_text, places, read_baseline, read_together
from ivrlint.bundled import SCHEMAS
from ivrlint.fingerprints import Identity
from ivrlint.flow import Refusal

SCHEMA = json.loads((SCHEMAS / "baseline.schema.json").read_text(encoding="utf-8"))


def an_entry(file="menus/a.yaml", rule="menu-too-deep", step="sub", about="", number=1, message="Too deep"):
    return Entry(Key(file, Identity(rule, step, about)), number, message)


def entries(words):
    known_by = st.builds(Identity, st.text(min_size=1, max_size=8), words, words)
    key = st.builds(Key, st.text(min_size=1, max_size=8), known_by)
    return st.lists(st.builds(Entry, key, st.integers(1, 9), words), unique_by=lambda entry: entry.key)


def read(text):
    return read_baseline(text.encode("utf-8", "surrogatepass"), "b.json")


def wrong(text):
    found, problems = read(text)
    assert found == ()
    return [(problem.line, problem.column, problem.message) for problem in problems]


@given(entries(st.text(max_size=8)))
def test_what_is_written_is_read_again_sorted_and_fits_the_schema(some):
    text = as_text(some)
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(text))
    assert read(text) == (tuple(sorted(some, key=lambda entry: entry.order)), ())


@given(entries(st.sampled_from(["\udcff", "ü", "\r\n", '"', "\u2028", "\0"])))
def test_an_entry_has_a_line_of_its_own_whatever_is_in_it(some):
    lines = as_text(some).split("\n")
    assert len(lines) == len(some) + (6 if some else 5)
    assert read(as_text(some))[0] == tuple(sorted(some, key=lambda entry: entry.order))


def test_a_line_is_as_people_read_it():
    assert as_text([an_entry(step="Büro", number=2)]) == (
        '{\n  "version": 1,\n  "findings": [\n'
        '    {"file": "menus/a.yaml", "step": "Büro", "rule": "menu-too-deep", "about": "", "count": 2, '
        '"fingerprint": "d89a939882e0ce526669c544638ae4fd", "message": "Too deep"}\n  ]\n}\n'
    )


@given(st.lists(st.lists(st.text(min_size=1, max_size=8), min_size=2).map(tuple), min_size=1).map(tuple))
def test_files_that_were_linted_together_have_a_line_each(groups):
    text = as_text([an_entry()], groups)
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(text))
    assert len(text.split("\n")) == 7 + 2 + sum(len(group) + 2 for group in groups)
    assert read(text) == ((an_entry(),), ())
    assert read_together(text.encode("utf-8", "surrogatepass"), "b.json") == groups
    assert read_together(as_text([an_entry()]).encode(), "b.json") == ()


def test_a_baseline_may_have_windows_line_ends_a_mark_at_its_start_and_any_layout():
    some = (an_entry(), an_entry(step="other"))
    assert read("\ufeff" + as_text(some).replace("\n", "\r\n"))[0] == read(json.dumps(json.loads(as_text(some))))[0] != ()


def test_an_entry_that_stands_there_twice_after_a_merge_counts_once():
    one, two = as_text([an_entry()]), as_text([an_entry(number=3)])
    both = json.dumps({"version": 1, "findings": [*json.loads(two)["findings"], *json.loads(one)["findings"]]})
    assert read(both) == ((an_entry(number=3),), ())


def test_the_order_of_the_lines_is_by_file_step_and_rule():
    some = [an_entry(rule="b"), an_entry(rule="a"), an_entry(step="a"), an_entry(file="b")]
    assert list(read(as_text(some))[0]) == [some[3], some[2], some[1], some[0]]


def test_where_each_entry_stands_can_be_told():
    some = [an_entry(), an_entry(step="other")]
    found = places(as_text(some).encode(), "b.json")
    assert [(found[entry.key].file, found[entry.key].line, found[entry.key].column) for entry in some] == [
        ("b.json", 5, 5),
        ("b.json", 4, 5),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("", 1, 1, "is no baseline: the file is empty"),
        ("{", 1, 2, "is no baseline: the file ends too early: the bracket opened in line 1 is never closed"),
        ('{"version": 1,\n "findings": [,]}', 2, 15, "is no baseline: a value is missing before this"),
        ("[" * 100_000, 1, 1001, "is no baseline: brackets stand more than 1000 deep"),
        ("[]", 1, 1, "is no baseline: it should be an object with the keys 'version' and 'findings'"),
        ("{}", 1, 1, "is no baseline: it should be an object with the keys 'version' and 'findings'"),
        ("ivr: 1\n", 1, 1, "is no baseline: ivr is neither a JSON value nor a text in double quotes"),
        ('{"version": 1, "findings": {}}', 1, 28, "findings: should be a list"),
        ('{"version": 1}', 1, 1, "the key 'findings' is missing: what is known, sorted by file, step and rule"),
        ('{"version": 1, "findings": [], "finding": []}', 1, 32, "unknown key 'finding'; did you mean 'findings'?"),
    ],
)
def test_what_is_no_baseline_is_told_with_its_place(text, line, column, message):
    assert wrong(text) == [(line, column, message)]


@pytest.mark.parametrize("version", ["2", "0", '"1"', "null", "[]"])
def test_another_version_says_what_to_do(version):
    ((line, column, message),) = wrong(f'{{"version": {version}, "findings": []}}')
    assert (line, column) == (1, 13)
    assert message.endswith("only 1: update ivrlint, or delete the file and write it anew with --write-baseline")


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("count", 0, "findings[1].count: should be at least 1"),
        ("count", "1", "findings[1].count: should be a whole number"),
        ("count", 1.5, "findings[1].count: should be a whole number"),
        ("file", 7, "findings[1].file: should be text"),
        ("file", "", "findings[1].file: should not be empty"),
        ("fingerprint", "x", "findings[1].fingerprint: 'x' is no fingerprint: 32 digits, and letters from a to f"),
        ("step", None, "findings[1].step: should be text"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_with_its_place(key, value, message):
    tree = json.loads(as_text([an_entry()]))
    tree["findings"][0][key] = value
    ((line, _, told),) = wrong(json.dumps(tree, indent=1))
    assert told == message
    assert json.dumps(tree, indent=1).splitlines()[line - 1].lstrip().startswith(f'"{key}"')


def test_everything_that_is_wrong_is_told_at_once():
    tree = json.loads(as_text([an_entry(), an_entry(step="other")]))
    for item in tree["findings"]:
        item["count"] = -1
        del item["rule"]
    assert len(wrong(json.dumps(tree))) == 4


def test_a_fingerprint_that_hides_something_else_than_people_read_is_refused():
    text = as_text([an_entry()]).replace('"menu-too-deep"', '"no-repeat"')
    ((line, column, message),) = wrong(text)
    assert text.splitlines()[line - 1].index(f'"{an_entry().key.known_by.fingerprint}"') == column - 1
    assert "is not that of this rule" in message


def test_a_merge_conflict_says_what_to_do():
    text = as_text([an_entry()]).replace("    {", "<<<<<<< HEAD\n    {").replace("  ]", "=======\n>>>>>>> other\n  ]")
    ((line, column, message),) = wrong(text)
    assert (line, column) == (4, 1)
    assert message.startswith("a merge conflict was never resolved here: take the lines of both sides")


def test_what_is_not_text_is_refused():
    assert read_baseline(b"\xff{", "b.json") == (
        (),
        (Refusal("b.json", "is not UTF-8: the byte 0xFF does not belong here; save the file as UTF-8", 1, 1),),
    )


@given(st.binary(max_size=60) | st.text(alphabet='{}[]",:1version findgs\n', max_size=60).map(str.encode))
def test_nothing_brings_it_down(data):
    found, problems = read_baseline(data, "b.json")
    assert not (found and problems)
    assert all(problem.message and "\n" not in problem.message for problem in problems)
