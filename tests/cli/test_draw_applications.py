"""Pictures of whole applications, whose files mean something only together."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import GOOD, Run, write

from ivrlint.cli import draw_many, drawing

CORPUS = Path(__file__).parents[3] / "shared/corpus"
APPLICATIONS = [pytest.param(path, id=path.name) for path in sorted(CORPUS.glob("*/*/"))]

MENU = """\
<document type="freeswitch/xml"><section name="configuration"><configuration name="ivr.conf"><menus>
  <menu name="demo" greet-long="phrase:demo" timeout="10000" max-failures="3">
    <entry action="menu-exec-app" digits="1" param="transfer 9999 XML features"/>
  </menu>
</menus></configuration></section></document>
"""
FEATURES = """\
<include><context name="features">
  <extension name="sales"><condition field="destination_number" expression="^9999$">
    <action application="bridge" data="user/1000"/>
  </condition></extension>
</context></include>
"""


@pytest.fixture
def parts(run: Run) -> None:
    """A menu, and a dialplan that is no flow but for the menu that leads into it."""
    write("app/demo.xml", MENU)
    write("app/features.xml", FEATURES)


@pytest.mark.skipif(not APPLICATIONS, reason="the corpus is not there")
@pytest.mark.parametrize("application", APPLICATIONS)
def test_the_pictures_of_every_application_can_be_looked_for(run: Run, application: Path) -> None:
    code, out, err = run("draw", "--check", "--no-findings", str(application))
    assert code <= 1, err
    assert out.splitlines()[-1].partition(" picture")[2]


@pytest.mark.usefixtures("parts")
def test_what_is_no_flow_alone_has_no_picture_and_the_others_have(run: Run) -> None:
    assert " in 2 files" in run("app", "-f", "concise").out
    assert run("draw", "--beside", "app") == (0, "app/demo.svg: drawn (new)\n1 picture drawn, 0 were current\n", "")
    assert run("draw", "--check", "app").out == "1 picture: all current\n"


@pytest.mark.usefixtures("parts")
def test_why_what_is_named_has_no_picture_is_told_but_not_in_a_hook(run: Run) -> None:
    named = ["draw", "--beside", "app/demo.xml", "app/features.xml"]
    code, _, err = run(*named)
    assert (code, err.partition(": error: ")[0]) == (0, "app/features.xml:1:1")
    assert "leads callers to a menu" in err
    assert run(*named, "--if-flow").err == ""


def test_a_bug_in_one_file_is_told_with_its_name_and_the_others_are_drawn(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(flow, *rest):
        if flow.file == "loop.yaml":
            raise KeyError("x")
        return drawing.drawn(flow, *rest)

    monkeypatch.setattr(draw_many, "drawn", failing)
    code, out, err = run("draw", "--beside", "good.yaml", "loop.yaml", "gone.yaml")
    assert (code, out) == (3, "good.svg: drawn (new)\n1 picture drawn, 0 were current\n")
    assert "loop.yaml: this is a bug in ivrlint (KeyError: 'x'); IVRLINT_DEBUG=1 shows where it is" in err
    assert Path("good.svg").exists()


def test_a_picture_that_would_replace_what_it_is_made_of_is_refused(run: Run) -> None:
    write("flow.svg", GOOD)
    code, _, err = run("draw", "--beside", "flow.svg")
    assert code == 2
    assert "flow.svg is read" in err
