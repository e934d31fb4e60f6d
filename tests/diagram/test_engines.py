"""Engines: which one draws, and what is said when none can."""

import stat
import subprocess
import sys
import sysconfig
from importlib import metadata

import pytest
from pictures import SHOP, analysed, council

from ivrlint.diagram import NotDrawn, dot, engines, render

SOURCE = "digraph {\n\ta -> b\n\tsubgraph cluster_0 {\n\t\tb\n\t}\n}\n"
BEGINS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF", "dot": b"digraph"}


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A folder that is the only place where engines are looked for; put a program there."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(sysconfig, "get_path", lambda *_: str(tmp_path))
    monkeypatch.setattr(engines, "_recorded", lambda: None)

    def put(name, script):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)

    return put


def packaged(version="16.1.0", draws="echo drawn by packaged"):
    return f'if [ "$1" = -V ]; then echo "graphviz-pure version 0.2.2 (Rust port of Graphviz {version})"; exit; fi\n{draws}'


def system(version="2.43.0", draws="echo drawn by system"):
    return f'if [ "$1" = -V ]; then echo "dot - graphviz version {version} (0)" >&2; exit; fi\n{draws}'


@pytest.mark.parametrize("kind", ["svg", "png", "dot"])
def test_a_picture_can_be_drawn_without_a_system_package(kind):
    assert render(dot(analysed(SHOP)), kind).startswith(BEGINS[kind])


@pytest.mark.parametrize("engine", engines.engines_for("svg"), ids=lambda engine: engine.name)
@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
@pytest.mark.parametrize("text", [SHOP, council(9, 5), council(12, 14)], ids=["small", "sheet", "large"])
def test_every_engine_draws_every_size(engine, kind, text):
    if engine.packaged and kind == "pdf":
        pytest.skip("the packaged engine has no PDF")
    source = dot(analysed(text))
    picture = engines._attempts(engine, source.encode(), engines._options(source, kind), 60)
    assert isinstance(picture, bytes)
    assert picture.startswith(BEGINS[kind])


def test_an_unknown_kind_is_refused():
    assert render(SOURCE, "jpg").message == '"jpg" is not a kind of picture that can be drawn; choose one of svg, png, pdf, dot'


def test_what_was_not_drawn_stays_so():
    assert render(NotDrawn("no such step"), "svg") == NotDrawn("no such step")


def test_text_that_is_no_dot_is_not_drawn():
    assert "could not draw the picture (exit status 1)" in render("digraph {", "svg").message


def test_the_packaged_engine_draws_when_the_system_has_an_older_one(shelf):
    shelf("graphviz-pure", packaged())
    shelf("dot", system())
    assert render(SOURCE, "svg") == b"drawn by packaged\n"


def test_the_packaged_engine_draws_when_both_are_equally_new(shelf):
    shelf("graphviz-pure", packaged("16.1.0"))
    shelf("dot", system("16.1.0"))
    assert render(SOURCE, "svg") == b"drawn by packaged\n"


def test_a_newer_engine_of_the_system_is_preferred(shelf):
    shelf("graphviz-pure", packaged("16.1.0"))
    shelf("dot", system("16.10.0"))
    assert render(SOURCE, "svg") == b"drawn by system\n"


def test_the_engine_of_the_system_draws_alone(shelf):
    shelf("dot", system())
    assert render(SOURCE, "svg") == b"drawn by system\n"


def test_pdf_is_drawn_by_the_system_whatever_its_age(shelf):
    shelf("graphviz-pure", packaged())
    shelf("dot", system("2.30"))
    assert render(SOURCE, "pdf") == b"drawn by system\n"


def test_without_graphviz_of_the_system_there_is_no_pdf_but_a_hint(shelf):
    shelf("graphviz-pure", packaged())
    message = render(SOURCE, "pdf").message
    assert "install Graphviz" in message
    assert "svg or png" in message


def test_without_any_engine_it_is_said_what_to_install(shelf):
    message = render(SOURCE, "svg").message
    assert "graphviz-pure" in message
    assert "install Graphviz" in message
    assert render(SOURCE, "dot") == SOURCE.encode()


def test_a_picture_that_fails_is_tried_again_without_frames(shelf):
    shelf("graphviz-pure", packaged(draws='case "$*" in *clusterrank=none*) echo second;; *) echo trouble >&2; exit 1;; esac'))
    assert render(SOURCE, "svg") == b"second\n"


def test_without_frames_the_packaged_engine_draws_none():
    engine = engines.engines_for("svg")[0]
    framed = subprocess.run([engine.path, "-Tsvg"], input=SOURCE.encode(), capture_output=True, check=True).stdout
    plain = subprocess.run(
        [engine.path, "-Tsvg", "-Gclusterrank=none"], input=SOURCE.encode(), capture_output=True, check=True
    ).stdout
    assert framed.count(b'class="cluster"') == 1
    assert plain.count(b'class="cluster"') == 0


def test_when_one_engine_fails_the_next_is_tried(shelf):
    shelf("graphviz-pure", packaged(draws="exit 1"))
    shelf("dot", system())
    assert render(SOURCE, "svg") == b"drawn by system\n"


def test_what_an_engine_complains_about_is_not_passed_on(shelf):
    shelf("dot", system(draws="echo secret trouble in init_rank >&2; exit 3"))
    assert render(SOURCE, "svg") == NotDrawn("dot 2.43.0 could not draw the picture (exit status 3); the kind dot still works")


def test_an_engine_that_draws_nothing_has_failed(shelf):
    shelf("dot", system(draws="exit 0"))
    assert "exit status 0" in render(SOURCE, "svg").message


def test_a_picture_that_takes_too_long_is_given_up(shelf):
    shelf("dot", system(draws="exec /bin/sleep 20"))
    assert render(SOURCE, "svg", time_limit=0.2) == NotDrawn(
        "dot 2.43.0 did not finish the picture within 0.2 s; draw a part of it (--focus STEP --within N)"
    )


def test_an_engine_that_does_not_tell_its_version_is_none(shelf):
    shelf("dot", "echo hello")
    assert "install Graphviz" in render(SOURCE, "svg").message


def test_an_engine_that_cannot_be_started_is_none(tmp_path):
    broken = tmp_path / "dot"
    broken.write_bytes(b"\x7fELF broken")
    broken.chmod(0o755)
    assert engines._version(str(broken)) == ()
    gone = engines.Engine(str(tmp_path / "gone"), (1, 2), packaged=False)
    assert engines._attempts(gone, b"", [], 1) == f"dot 1.2 could not be started ({tmp_path / 'gone'})"


def test_the_packaged_engine_is_found_where_pip_says_it_is():
    program = engines._recorded()
    assert program is not None
    assert engines._version(program) >= (16,)


def test_the_packaged_engine_need_not_be_installed(monkeypatch):
    def missing(_):
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "files", missing)
    assert engines._recorded() is None


def test_pictures_for_paper_have_more_dots_than_large_ones():
    assert engines._options(dot(analysed(SHOP)), "png") == ["-Tpng", "-Gdpi=150"]
    assert engines._options(dot(analysed(council(12, 14))), "png") == ["-Tpng", "-Gdpi=96"]
    assert engines._options(dot(analysed(SHOP)), "svg") == ["-Tsvg"]
