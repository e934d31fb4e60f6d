"""Work that several processes share."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runs import FEW, Runs, flow, same, write

from ivrlint.config.choices import Choices
from ivrlint.config.settings import Configurations
from ivrlint.flow import Refusal
from ivrlint.running import Run, hands, pool
from ivrlint.running.hands import Elsewhere, Hands
from ivrlint.running.value import How, Source
from ivrlint.running.workshop import Workshop

HERE = os.getpid()


def opened() -> Workshop:
    return Workshop(How(), lambda _file, _linked: FEW)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(hands, "MUCH", 0)
    monkeypatch.setattr(pool, "LONGEST", 2)
    write("menus/a.yaml", flow("b.yaml"))
    write("menus/b.yaml", flow("nowhere.yaml"))
    for name in "cdefg":
        write(f"menus/{name}.yaml", flow(words=f"This is {name}."))
    write("menus/words.txt", "no flow")
    write("menus/broken.yaml", "ivr: 1\nsteps: {\n")
    return tmp_path


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=300), st.integers(1, 8))
def test_every_task_is_in_one_share_in_order_and_no_share_is_long(sizes: list[int], jobs: int) -> None:
    shares = list(pool.shares_of(sizes, jobs))
    assert [number for share in shares for number in share] == list(range(len(sizes)))
    assert all(0 < len(share) <= pool.LONGEST for share in shares)
    for share in shares:
        assert len(share) == 1 or sum(sizes[number] for number in share) <= sum(sizes) / jobs


def test_several_processes_find_the_same_and_tell_how_far_they_are() -> None:
    told: list[tuple[str, int, int]] = []
    run = Run(How(), Hands(opened, opened, 2, lambda *far: told.append(far)))
    assert same(run.report(["menus"]), Runs(None).anew("menus"))
    files = [done for what, done, of in told if what == "files"]
    assert files == list(range(1, len(files) + 1))
    assert all(of == len(files) for what, _, of in told if what == "files")
    assert ("groups of files", 1, 1) in told


def test_other_processes_than_this_one_do_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def finish(_self: Workshop, source: Source) -> str:
        assert os.getpid() != HERE
        return source.file

    monkeypatch.setattr(Workshop, "finish", finish)
    sources = [Source(str(number), "named", b"x") for number in range(9)]
    made = dict(Hands(opened, opened, 3).read(sources))
    assert made == {number: str(number) for number in range(9)}


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_job_or_one_file_needs_no_other_process(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    monkeypatch.setattr(pool, "shared", None)
    paths = ["menus/c.yaml"] if jobs > 1 else ["menus"]
    assert same(Run(How(), Hands(opened, opened, jobs)).report(paths), Runs(None).anew(*paths))


def test_what_a_process_leaves_undone_that_was_ended_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Workshop.finish

    def finish(self: Workshop, source: Source) -> object:
        if os.getpid() != HERE and source.file.endswith("f.yaml"):
            os._exit(9)
        return whole(self, source)

    monkeypatch.setattr(Workshop, "finish", finish)
    assert same(Run(How(), Hands(opened, opened, 2)).report(["menus"]), Runs(None).anew("menus"))


@pytest.mark.parametrize("error", [OSError("too many processes"), NotImplementedError("no semaphores"), ImportError("no locks")])
def test_where_no_process_can_be_started_all_is_done_here(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(pool, "ProcessPoolExecutor", refuse)
    assert same(Run(How(), Hands(opened, opened, 2)).report(["menus"]), Runs(None).anew("menus"))


def test_a_mistake_in_another_process_is_one_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def finish(_self: Workshop, _source: Source) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Workshop, "finish", finish)
    with pytest.raises(ZeroDivisionError):
        Run(How(), Hands(opened, opened, 2)).report(["menus"])


def test_processes_that_begin_anew_do_the_same_as_forked_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    choices = Choices(str(Path.cwd()))
    terms = Configurations(choices).terms
    one = Run(How(), Hands(lambda: Workshop(How(), terms))).report(["menus"])
    monkeypatch.setattr(pool, "_context", lambda _platform: multiprocessing.get_context("spawn"))
    several = Run(How(), Hands(lambda: Workshop(How(), terms), Elsewhere(How(), choices, (".kept", "1")), 2)).report(["menus"])
    assert same(several, one)
    assert any(Path(".kept").glob("??/*"))


def test_a_workshop_elsewhere_finds_the_same() -> None:
    here = Configurations(Choices(str(Path.cwd())))
    source = Source("menus/c.yaml", "named", Path("menus/c.yaml").read_bytes())
    made = [
        opening().finish(source) for opening in (Elsewhere(How(), here.choices), Elsewhere(How(), here.choices, (".kept", "1")))
    ]
    report = Workshop(How(), here.terms).finish(source).report
    assert report
    assert [each.report for each in made] == [report, report]


def test_a_process_does_its_share_and_keeps_no_flows() -> None:
    sources = [Source(name, "named", Path(name).read_bytes()) for name in ("menus/b.yaml", "menus/c.yaml")]
    leading, alone = pool._work(opened, "finish", sources)
    assert (leading.report, leading.card.leads_to) == (None, ("menus/nowhere.yaml",))
    assert alone.report
    assert pool._shop(opened)._kept == {}


def test_only_linux_forks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pool._context("linux").get_start_method() == "fork"
    assert pool._context("darwin").get_start_method() == multiprocessing.get_start_method()


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_ctrl_c_ends_all_processes_at_once_and_without_a_word() -> None:
    for number in range(400):
        write(f"many/{number}.yaml", flow(words=f"{number} {'words ' * 600}"))
    running = subprocess.Popen(
        [sys.executable, "-m", "ivrlint", "many", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    while len(children.read_text(encoding="ascii").split()) < 2:
        assert running.poll() is None
        time.sleep(0.01)
    time.sleep(0.1)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err.strip()) == (130, b"", b"")
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


def test_what_cannot_be_read_has_no_size() -> None:
    assert Source("x", "named", Refusal("x", "is gone")).size == 0
