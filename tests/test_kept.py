"""What is kept of files that come with ivrlint is what would be made of them."""

from __future__ import annotations

import pytest

from ivrlint import kept
from ivrlint.analysis import language
from ivrlint.analysis.language import EVERYWHERE, OF_ALL, languages, parsed, read_table, tables_to_keep


def test_a_digest_tells_texts_apart_but_not_the_ends_of_their_lines():
    assert kept.digest(b"a: 1\nb: 2\n") == kept.digest(b"a: 1\r\nb: 2\r\n")
    assert kept.digest(b"a: 1\nb: 2\n") != kept.digest(b"a: 1\nb: 3\n")


def test_what_is_written_is_read_again(tmp_path):
    things = {"one": {"a": ["é", 1.5, None, "\u2028"]}, "other": []}
    file = tmp_path / "things.json"
    file.write_text(kept.as_text(things), encoding="utf-8")
    assert kept.things_in(file) == things
    assert file.read_text(encoding="utf-8").count("\n") == len(things) + 2


@pytest.mark.parametrize("text", [None, "", "{", "[]", '"words"'])
def test_a_file_that_is_none_holds_nothing(tmp_path, text):
    if text is not None:
        (tmp_path / "things.json").write_text(text, encoding="utf-8")
    assert kept.things_in(tmp_path / "things.json") == {}


def test_the_tables_of_all_languages_are_read_as_they_stand():
    for path in [*EVERYWHERE.parent.parent.glob("*.yaml"), EVERYWHERE]:
        code = OF_ALL if path == EVERYWHERE else path.stem
        first, *others = path.read_text(encoding="utf-8").split("\n---\n")
        assert read_table(first, OF_ALL) == parsed(first)
        assert [read_table(part, code) for part in others] == [parsed(part) for part in others]


def test_what_would_be_kept_of_the_tables_is_all_that_is_read_of_them(tmp_path, monkeypatch):
    monkeypatch.setattr(language, "_KEPT", tmp_path)
    files = dict(tables_to_keep())
    assert sorted(file.stem for file in files) == sorted([OF_ALL, *languages()])
    for file, text in files.items():
        file.write_text(text, encoding="utf-8")
    kept.things_in.cache_clear()
    monkeypatch.setattr(language, "parsed", None)
    for path in EVERYWHERE.parent.parent.glob("*.yaml"):
        own = language.Language(path)
        assert own.numbers.below_hundred
        assert own.words["topics"]
    assert read_table(EVERYWHERE.read_text(encoding="utf-8"), OF_ALL)


def test_a_table_that_has_changed_is_read_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(language, "_KEPT", tmp_path)
    kept.things_in.cache_clear()
    text = "a: [one, two]\n"
    (tmp_path / "xx.json").write_text(kept.as_text({kept.digest(text.encode()): {"a": ["kept"]}}), encoding="utf-8")
    assert read_table(text, "xx") == {"a": ["kept"]}
    assert read_table(text.replace("two", "three"), "xx") == {"a": ["one", "three"]}
