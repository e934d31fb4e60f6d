"""Which files are those of FreeSWITCH, and what is said of those without calls."""

import pytest
from run_of import action, app, context, extension, flow_of, menu, run_of

from ivrlint import readers
from ivrlint.flow import Flow, Refusal
from ivrlint.readers import freeswitch
from ivrlint.readers.files import read_paths


@pytest.mark.parametrize(
    "text",
    [
        menu(app("1", "hangup")),
        f"<include><!-- menus -->{menu()}</include>",
        f'<configuration name="ivr.conf"><menus>{menu()}</menus></configuration>',
        '<?xml version="1.0"?>\n<document type="freeswitch/xml"><section name="dialplan"/></document>',
        "\ufeff" + extension("x", "^1$", ("answer",)),
        '<include><X-PRE-PROCESS cmd="set" data="a=b"/></include>',
        '<macro name="x"><input pattern=""><match><action function="play-file" data="a.wav"/></match></input></macro>',
        '<language><en><ivr><prompt phrase="a" filename="b.wav"/></ivr></en></language>',
        '<configuration name="modules.conf"><modules><load module="mod_dptools"/></modules></configuration>',
        '<include><menu name="m"><entry action="menu-exec-app" digits="1"/>',
    ],
)
def test_files_of_freeswitch_are_recognised(text):
    assert freeswitch.recognise(text)
    assert readers.recognised(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[default]\nexten => 1,1,Answer()",
        '<menu xmlns:android="x"><item android:id="@+id/a"/></menu>',
        '<vxml version="2.0"><menu><prompt>hello</prompt><choice dtmf="1" next="a"/></menu></vxml>',
        "<Response><Say>hello</Say></Response>",
        '<include><!-- <menu name="x" greet-long="y"/> --></include>',
        '<configuration name="app"><include/></configuration>',
        "text with <menu greet-long=",
    ],
)
def test_other_files_are_not(text):
    assert not freeswitch.recognise(text)


def test_a_menu_of_another_system_beside_one_is_left_alone():
    flow = flow_of(f"<include><menu><item/></menu>{menu(app('1', 'hangup'))}</include>")
    assert set(flow.steps) == {"main", "hangup (main 1)", "main (after the menu)"}
    assert not flow.problems


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<include><X-PRE-PROCESS cmd="set" data="a=b"/></include>', "this file sets variables, and holds no menu"),
        ('<include><X-PRE-PROCESS cmd="include" data="*.xml"/></include>', "this file only includes others"),
        ('<macro name="x"><input pattern=""><match><action function="say" data="a"/></match></input></macro>', "holds phrases"),
        (
            '<language><en><ivr><prompt phrase="a" filename="b.wav"/></ivr></en></language>',
            "a list of recordings with their words",
        ),
        ('<configuration name="x.conf"/>', "a configuration of FreeSWITCH without menus and dialplan"),
        (
            extension("x", "^1$", ("lua", "a/b.lua x"), ("lua", "a/b.lua y"), ("socket", "h:1")),
            "up to scripts, which are not read: b.lua, h:1",
        ),
        (extension("x", "^1$", ("bridge", "user/1")), "puts calls through"),
    ],
)
def test_files_without_calls_are_refused_with_one_line(text, message):
    refusal = run_of({"x.xml": text})["x.xml"]
    assert isinstance(refusal, Refusal)
    assert refusal.no_calls
    assert message in refusal.message


def test_a_file_that_breaks_is_read_up_to_there():
    flow = flow_of(f"<include>{menu(app('1', 'hangup'))}")
    assert [problem.message for problem in flow.problems] == ["<include> is never closed"]
    assert "main" in flow.steps


def test_a_file_that_breaks_before_there_is_anything_is_refused_at_the_place():
    refusal = run_of({"x.xml": '<include>\n<menu greet-long="a" <'})["x.xml"]
    assert isinstance(refusal, Refusal)
    assert (refusal.line, refusal.no_calls) == (2, False)


def test_a_file_of_phrases_that_breaks_says_both():
    refusal = run_of({"x.xml": '<include><X-PRE-PROCESS cmd="set" data="a=b"/><a></include>'})["x.xml"]
    assert refusal.no_calls
    assert "and it is broken" in refusal.message


def test_a_text_that_is_no_xml_is_refused_where_it_breaks():
    assert isinstance(freeswitch.read("<menu greet-long='a", "x.xml"), Refusal)


def test_files_that_are_included_are_read_with_the_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "conf" / "dialplan" / "default").mkdir(parents=True)
    plan = '<include><context name="default"><X-PRE-PROCESS cmd="include" data="default/*.xml"/>{}</context></include>'
    (tmp_path / "conf/dialplan/default.xml").write_text(
        plan.format(extension("in", "^1$", ("callcenter", "q"), ("transfer", "2 XML default")))
    )
    (tmp_path / "conf/dialplan/default/desk.xml").write_text(extension("desk", "^2$", ("bridge", "user/1")))
    reading = read_paths(["conf/dialplan/default.xml"])
    assert set(reading.linked) == {"conf/dialplan/default/desk.xml"}
    assert not reading.problems


def test_paths_from_the_folder_of_the_configuration_are_found():
    text = (
        '<include><X-PRE-PROCESS cmd="include" data="$${conf_dir}/ivr_menus/*.xml"/>'
        '<X-PRE-PROCESS cmd="include" data="$${x}/y.xml"/></include>'
    )
    flow = freeswitch.read(text, "etc/dialplan/default.xml")
    assert isinstance(flow, Flow)
    assert flow.wants == ("etc/ivr_menus/*.xml",)
    assert freeswitch.read(text, "freeswitch.xml").wants == ("ivr_menus/*.xml",)


def test_files_that_include_each_other_end():
    include = '<X-PRE-PROCESS cmd="include" data="*.xml"/>'
    text = f'<include><context name="default">{include}{extension("in", "^1$", ("callcenter", "q"))}</context></include>'
    flows = run_of({"a.xml": text, "b.xml": f"<include>{include}{extension('b', '^2$', ('callcenter', 'q'))}</include>"})
    assert [entry.name for entry in flows["a.xml"].entries] == ["in (1)"]
    assert [entry.name for entry in flows["b.xml"].entries] == ["b (2)"]


def test_variables_that_configurations_set_differently_are_not_known():
    set_ = '<include><X-PRE-PROCESS cmd="set" data="x={}"/></include>'
    plan = context(
        "default",
        (
            f'<extension name="in"><condition field="${{x}}" expression="^1$">'
            f"{action('callcenter', 'q')}{action('ivr', 'm', 'anti-action')}"
            "</condition></extension>"
        ),
    )
    flows = run_of({"a/dialplan/v.xml": set_.format(1), "b/dialplan/v.xml": set_.format(2), "a/dialplan/p.xml": plan})
    assert "x is 1? (in)" in flows["a/dialplan/p.xml"].steps
