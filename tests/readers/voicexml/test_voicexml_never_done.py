"""Actions behind one that leaves."""

from __future__ import annotations

import pytest
from voicexml_documents import flow

FORM = "<form id='f'><block>Hello.{}</block></form><form id='g'><block>Bye.<exit/></block></form>"


def told(actions: str) -> list[str]:
    return [problem.message for problem in flow(FORM.format(actions)).problems]


@pytest.mark.parametrize(
    ("actions", "tags"),
    [
        ("<submit next='http://x/save'/><goto next='#g'/>", ("goto", "submit")),
        ("<goto next='#g'/><prompt>Thanks.</prompt>", ("prompt", "goto")),
        ("<if cond='a'><exit/><prompt>Bye.</prompt><else/><prompt>So.</prompt></if><goto next='#g'/>", ("prompt", "exit")),
        ("<throw event='exit'/><log>x</log><audio src='a.wav'/><goto next='#g'/>", ("audio", "throw")),
    ],
)
def test_what_callers_would_notice_behind_leaving_is_a_mistake(actions: str, tags: tuple[str, str]) -> None:
    assert told(actions) == [f"<{tags[0]}> is never done: the <{tags[1]}> before it leaves this place"]


@pytest.mark.parametrize(
    "actions",
    [
        "<goto next='#g'/><exit/>",
        "<goto next='#g'/><log>x</log>",
        "<if cond='a'><goto next='#g'/><else/><prompt>So.</prompt></if><exit/>",
        "<if cond='a'><goto next='#g'/><elseif cond='b'/><goto next='#g'/></if><goto next='#g'/>",
        "<% if (saved) { %><goto next='#g'/><% } else { %><submit next='http://x/save'/><% } %>",
        "<goto next='#g'/>${{rest}}<prompt>So.</prompt>",
        "<exit cond='a'/><goto next='#g'/>",
    ],
)
def test_what_nobody_counts_on_or_a_server_may_leave_out_is_none(actions: str) -> None:
    assert not any("never done" in message for message in told(actions))


def test_the_mistake_stands_at_what_is_never_done() -> None:
    found = flow("<form id='f'>\n<block>\n<goto next='#f'/>\n<goto next='#f'/>\n<submit next='x'/></block></form>")
    (problem,) = found.problems
    assert problem.mark.line == found.steps["f"].mark.line + 3
