"""Files that are joined by `#include`: by their names, and by patterns."""

import pytest
from dialplans import call, names, run_of, ways

from ivrlint import readers

MENU = "Background(m)\nWaitExten(5)"


def key(digit, does):
    return f"[from-trunk](+)\nexten => {digit},1,{does}\n"


def step_of(run, file="extensions.conf"):
    return ways(run[file].steps["from-trunk s"])


def test_all_files_of_a_pattern_are_one_dialplan_with_the_file_that_names_it():
    run = run_of(
        {
            "extensions.conf": call(MENU) + "#include more/*.conf\n",
            "more/a.conf": key(1, "Dial(SIP/a)"),
            "more/b.conf": key(2, "Dial(SIP/b)"),
            "more/c.txt": key(3, "Dial(SIP/c)"),
            "more/deep/d.conf": key(4, "Dial(SIP/d)"),
            "more/.hidden.conf": key(5, "Dial(SIP/e)"),
            "less/f.conf": key(6, "Dial(SIP/f)"),
        }
    )
    leads = step_of(run)
    assert (leads["1"], leads["2"]) == ("more/a.conf#from-trunk 1", "more/b.conf#from-trunk 2")
    assert not leads.keys() & {"3", "4", "5", "6"}


@pytest.mark.parametrize(
    "pattern", ["more/*", "more/?.conf", "more/[ab].conf", "*/*.conf", "./more/*.conf", '"more/*.conf"', "m*/a.*"]
)
def test_patterns_are_those_of_a_shell(pattern):
    run = run_of({"extensions.conf": call(MENU) + f"#include {pattern}\n", "more/a.conf": key(1, "Dial(SIP/a)")})
    assert step_of(run)["1"] == "more/a.conf#from-trunk 1"


def test_a_file_that_is_called_like_a_pattern_is_meant_by_its_name():
    files = {"a[1].conf": key(1, "Dial(SIP/a)"), "a1.conf": key(2, "Dial(SIP/b)")}
    run = run_of({"extensions.conf": call(MENU) + "#include a[1].conf\n", **files})
    leads = step_of(run)
    assert leads["1"] == "a[1].conf#from-trunk 1"
    assert "2" not in leads


@pytest.mark.parametrize("first", [True, False])
def test_of_two_files_of_a_pattern_the_first_of_the_alphabet_counts(first):
    parts = {"more/a.conf": key(1, "Dial(SIP/a)"), "more/b.conf": key(1, "Dial(SIP/b)")}
    parts = parts if first else dict(reversed(parts.items()))
    run = run_of({**parts, "extensions.conf": call(MENU) + "#include more/*.conf\n"})
    assert step_of(run)["1"] == "more/a.conf#from-trunk 1"


def test_of_two_lines_that_include_the_first_counts_with_all_that_it_includes():
    run = run_of(
        {
            "a.conf": key(1, "Dial(SIP/a)"),
            "b.conf": "#include c.conf\n" + key(2, "Dial(SIP/b)"),
            "c.conf": key(1, "Dial(SIP/c)"),
            "extensions.conf": call(MENU) + "#include b.conf\n#include a.conf\n",
        }
    )
    assert step_of(run)["1"] == "c.conf#from-trunk 1"


def test_a_pattern_that_means_the_file_itself_means_the_others():
    run = run_of({"a.conf": key(1, "Dial(SIP/a)"), "extensions.conf": call(MENU) + "#include *.conf\n"})
    assert step_of(run)["1"] == "a.conf#from-trunk 1"
    assert names(run["extensions.conf"])["from-trunk s"] == "from-trunk s"


@pytest.mark.parametrize("written", ['"more/*.ael"', "<more/*.ael>", '"/etc/asterisk/more/*.ael";', '"more/b*.ael" // */ ours'])
def test_a_pattern_of_ael_joins_too(written):
    run = run_of(
        {
            "a.ael": f'#include {written}\n// #include "/*"\ncontext incoming {{ s => {{ Playback(a); jump s@menu; }} }}\n',
            "more/b.ael": "context menu { s => { Playback(b); Hangup(); } }\n",
        }
    )
    assert ways(run["a.ael"].steps["incoming s"]) == {"next": "more/b.ael#menu s"}


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("more/*.conf", "d/more/*.conf"),
        ("/etc/asterisk/c.conf", "d/c.conf"),
        ("/etc/asterisk/more/c.conf", "d/c.conf"),
        ("/etc/asterisk/more/*.conf", "d/more/*.conf"),
        ("/etc/asterisk/more_*.conf", "d/more_*.conf"),
        ("/opt/pbx/plans/*.conf", "d/plans/*.conf"),
    ],
)
def test_patterns_of_a_machine_are_looked_for_beside_the_file_in_their_folder(written, wanted):
    flow = readers.read(f"#include {written}\n{call('Hangup()')}".encode(), "d/x.conf")
    assert flow.wants == (wanted,)
