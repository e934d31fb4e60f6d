"""A finding about a time stands where the time is written."""

import pytest

from ivrlint.bundled import RULES
from ivrlint.linting import lint_paths, lint_text
from ivrlint.rule import load_rules

IVR = """\
<include><menu name="main" greet-long="say:Press 1." inter-digit-timeout="2000"
  {}max-failures="3" max-timeouts="3">
  <entry action="menu-exec-app" digits="1" param="bridge user/1"/></menu></include>
"""


@pytest.fixture(scope="module")
def rules():
    """The rules about seconds of silence, and one that is not."""
    found, problems = load_rules([RULES])
    assert not problems
    return [rule for rule in found if rule.id in {"timeout-too-short", "timeout-too-long", "endless-retry"}]


def places(rules, text, file):
    return [(each.rule, each.mark.line, each.mark.column) for each in lint_text(text, file, rules).findings]


def test_in_a_flow_of_our_own_it_is_the_value(rules):
    text = (
        "ivr: 1\nlanguage: en-GB\nstart: main\nsteps:\n  main:\n    menu: For sales, press 1.\n    options: {1: desk}\n"
        "    no_input:\n      then: main\n      after: 2s\n    no_match: {then: desk}\n  desk: {transfer: desk}\n"
    )
    assert places(rules, text, "f.yaml") == [("endless-retry", 9, 13), ("timeout-too-short", 10, 14)]


def test_in_a_menu_of_freeswitch_it_is_the_attribute(rules):
    text = IVR.format('timeout="30000" ')
    assert places(rules, text, "ivr.conf.xml") == [("timeout-too-long", 2, 2 + len(' timeout="'))]


def test_without_a_time_in_the_file_it_is_the_silence(rules):
    assert ("timeout-too-long", 2) in {
        (rule, line)
        for rule, line, _ in places([each.configured(options={"seconds": 8})[0] for each in rules], IVR.format(""), "x.xml")
    }


VXML = '<vxml version="2.1" xmlns="http://www.w3.org/2001/vxml"{}>\n{}</vxml>\n'
ROOT = VXML.format("", '<property name="timeout" value="2s"/>\n')
LEAF = VXML.format(
    ' application="root.vxml"',
    '<form id="f">\n<field name="n" type="digits"><prompt>N?</prompt></field><block>Thanks.<exit/></block></form>\n',
)


def test_a_time_in_another_file_is_told_of_where_callers_are_silent(rules, tmp_path):
    (tmp_path / "root.vxml").write_text(ROOT, encoding="utf-8")
    (tmp_path / "leaf.vxml").write_text(LEAF, encoding="utf-8")
    report = lint_paths([str(tmp_path / "leaf.vxml"), str(tmp_path / "root.vxml")], rules)
    assert [(each.mark.file, each.mark.line) for each in report.findings if each.rule == "timeout-too-short"] == [
        (str(tmp_path / "leaf.vxml"), 3)
    ]
