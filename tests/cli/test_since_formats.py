"""Flows that consist of several files, with --since."""

import shutil
from pathlib import Path

import pytest
from command_line import GOOD, Run
from repository import Repository
from since_runs import linted, report, told

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")

EXPORTS = Path(__file__).parent.parent.parent / "samples/exports"
PAGE = "agent/flows/Default Start Flow/pages/Account number.json"
DIALPLAN = """\
[incoming]
exten => 5551000,1,Answer()
 same => n,Background(for-sales-press-1)
 same => n,WaitExten(7)
exten => 1,1,Dial(SIP/sales)
 same => n,Hangup()
"""
MORE = "[incoming](+)\nexten => {},1,Dial(SIP/others)\n same => n,Hangup()\n"
EXTENSION = """\
<extension name="e{0}"><condition field="destination_number" expression="^{0}$">
<action application="answer"/><action application="playback" data="say:Welcome. Please hold the line."/>
<action application="callcenter" data="q{1}"/></condition></extension>
"""


@pytest.fixture
def agent(repository: Repository) -> Repository:
    """The repository with an agent of many files."""
    shutil.copytree(EXPORTS / "dialogflow-cx", "agent")
    repository.commit()
    return repository


def test_a_part_that_differs_makes_its_flow_differ(run: Run, agent: Repository) -> None:
    agent.write("elsewhere.json", "{}")
    assert linted(run, ".", "--since", "HEAD") == []
    page = Path(PAGE)
    text = page.read_text(encoding="utf-8")
    page.write_text(f"\n\n{text}", encoding="utf-8")
    assert linted(run, ".", "--since", "HEAD") == ["agent/agent.json"]
    assert told(run, ".", "--since", "HEAD") == []
    assert len(report(run, ".", "--since", "HEAD", "--no-calls")["findings"]) < len(told(run, "agent"))


def test_a_part_that_is_new_or_gone_makes_its_flow_differ(run: Run, agent: Repository) -> None:
    of_page = {each for each in told(run, "agent") if each[0] == PAGE}
    assert of_page
    Path(PAGE).rename("away")
    assert {rule for _, rule, _ in told(run, "agent", "--since", "HEAD")} == {"broken-target"}
    agent.commit()
    Path("away").rename(PAGE)
    assert set(told(run, "agent", "--since", "HEAD")) == of_page


def test_a_part_that_was_renamed_has_what_it_had(run: Run, agent: Repository) -> None:
    Path(PAGE).rename(PAGE.replace("Account number", "Account"))
    assert linted(run, ".", "--since", "HEAD") == ["agent/agent.json"]
    assert told(run, ".", "--since", "HEAD") == []
    assert told(run, str(agent.folder), "--since", "HEAD") == []


def test_files_that_a_flow_takes_in_are_those_of_then(run: Run, repository: Repository) -> None:
    repository.write("pbx/extensions.conf", f"#include more/bills.conf\n{DIALPLAN}")
    repository.write("pbx/more/bills.conf", MORE.format(2))
    repository.commit()
    assert any(file == "pbx/more/bills.conf" for file, _, _ in told(run, "pbx"))
    assert linted(run, "pbx", "--since", "HEAD") == []
    repository.write("pbx/more/bills.conf", MORE.format(2) + MORE.format(3))
    for named in ("pbx", "pbx/extensions.conf"):
        assert {step.rpartition("#")[2] for _, _, step in told(run, named, "--since", "HEAD")} == {"incoming 3"}
    Path("pbx/more/bills.conf").unlink()
    assert linted(run, "pbx/extensions.conf", "--since", "HEAD") == ["pbx/extensions.conf"]


def test_files_that_a_flow_takes_in_by_a_pattern_are_those_of_then(run: Run, repository: Repository) -> None:
    plan = '<include><context name="default"><X-PRE-PROCESS cmd="include" data="default/*.xml"/>{}</context></include>'
    repository.write("conf/dialplan/default.xml", plan.format(EXTENSION.format(9, 1)))
    repository.write("conf/dialplan/default/1.xml", EXTENSION.format(1, 2))
    repository.commit()
    for named in (".", "conf/dialplan/default.xml"):
        assert linted(run, named, "--since", "HEAD") == []
    repository.write("conf/dialplan/default/2.xml", EXTENSION.format(2, 3))
    assert {file for file, _, _ in told(run, "conf", "--since", "HEAD")} == {"conf/dialplan/default/2.xml"}
    assert linted(run, "conf/dialplan/default.xml", "--since", "HEAD") == ["conf/dialplan/default.xml"]
    assert told(run, "conf/dialplan/default.xml", "--since", "HEAD") == []
    repository.commit()
    repository.git("mv", "conf/dialplan/default/1.xml", "conf/dialplan/default/0.xml")
    assert told(run, "conf", "--since", "HEAD") == []
    Path("conf/dialplan/default/2.xml").unlink()
    repository.write("conf/dialplan/default/0.xml", EXTENSION.format(1, 2) + EXTENSION.format(3, 7))
    assert {step for _, _, step in told(run, "conf", "--since", "HEAD")} == {"callcenter q7 (e3)"}


@pytest.mark.parametrize("named", ["pbx", "pbx/extensions.conf"])
def test_parts_of_a_dialplan_that_a_pattern_takes_in_are_those_of_then(run: Run, repository: Repository, named: str) -> None:
    repository.write("pbx/extensions.conf", f"#include more/*.conf\n{DIALPLAN}")
    repository.write("pbx/more/bills.conf", MORE.format(2))
    repository.commit()
    assert any(file == "pbx/more/bills.conf" for file, _, _ in told(run, "pbx"))
    assert linted(run, named, "--since", "HEAD") == []
    repository.write("pbx/more/new.conf", MORE.format(3))
    assert "pbx/extensions.conf" in linted(run, named, "--since", "HEAD")
    assert {step.rpartition("#")[2] for _, _, step in told(run, named, "--since", "HEAD")} == {"incoming 3"}
    Path("pbx/more/bills.conf").unlink()
    Path("pbx/more/new.conf").unlink()
    assert "pbx/extensions.conf" in linted(run, named, "--since", "HEAD")
    assert not {step for _, _, step in told(run, named, "--since", "HEAD") if step.endswith("incoming 3")}


def test_the_words_of_recordings_are_those_of_then(run: Run, repository: Repository) -> None:
    heard = GOOD.replace("start: main", "start: hello") + "  hello: {say: , audio: hello, next: main}\n"
    repository.write("menus/heard.yaml", heard)
    repository.write("menus/sounds/hello.ulaw", b"\x7f" * 8000 * 5)
    repository.commit()
    repository.write("menus/sounds/hello.txt", "Welcome. Please press 9 for a person.")
    new = told(run, ".", "--since", "HEAD")
    assert linted(run, ".", "--since", "HEAD") == ["menus/heard.yaml"]
    repository.commit()
    repository.write("menus/heard.yaml", f"# What is on\n{heard}")
    assert told(run, ".", "--since", "HEAD") == []
    Path("menus/sounds/hello.txt").unlink()
    assert sorted(new) == sorted(set(told(run, ".", "--since", "HEAD~1")) | set(new))


def test_the_format_that_is_said_is_that_of_then_too(run: Run, repository: Repository) -> None:
    repository.write("menu.txt", DIALPLAN)
    repository.commit()
    repository.write("menu.txt", f"; Ours\n{DIALPLAN}")
    assert told(run, "menu.txt", "--from", "asterisk")
    assert linted(run, "menu.txt", "--from", "asterisk", "--since", "HEAD") == ["menu.txt"]
    assert told(run, "menu.txt", "--from", "asterisk", "--since", "HEAD") == []


def test_files_in_which_no_call_comes_are_those_of_then(run: Run, repository: Repository) -> None:
    menu = '<include><menu name="main" greet-long="phrase:hello" timeout="9000"><entry action="menu-exec-app" digits="1" '
    menu += 'param="transfer 1"/></menu></include>'
    words = '<include><macro name="hello"><input pattern="(.*)"><match><action function="speak-text" data="{}"/></match></input>'
    words += "</macro></include>"
    repository.write("conf/main.xml", menu)
    repository.write("conf/words.xml", words.format("Press 2 for sales."))
    before = told(run, "conf")
    repository.commit()
    assert linted(run, "conf", "--since", "HEAD") == []
    repository.write("conf/words.xml", words.format("Press 1 for sales."))
    assert linted(run, "conf", "--since", "HEAD") == ["conf/main.xml"]
    assert set(before) - set(told(run, "conf"))
    repository.commit()
    repository.write("conf/words.xml", "No words any more.")
    assert linted(run, "conf", "--since", "HEAD") == ["conf/main.xml"]
    Path("conf/words.xml").unlink()
    assert linted(run, "conf", "--since", "HEAD") == ["conf/main.xml"]


def test_files_that_are_gone_or_have_another_name_stood_where_they_stood(run: Run, repository: Repository) -> None:
    context = '<include><context name="default">{}</context></include>'
    start = EXTENSION.format(7, 1).replace('application="callcenter" data="q1"', 'application="transfer" data="5"')
    for number, text in enumerate((start, EXTENSION.format(5, 5), EXTENSION.format(5, 6).replace("e5", "late"))):
        repository.write(f"conf/{number}.xml", context.format(text))
    repository.commit()
    assert linted(run, "conf", "--since", "HEAD") == []
    repository.git("mv", "conf/1.xml", "conf/3.xml")
    assert "conf/0.xml" in linted(run, "conf", "--since", "HEAD"), "it led to the first of the two"
    assert told(run, "conf", "--since", "HEAD") == []
    Path("conf/3.xml").unlink()
    assert "conf/0.xml" in linted(run, "conf", "--since", "HEAD")
    assert "conf/0.xml" in linted(run, "conf/[01].xml", "conf/2.xml", "--since", "HEAD")
