"""Hostile versions of every format: cut, flipped, doubled, nested. Nothing raises, nothing takes all the memory.

`IVRLINT_FUZZ=2000 pytest tests/test_fuzzing.py` tries 2,000 mutants of each seed; without it, a few.
"""

import io
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ivrlint.bundled import RULES
from ivrlint.diagram import dot
from ivrlint.linting import analysis_of_all, lint_flows
from ivrlint.readers import FORMATS
from ivrlint.readers.files import Given, read_paths
from ivrlint.rule import load_rules

ROOT = Path(__file__).parent.parent
MUTANTS = int(os.environ.get("IVRLINT_FUZZ", "12"))
EXPORTS = ROOT / "samples" / "exports"


def seeds():
    """Each export by its name, a folder as the archive that it would be."""
    for path in sorted(EXPORTS.iterdir()):
        if path.is_dir():
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w") as archive:
                for inner in sorted(path.rglob("*.json")):
                    archive.write(inner, inner.relative_to(path))
            yield path.name + ".zip", packed.getvalue()
        elif path.suffix not in {".out", ".svg"}:
            yield path.name, path.read_bytes()


SEEDS = dict(seeds())
CORPUS = ROOT.parent / "shared" / "corpus"
PIECES = [
    *b'{ } [ ] " < > & \0 \xff , : ${ $[ ( => <!-- --> <![CDATA[ null true -1 1e999 {{ }} # * \\'.split(b" "),
    b"\n",
    b"\t",
    b"9" * 400,
]


@pytest.fixture(scope="module")
def rules():
    return load_rules([RULES])[0]


def survive(data, name, rules):
    """Read, lint and draw, as the command line does."""
    reading = read_paths(["-"], Given(name, data))
    report = lint_flows(reading, rules)
    for flow in reading.flows.values():
        whole = analysis_of_all(flow)
        if whole is not None and len(flow.steps) < 200:
            dot(whole, report.findings)
    assert reading.flows or reading.problems


def mutants(data, rng, number):
    """Versions of a file that are broken at random."""
    for _ in range(number):
        broken = bytearray(data)
        for _ in range(rng.choice((1, 1, 2, 5))):
            at = rng.randrange(len(broken) + 1)
            what = rng.randrange(5)
            if what == 0 and at < len(broken):
                broken[at] ^= 1 << rng.randrange(8)
            elif what == 1:
                del broken[at : at + rng.choice((1, 5, 40))]
            elif what == 2:
                broken[at:at] = rng.choice(PIECES)
            elif what == 3:
                begin = rng.randrange(len(broken) + 1)
                broken[at:at] = broken[begin : begin + rng.choice((3, 30, 200))]
            else:
                lines = broken.splitlines(keepends=True)
                rng.shuffle(lines) if len(lines) < 5 else lines.insert(rng.randrange(len(lines)), rng.choice(lines))
                broken = bytearray(b"".join(lines))
        yield bytes(broken)


def test_there_is_a_seed_for_each_format():
    found = {flow.format for name, data in SEEDS.items() for flow in read_paths(["-"], Given(name, data)).flows.values()}
    assert found >= {known.name for known in FORMATS if known.name not in {"native", "twilio-studio"}}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_file_that_is_cut_at_any_place_is_survived(seed, rules):
    data = SEEDS[seed]
    for twentieth in range(20):
        survive(data[: len(data) * twentieth // 20], seed, rules)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_file_that_is_broken_at_random_is_survived(seed, rules):
    for mutant in mutants(SEEDS[seed], random.Random(seed), MUTANTS):
        survive(mutant, seed, rules)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real files are not at hand")
@pytest.mark.parametrize("folder", sorted(path.name for path in CORPUS.iterdir()) if CORPUS.is_dir() else ["none"])
def test_real_files_that_are_broken_are_survived(folder, rules):
    rng = random.Random(folder)
    files = sorted(path for path in (CORPUS / folder).rglob("*") if path.is_file() and path.stat().st_size < 60_000)
    for path in rng.sample(files, min(len(files), 4 if MUTANTS < 100 else len(files))):
        data = path.read_bytes()
        survive(data[: len(data) * rng.randrange(20) // 20], path.name, rules)
        for mutant in mutants(data, rng, max(MUTANTS // 10, 1)):
            survive(mutant, path.name, rules)


DEEP = 100_000
HOSTILE = {
    "elements": b"<vxml>" * DEEP,
    "elements that all end": b"<Response>" + b"<Gather>" * DEEP + b"</Gather>" * DEEP + b"</Response>",
    "menus": b'<include><menu name="a" greet-long="b">' * DEEP,
    "attributes": b"<vxml " + b" ".join(b'a%d="1"' % number for number in range(DEEP)) + b"/>",
    "lists in a flow": b'{"Version": "2019-10-30", "StartAction": "a", "Actions": ' + b"[" * DEEP,
    "objects in a flow": b'{"sections": {"main": ' + b'{"a":' * DEEP,
    "lists in yaml": b"inboundCall:\n  name: x\n  tasks: " + b"[" * DEEP,
    "indents in yaml": b"inboundCall:\n" + b"".join(b" " * (number % 3000) + b"a:\n" for number in range(1, 3000)),
    "brackets in a dialplan": b"[a]\nexten => s,1,Set(x=" + b"${" * DEEP + b"\nexten => s,n,Goto(" + b"(" * DEEP,
    "expressions": b"[a]\nexten => s,1,GotoIf(" + b"$[" * DEEP + b"1" + b"]" * DEEP + b"?1)\n",
    "comments": b"[a]\n" + b";--" * DEEP + b"\nexten => s,1,Hangup()\n",
    "contexts that include each other": b"".join(
        b"[c%d]\ninclude => c%d\ninclude => c%d\nexten => 1,1,Goto(c%d,1,1)\n" % (n, (n + 1) % 2000, (n * 7) % 2000, n)
        for n in range(2000)
    ),
    "an entity bomb": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "lol">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]><vxml>&a11;</vxml>",
    "an external entity": b'<?xml version="1.0"?><!DOCTYPE vxml [<!ENTITY x SYSTEM "file:///etc/passwd">]><vxml>&x;</vxml>',
    "base64": b"JTdCJTIy" * DEEP,
    "a zip that is none": b"PK\x03\x04" + bytes(1000),
}


@pytest.mark.skipif(sys.platform == "win32", reason="memory is limited by ulimit")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_take_neither_the_memory_nor_the_day(name, tmp_path):
    (tmp_path / "hostile").write_bytes(HOSTILE[name])
    limited = f'ulimit -v 2000000; exec "{sys.executable}" -m ivrlint hostile --no-calls'
    ran = subprocess.run(["bash", "-c", limited], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode in (0, 1, 2)
    assert "Traceback" not in ran.stderr
    assert "passwd" not in ran.stdout.replace("/etc/passwd", "")
    assert len(ran.stderr.splitlines()) < 10
