"""Which files are dialplans of Asterisk, and what is said of those that are not."""

import pytest
from dialplans import call, flow_of, result_of

from ivrlint import readers
from ivrlint.flow import Flow, Refusal
from ivrlint.readers.asterisk import recognise

CONF = "[from-trunk]\nexten => s,1,Background(menu)\n same => n,WaitExten(5)\nexten => 1,1,Dial(SIP/1)\n"
AEL = "context incoming {\n  s => {\n    Background(menu);\n    WaitExten(5);\n  }\n  1 => Dial(SIP/1);\n}\n"
LUA = 'extensions = {\n  default = {\n    ["123"] = function(c, e)\n      app.dial("SIP/1")\n    end\n  }\n}\n'


@pytest.mark.parametrize(
    "text",
    [
        CONF,
        AEL,
        LUA,
        CONF.replace("=>", "="),
        "; a comment\n\n" + CONF.replace("\n", "\r\n"),
        "[a]\nexten => _X.,n(label),Goto(b,s,1)",
        "[a]\nexten => 100,hint,SIP/100",
        "[a]\nexten=100,n+2,Hangup",
        "[a]\nexten => s,tts+101,NoOp()",
        "macro say(x) {\n  Playback(${x});\n}\n",
        "abstract context a {\n _X. => goto b|s|1;\n}\n",
        "[sales]\nstrategy=ringall\nmember => SIP/100\n",
        "[default]\n100 => 1234,Somebody,x@example.org\n",
        CONF[:60],
    ],
)
def test_a_dialplan_is_recognised_by_its_lines(text):
    assert recognise(text)
    assert readers.recognised(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[general]\ncontext = default\n",
        "[ldap]\nexten = extension\npriority = 1\n",
        "[dongle0]\nexten=+1234567890\nimei=1\n",
        "exten => s,1,Answer()\n",
        "[a]\nexten => s\n",
        "context: a\nsteps: []\n",
        'rules => { "a": 1 }',
        "context a {\n}\n",
        "extensions = {\n a = 1\n}\n",
        "[tool.black]\nline-length = 100\ntarget-version = ['py311', 'py312']\n",
        "#include extensions_custom.conf\n",
    ],
)
def test_what_only_looks_like_a_dialplan_is_not_taken_for_one(text):
    assert not recognise(text)


def test_a_dialplan_in_lua_is_refused_at_its_table():
    refusal = result_of("-- a comment\n" + LUA, "extensions.lua")
    assert isinstance(refusal, Refusal)
    assert (refusal.line, refusal.foreign, refusal.no_calls) == (2, False, True)
    assert "Lua" in refusal.message


@pytest.mark.parametrize("text", ["[sales]\nstrategy = ringall\nmember => SIP/1\n", "[default]\n100 => 1234,Somebody\n"])
def test_queues_and_mailboxes_hold_no_calls(text):
    refusal = result_of(text, "queues.conf")
    assert isinstance(refusal, Refusal)
    assert refusal.no_calls
    assert "queues or mailboxes" in refusal.message


def test_a_dialplan_whose_lines_are_all_comments_holds_nothing():
    refusal = result_of("[a]\n;-- all of it\nexten => s,1,Background(x)\n--;\n;exten => s,1,Answer()\n")
    assert isinstance(refusal, Refusal)
    assert refusal.no_calls
    assert refusal.message == "holds no extensions: nothing in it is done for a call"


def test_a_library_of_subroutines_holds_no_calls():
    text = "[sub-log]\nexten => s,1,Set(X=${ARG1})\n same => n,Playback(beep)\n same => n,Return()\n"
    refusal = result_of(text + "[helper]\nexten => s,1,Playback(${ARG1})\n same => n,Return()\n")
    assert isinstance(refusal, Refusal)
    assert refusal.no_calls
    assert "no dialogue" in refusal.message


def test_a_text_that_is_plainly_a_dialplan_is_read_in_latin_1():
    flow = readers.read(CONF.replace("menu", "menú").encode("latin-1"), "extensions.conf")
    assert isinstance(flow, Flow)
    linked = readers.link({"extensions.conf": flow})["extensions.conf"]
    assert isinstance(linked, Flow)
    assert linked.steps["from-trunk s"].prompt.audio == "menú"
    assert isinstance(readers.read(AEL.replace("menu", "menü").encode("latin-1"), "extensions.ael"), Flow)


def test_other_texts_in_latin_1_are_refused_as_before():
    refusal = readers.read("[general]\nname = Möbel\n".encode("latin-1"), "x.conf")
    assert isinstance(refusal, Refusal)
    assert "is not UTF-8" in refusal.message


def test_a_file_is_linked_even_when_it_is_alone():
    flow = flow_of(call("Background(menu)\nWaitExten()") + "exten => 1,1,Dial(SIP/1)\n")
    assert flow.source is not None or flow.steps
    assert [type(step).__name__ for step in flow.steps.values()] == ["Menu", "Transfer"]
