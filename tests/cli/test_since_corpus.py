"""--since with real applications, whose files are linked with one another in all ways that there are."""

import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from command_line import Run
from repository import NOBODY, Repository
from since_runs import report

from ivrlint.readers.files import read_paths

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
FORMATS = sorted(path.name for path in CORPUS.iterdir() if path.is_dir()) if CORPUS.is_dir() else []
APPLICATIONS = [
    path.relative_to(CORPUS).as_posix() for name in FORMATS for path in sorted((CORPUS / name).iterdir()) if path.is_dir()
]
KEPT = ("SOURCES.tsv", "LICENSES.md")

pytestmark = [
    pytest.mark.skipif(not FORMATS, reason="the real files are not at hand"),
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
]


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """All real files in one repository, in one commit."""
    made = Repository(tmp_path_factory.mktemp("corpus"))
    for name in FORMATS:
        shutil.copytree(CORPUS / name, made.folder / name, ignore=shutil.ignore_patterns(*KEPT))
    made.commit()
    return made


@pytest.fixture
def real(run: Run, committed: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name, value in NOBODY.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(committed.folder)
    return committed


def _single(name: str) -> list[str]:
    return sorted(f"{name}/{path.name}" for path in Path(name).iterdir() if path.is_file())


@pytest.mark.parametrize("name", [*FORMATS, *APPLICATIONS])
def test_where_nothing_differs_that_is_said_of_each_application_and_of_all_together(
    run: Run, real: Repository, name: str
) -> None:
    assert run(name, "--since", "HEAD") == (0, "", "no flow that is named differs from HEAD\n")


@pytest.mark.parametrize("name", FORMATS)
def test_where_nothing_differs_that_is_said_of_files_that_are_named_one_by_one(run: Run, real: Repository, name: str) -> None:
    files = _single(name)
    if files:
        assert run(*files, "--since", "HEAD") == (0, "", "no flow that is named differs from HEAD\n")


@pytest.mark.parametrize("name", APPLICATIONS)
def test_an_empty_line_makes_nothing_new(run: Run, real: Repository, name: str) -> None:
    file = Path(Random(name).choice(sorted(read_paths([name]).texts)))
    text = file.read_bytes()
    try:
        file.write_bytes(text + b"\n" if text.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml") else b"\n" + text)
        ran = run(name, "--since", "HEAD", "--format", "concise", "--no-calls", "--quiet", "--fail-on", "info")
        assert (ran.out, ran.code) == ("", 0), (str(file), ran.err)
    finally:
        file.write_bytes(text)


def test_what_was_found_by_the_calls_of_a_file_that_has_none_any_more_is_not_new(run: Run, real: Repository) -> None:
    """Menus and words change places: the file of the menus is linked still, as words that others may say."""
    name = "freeswitch/prashant-lintel__freeswitch_backup__conf"
    menus = Path(name, "ivr_menus/requirement_ivr2.xml")
    words = next(Path(name).rglob("sounds.xml"))
    texts = menus.read_bytes(), words.read_bytes()
    before = _found(run, name)
    try:
        words.write_bytes(texts[0])
        menus.write_bytes(texts[1])
        assert _found(run, name, "--since", "HEAD") == _found(run, name) - before
    finally:
        menus.write_bytes(texts[0])
        words.write_bytes(texts[1])


def _found(run: Run, *args: str) -> Counter[tuple[str, ...]]:
    """What is told, each with its file, rule, step in its own file, and what it is about there."""
    told = report(run, *args, "--no-calls")["findings"]
    return Counter((each["file"], each["rule"], each["step"].rpartition("#")[2], each["about"]) for each in told)
