import io
import time
import zipfile
from pathlib import Path

import pytest

from ivrlint.readers import FORMATS
from ivrlint.readers.files import Given, read_paths, read_text
from ivrlint.readers.remarks.comments import _KINDS

EXPORTS = Path(__file__).parents[3] / "samples" / "exports"
MENU = """\
ivr: 1
start: main{behind_start}
steps:
  {above}
  main:{behind_main}
    menu: Press 1 for bills.{behind_menu}
    options:
      1: {{to: bills}}
  bills: {{transfer: billing}}{behind_bills}
{end}
"""


def remarks(text):
    return [(each.first, each.last, each.steps) for each in read_text(text, "a.yaml").remarks]


def menu(**given):
    places = dict.fromkeys(("behind_start", "above", "behind_main", "behind_menu", "behind_bills", "end"), "")
    return MENU.format(**{**places, **given})


def test_a_remark_behind_something_is_about_its_line():
    assert remarks(menu(behind_menu="  # ivrlint: x")) == [(6, 6, ())]


def test_a_remark_behind_the_name_of_a_step_is_about_the_step():
    assert remarks(menu(behind_main="  # ivrlint: x")) == [(5, 5, ("main",))]
    assert remarks(menu(behind_bills="  # ivrlint: x")) == [(9, 9, ("bills",))]


@pytest.mark.parametrize(
    ("above", "line"),
    [("# ivrlint: x", 5), ("# ivrlint: x\n\n  # another comment", 7), ("# ivrlint: x\r\n\r\n", 7), ("# no\n  # ivrlint: x", 6)],
)
def test_a_remark_on_its_own_is_about_the_next_line_that_is_no_comment(above, line):
    assert remarks(menu(above=above)) == [(line, line, ("main",))]


def test_a_remark_below_everything_is_about_nothing():
    assert remarks(menu(end="# ivrlint: x")) == [(0, 0, ())]


def test_a_remark_above_the_beginning_of_a_document_is_about_what_comes_then():
    assert remarks("# ivrlint: x\n---\nivr: 1\nstart: a\nsteps: {a: {hang_up: true}}\n") == [(3, 3, ())]


def test_the_words_in_a_value_are_no_remark():
    assert remarks(menu().replace("Press 1", "'# ivrlint: x' Press 1")) == []


def test_a_remark_behind_a_value_of_several_lines_is_about_all_of_them():
    several = menu().replace("Press 1 for bills.", '"Press 1\n      for bills."  # ivrlint: x')
    assert remarks(several) == [(6, 7, ())]


def test_the_mark_of_a_remark_is_what_it_says():
    (remark,) = read_text(menu(behind_menu="  #  ivrlint: x  "), "a.yaml").remarks
    assert remark.mark == ("a.yaml", 6, 34, 6, 44)
    assert remark.text == "  ivrlint: x  "


def test_a_comment_of_several_lines_has_the_mark_of_the_line_with_the_name():
    text = '<?xml version="1.0"?>\n<Response>\n<!-- because\n  ivrlint: x\n of it -->\n<Say\n>Hello</Say></Response>\n'
    (remark,) = read_text(text, "a.xml").remarks
    assert remark.mark[1:] == (4, 3, 4, 13)
    assert (remark.first, remark.last) == (6, 7)
    assert len(remark.steps) == 1


def test_a_remark_before_or_behind_a_tag_of_several_lines_is_about_the_tag():
    text = '<Response>\n<Gather\n  numDigits="1"> <!-- ivrlint: x -->\n<Say>Hi</Say></Gather></Response>\n'
    (remark,) = read_text(text, "a.xml").remarks
    assert (remark.first, remark.last) == (2, 3)
    assert remark.steps
    (remark,) = read_text("<Response>\n<!-- ivrlint: x --> <Say>Hi</Say></Response>\n", "a.xml").remarks
    assert (remark.first, remark.last) == (2, 2)
    assert remark.steps


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_remarks_are_found_in_every_encoding(encoding):
    data = menu(behind_main="  # ivrlint: x").encode(encoding)
    (remark,) = read_paths(["-"], Given("a.yaml", data)).remarks
    assert remark.steps == ("main",)


def test_a_file_without_the_word_is_not_looked_through(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "ivrlint.readers.remarks", None)
    assert read_text(menu(above="# ivrlint is a linter"), "a.yaml").remarks == ()


def test_remarks_in_files_that_others_lead_to_are_found(tmp_path):
    (tmp_path / "a.yaml").write_text("ivr: 1\nstart: a\nsteps: {a: {say: Hello., next: b.yaml}}\n")
    (tmp_path / "b.yaml").write_text("ivr: 1\nstart: b\nsteps:\n  b: {hang_up: true}  # ivrlint: x\n")
    (remark,) = read_paths([str(tmp_path / "a.yaml")]).remarks
    assert remark.mark.file == str(tmp_path / "b.yaml")
    assert remark.steps == ("b",)


def test_every_format_is_known_to_have_comments_or_to_be_json():
    assert {known.name for known in FORMATS} - set(_KINDS) == {"twilio-studio", "dialogflow-cx"}
    assert set(_KINDS) <= {known.name for known in FORMATS}


def test_a_text_of_a_format_that_is_not_known_has_no_comments():
    from ivrlint.readers.remarks.comments import Comments, comments

    assert comments("# ivrlint: x", "") == Comments()


def test_an_archive_has_no_remarks():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted((EXPORTS / "dialogflow-cx").rglob("*.json")):
            archive.write(path, path.relative_to(EXPORTS / "dialogflow-cx"))
        archive.writestr("notes.txt", "# ivrlint: x")
    reading = read_paths(["-"], Given("agent.zip", packed.getvalue()))
    assert list(reading.flows) == ["agent.zip"]
    assert reading.remarks == ()


def test_many_comments_take_as_long_as_they_are_many():
    def seconds(count):
        text = menu(above="# ivrlint: x\n  " * count)
        begun = time.process_time()
        assert len(remarks(text)) == count
        return time.process_time() - begun

    assert seconds(16_000) < 24 * min(seconds(2_000) for _ in range(3))
