"""`--jobs`, `--cache`, `--no-cache`, and the line that tells how far a run is: what is found stays the same."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import GOOD, LOOP, TYPO, Run, process

from ivrlint.cli import progress as progress_module
from ivrlint.cli.forms import FORMS
from ivrlint.cli.progress import Progress, progress
from ivrlint.cli.remembering import usual_folder
from ivrlint.cli.running import processors
from ivrlint.running import hands, pool

SAMPLES = Path(__file__).parents[2] / "samples"
ALL_FORMS = [f"--format={form}=out/{form}" for form in FORMS]

CONFIG = """\
rules: {prompt-too-long: {severity: error, options: {seconds: 3}}}
overrides: [{files: ["menus/sub/**"], rules: {no-way-to-a-person: off}}]
ignores: [{files: ["menus/loop.yaml"], rules: [doom-loop], reason: known}]
"""
LEADS = GOOD.replace("  programme:", "  # ivrlint: ignore[no-repeat] short enough\n  programme:")


@pytest.fixture
def cached(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs that may remember, as those of users, in a project of some menus."""
    monkeypatch.delenv("IVRLINT_NO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(Path.cwd() / "home"))
    Path("menus/sub").mkdir(parents=True)
    for name, text in (("menus/good.yaml", LEADS), ("menus/loop.yaml", LOOP), ("menus/sub/loop.yaml", LOOP)):
        Path(name).write_text(text, encoding="utf-8")
    Path("menus/first.yaml").write_text(LOOP.replace("next: main", "next: sub/loop.yaml#times"), encoding="utf-8")
    Path("menus/typo.yaml").write_text(TYPO, encoding="utf-8")
    Path("menus/broken.yaml").write_text("ivr: 1\nsteps: {\n", encoding="utf-8")
    Path("menus/words.txt").write_text("no flow", encoding="utf-8")
    Path(".ivrlint.yaml").write_text(CONFIG, encoding="utf-8")
    return run


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also little work is shared."""
    monkeypatch.setattr(hands, "MUCH", 0)
    monkeypatch.setattr(pool, "LONGEST", 2)


@pytest.fixture
def no_linting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lints makes a mistake."""
    monkeypatch.setattr("ivrlint.running.workshop.lint_flows", None)


def told(run: Run, *args: str) -> tuple[object, ...]:
    """All that a run tells, in every form."""
    shutil.rmtree("out", ignore_errors=True)
    Path("out").mkdir()
    return (run(*args, *ALL_FORMS), {path.name: path.read_bytes() for path in Path("out").iterdir()})


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("paths", [("menus",), ("menus/loop.yaml", "menus", "gone.yaml", "menus/words.txt")])
@pytest.mark.parametrize("options", [(), ("--no-ignores", "--no-calls"), ("--profile", "strict", "--if-flow")])
def test_each_form_is_the_same_whoever_did_the_work(cached: Run, paths: tuple[str, ...], options: tuple[str, ...]) -> None:
    args = (*paths, *options)
    plain = told(cached, *args, "--no-cache", "--jobs", "1")
    assert len(plain[1]) == len(FORMS)  # type: ignore[arg-type]
    assert told(cached, *args, "--no-cache", "--jobs", "3") == plain
    assert told(cached, *args, "--cache", "one", "--jobs", "1") == plain
    assert told(cached, *args, "--cache", "one", "--jobs", "1") == plain
    assert told(cached, *args, "--cache", "two", "--jobs", "3") == plain
    assert told(cached, *args, "--cache", "two", "--jobs", "3") == plain
    assert told(cached, *args, "--cache", "two", "--jobs", "1") == plain


@pytest.mark.usefixtures("several")
def test_the_samples_are_told_the_same_in_each_form_whoever_did_the_work(cached: Run) -> None:
    shutil.copytree(SAMPLES, "samples")
    plain = told(cached, "samples", "--isolated", "--no-cache", "--jobs", "1")
    for args in (["--no-cache", "--jobs", "2"], ["--jobs", "2"], ["--jobs", "1"]):
        assert told(cached, "samples", "--isolated", *args) == plain


def test_a_second_run_lints_nothing(cached: Run, request: pytest.FixtureRequest) -> None:
    first = cached("menus")
    request.getfixturevalue("no_linting")
    assert cached("menus") == first
    assert cached("menus", "--no-cache").code == 3


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("menus/loop.yaml", GOOD),
        ("menus/sub/loop.yaml", GOOD),
        (".ivrlint.yaml", "rules: {doom-loop: info}\n"),
        (".ivrlint.yaml", "rules: {doom-loop: inof}\n"),
        ("menus/sub/.ivrlint.yaml", "rules: {doom-loop: off}\n"),
        ("menus/sub/.ivrlint.yaml", "exclude: [loop.yaml]\n"),
        ("menus/new.yaml", LOOP),
    ],
)
def test_whatever_changes_it_is_told_as_if_nothing_were_kept(cached: Run, file: str, text: str) -> None:
    before = cached("menus")
    Path(file).write_text(text, encoding="utf-8")
    after = cached("menus")
    assert after == cached("menus", "--no-cache")
    assert after != before


def test_a_rule_of_ones_own_that_changes_judges_anew(cached: Run) -> None:
    rule = Path("own/structure/my-loop.yaml")
    rule.parent.mkdir(parents=True)
    text = (SAMPLES.parent / "rules/structure/doom-loop.yaml").read_text(encoding="utf-8")
    rule.write_text(text.replace("id: doom-loop", "id: my-loop"), encoding="utf-8")
    before = cached("menus", "--rules", "own")
    assert "my-loop" in before.out
    rule.write_text(rule.read_text(encoding="utf-8").replace("severity: error", "severity: info"), encoding="utf-8")
    after = cached("menus", "--rules", "own")
    assert after == cached("menus", "--rules", "own", "--no-cache")
    assert after != before


def test_mistakes_of_a_configuration_are_told_again_each_time(cached: Run) -> None:
    Path(".ivrlint.yaml").write_text("rules: {doom-lop: off}\n", encoding="utf-8")
    first = cached("menus")
    assert first.code == 2
    assert "doom-lop" in first.err
    assert cached("menus") == first


@pytest.mark.parametrize("text", ["rules: [\n", "- a\n", "\ud800"])
def test_a_configuration_that_cannot_be_read_is_not_taken_for_none(cached: Run, text: str) -> None:
    Path(".ivrlint.yaml").unlink()
    assert cached("menus/good.yaml").code == 0
    Path(".ivrlint.yaml").write_text(text, encoding="utf-8", errors="surrogatepass")
    again = cached("menus/good.yaml")
    assert again.code == 2
    assert again.err.startswith(".ivrlint.yaml")


def test_a_rule_that_there_is_not_is_told_each_time(cached: Run) -> None:
    assert cached("menus").code == 2
    for _ in range(2):
        ran = cached("menus", "--select", "doom-lop")
        assert (ran.code, "doom-lop" in ran.err) == (2, True)


def files() -> set[str]:
    return {str(path) for path in Path().rglob("*") if path.is_file()}


def test_nothing_is_written_but_into_the_folder_of_the_cache(cached: Run) -> None:
    before = files()
    cached("menus", "--cache", "kept")
    assert files() - before
    assert all(path.startswith("kept/") for path in files() - before)
    assert Path("kept/.gitignore").read_text(encoding="utf-8") == "*\n"


def test_without_a_folder_it_is_kept_where_the_user_keeps_such_things(cached: Run) -> None:
    before = files()
    cached("menus")
    assert files() - before
    assert all(path.startswith("home/ivrlint/") for path in files() - before)


@pytest.mark.parametrize("args", [("--no-cache",), ("--no-cache", "--cache", "kept")])
def test_with_no_cache_nothing_is_written(cached: Run, args: tuple[str, ...]) -> None:
    before = files()
    cached("menus", *args)
    assert files() == before


def test_the_environment_says_the_same_as_the_options(cached: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IVRLINT_CACHE", "kept")
    cached("menus")
    assert Path("kept").is_dir()
    cached("menus", "--cache", "other")
    assert Path("other").is_dir()
    monkeypatch.setenv("IVRLINT_NO_CACHE", "1")
    before = files()
    Path("menus/loop.yaml").write_text(GOOD, encoding="utf-8")
    cached("menus")
    assert files() == before
    monkeypatch.setenv("IVRLINT_JOBS", "none")
    ran = cached("menus")
    assert ran.code == 2
    assert "'none' is neither a number of processes (1 to 256) nor auto" in ran.err


@pytest.mark.parametrize("place", ["good.yaml", "good.yaml/kept", "/dev/null/kept"])
def test_a_folder_that_cannot_be_written_is_no_error(cached: Run, place: str) -> None:
    assert cached("menus", "--cache", place) == cached("menus", "--no-cache")


@pytest.mark.parametrize("wish", ["0", "-1", "257", "many", "1.5", "²"])
def test_other_than_a_number_of_processes_is_a_usage_error(run: Run, wish: str) -> None:
    ran = run("good.yaml", f"--jobs={wish}")
    assert ran.code == 2
    assert "is neither a number of processes (1 to 256) nor auto" in ran.err


@pytest.mark.parametrize("wish", ["1", "2", "256", "auto"])
def test_any_number_of_processes_will_do(run: Run, wish: str) -> None:
    assert run("good.yaml", "--jobs", wish) == run("good.yaml")


def test_there_are_as_many_processors_as_the_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 3, 5}, raising=False)
    assert processors() == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert processors() == 1


@pytest.mark.usefixtures("several")
def test_times_are_measured_in_one_process(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "shared", None)
    assert run("loop.yaml", "good.yaml", "--jobs", "2", "--show-timings").code == 1


@pytest.mark.usefixtures("several", "no_linting")
def test_a_bug_in_another_process_is_told_in_one_line(run: Run) -> None:
    ran = run("loop.yaml", "good.yaml", "--jobs", "2")
    assert ran.code == 3
    assert ran.err.startswith("ivrlint: this is a bug in ivrlint (TypeError: ")
    assert len(ran.err.splitlines()) == 1


@pytest.mark.usefixtures("several")
def test_an_interruption_ends_all_processes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pool, "as_completed", interrupt)
    assert run("loop.yaml", "good.yaml", "--jobs", "2").code == 130


def test_runs_at_the_same_time_share_a_cache(cached: Run) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "IVRLINT_NO_CACHE"}
    command = [sys.executable, "-m", "ivrlint", "menus", "--cache", "kept"]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) for _ in range(4)
    ]
    ran = {(each.communicate(timeout=60), each.returncode) for each in started}
    plain = cached("menus", "--no-cache")
    assert ran == {((plain.out, plain.err), plain.code)}
    assert not list(Path("kept").rglob("*.part"))
    assert cached("menus", "--cache", "kept") == plain


def test_a_real_process_forks_and_tells_each_line_once(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"m{number}.yaml").write_text(LOOP + f"  # {'words ' * 450}\n", encoding="utf-8")
    one, two = (process(".", "--jobs", jobs, "--format", "concise", cwd=tmp_path) for jobs in "12")
    assert (two.returncode, two.stdout, two.stderr) == (one.returncode, one.stdout, one.stderr)
    assert len(set(one.stdout.splitlines())) == len(one.stdout.splitlines()) > 400


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {"XDG_CACHE_HOME": "/x"}, "/x/ivrlint"),
        ("linux", {"XDG_CACHE_HOME": "not/absolute"}, "/home/me/.cache/ivrlint"),
        ("linux", {}, "/home/me/.cache/ivrlint"),
        ("darwin", {}, "/home/me/Library/Caches/ivrlint"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/ivrlint"),
        ("win32", {}, ""),
    ],
)
def test_each_platform_has_its_place(
    platform: str, environment: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    assert usual_folder(platform, environment) == folder


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_whoever_has_no_home_has_no_folder_in_the_root_of_the_disk(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "")
    assert usual_folder(platform, {}) == ""


class Terminal(io.StringIO):
    """A stream that says it is one."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_module, "_PATIENCE", 0)
    monkeypatch.setattr(progress_module, "_PAUSE", 0)


def seen(told: str) -> str:
    """What a terminal shows of a line in the end."""
    shown = ""
    for part in told.split("\r"):
        shown = part + shown[len(part) :]
    return shown.rstrip()


@pytest.mark.usefixtures("at_once")
def test_a_terminal_shows_how_far_a_run_is_and_nothing_of_it_is_left() -> None:
    stream = Terminal()
    line = Progress(stream)
    line("files", 250, 1000)
    assert seen(stream.getvalue()) == "linting [######------------------] 250 of 1000 files"
    line("groups", 3, 3)
    assert seen(stream.getvalue()) == "linting [########################] 3 of 3 groups"
    line.wipe()
    assert seen(stream.getvalue()) == ""
    assert stream.getvalue().endswith("\r")


def test_a_short_run_shows_nothing() -> None:
    stream = Terminal()
    line = Progress(stream)
    line("files", 1, 2)
    line.wipe()
    assert stream.getvalue() == ""


@pytest.mark.parametrize("environment", [{"CI": "true"}, {"TERM": "dumb"}])
def test_where_nobody_looks_nothing_is_shown(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert progress({"TERM": "xterm"}) is not None
    assert progress(environment) is None
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert progress({"TERM": "xterm"}) is None


@pytest.mark.usefixtures("at_once")
def test_the_line_is_wiped_before_findings_are_told_and_quiet_shows_none(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    plain = run("loop.yaml", "good.yaml")
    assert "2 of 2 groups of files" in stream.getvalue()
    assert seen(stream.getvalue()) == ""
    assert plain.code == 1
    monkeypatch.setattr(sys, "stderr", silent := Terminal())
    run("loop.yaml", "good.yaml", "--quiet")
    assert silent.getvalue() == ""
