from __future__ import annotations

import pytest
from swml_scripts import document, flow_of, refusal

from ivrlint.flow import Refusal
from ivrlint.readers import read, recognised


@pytest.mark.parametrize(
    "text",
    [
        document("- play: 'say:x'"),
        "# a comment\nsections:\n  # another\n  main: # here\n    # and here\n    - play: 'say:x'\n",
        "sections:\n  other:\n    - hangup\n  main: [{play: 'say:x'}]\n",
        '{"sections": {"main": [{"play": "say:x"}]}}',
        '\n {"version": "1.0.0", "sections" : { "a": [], "main" : [',
        '"sections":\n  "main":\n  - hangup\n',
        "sections:\r\n  main:\r\n\r\n    # here\r\n    - hangup\r\n",
        f"sections:\n  main:\n    {'#' * 60}\n    {'# ' * 60}\n\n    - hangup\n",
    ],
)
def test_documents_are_recognised_by_their_sections(text):
    assert recognised(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "sections:\n  - main\n",
        "sections:\n  main:\n    title: x\n",
        "sections: main\n",
        '{"sections": ["main"]}',
        '{"sections": {"main": {"title": "x"}}}',
        "main:\n  - sections\n",
        f"sections:\n  main:\n    {'# ' * 60}\n  x: 1\n",
    ],
)
def test_other_files_with_sections_are_not(text):
    found = read(text.encode(), "x")
    assert isinstance(found, Refusal)
    assert found.foreign


@pytest.mark.parametrize("text", ["version: 1.0.0\nsections:\n  main:\n    - hero\n    - footer: dark\n", document("- title: x")])
def test_sections_of_a_page_are_no_methods(text):
    found = read(text.encode(), "x")
    assert isinstance(found, Refusal)
    assert found.foreign


def test_broken_files_are_refused_with_their_place():
    broken = refusal('{"sections": {"main": [\n {"play": "say:x"}}')
    assert (broken.line, broken.foreign) == (2, False)
    assert refusal("sections:\n  main:\n    - play: 'say:x\n").line > 0


def test_without_a_list_main_nothing_can_be_read():
    assert "`main`" in refusal('{"a": {"sections": {"main": [1]}}, "sections": {"main": [], "main": {}}}').message


def test_keys_written_twice_are_problems():
    found = flow_of("sections:\n  main:\n    - play: 'say:x'\n    - hangup: {}\n  main:\n    - hangup\n")
    assert len(found.problems) == 1
