"""The stamp of a picture: by it a picture is known to be current, whichever engine has drawn it."""

import struct
import subprocess
import xml.etree.ElementTree as ET
from shutil import which
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures import SHOP, analysed

from ivrlint.diagram import dot, render
from ivrlint.diagram.engines import engines_for
from ivrlint.diagram.stamp import Stamp, stamp_for, stamp_of, stamped

SOURCE = dot(analysed(SHOP))
KINDS = [kind for kind in ("svg", "png", "pdf") if engines_for(kind)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_carries_its_stamp(kind):
    picture = render(SOURCE, kind)
    stamp = stamp_for("menus/shop.yaml", SOURCE)
    assert stamp_of(picture) is None
    assert stamp_of(stamped(picture, kind, stamp)) == stamp


def test_the_digest_is_that_of_the_text_alone():
    assert stamp_for("a.yaml", SOURCE).digest == stamp_for("b.yaml", SOURCE).digest
    assert stamp_for("a.yaml", SOURCE).digest != stamp_for("a.yaml", SOURCE + " ").digest


def test_dot_is_left_as_it_is():
    assert stamped(SOURCE.encode(), "dot", stamp_for("a.yaml", SOURCE)) == SOURCE.encode()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_whatever_a_file_is_called_an_svg_stays_well_formed_and_its_name_is_read_again(name):
    stamp = Stamp(name, "0" * 64)
    svg = stamped(b"<svg xmlns='http://www.w3.org/2000/svg'/>\n", "svg", stamp)
    assert ET.fromstring(svg).tag.endswith("svg")  # noqa: S314 - our own
    assert stamp_of(svg) == stamp


def test_the_chunks_of_a_png_stay_whole():
    data = stamped(render(SOURCE, "png"), "png", stamp_for("shop.yaml", SOURCE))
    place, names = 8, []
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        chunk, sum_ = data[place + 4 : place + 8 + length], data[place + 8 + length : place + 12 + length]
        assert struct.unpack(">I", sum_) == (crc32(chunk),)
        names.append(chunk[:4])
        place += 12 + length
    assert names[-2:] == [b"tEXt", b"IEND"]


@pytest.mark.skipif("pdf" not in KINDS or not which("pdfinfo"), reason="no engine for PDF, or nothing that reads it")
def test_a_pdf_stays_one_that_readers_need_not_mend(tmp_path):
    (tmp_path / "shop.pdf").write_bytes(stamped(render(SOURCE, "pdf"), "pdf", stamp_for("shop.yaml", SOURCE)))
    read = subprocess.run(["pdfinfo", tmp_path / "shop.pdf"], capture_output=True, text=True, check=False)
    assert (read.returncode, read.stderr) == (0, "")
    assert "Pages:           1" in read.stdout


def test_a_pdf_without_an_end_is_left_as_it_is():
    assert stamped(b"%PDF-1.7", "pdf", Stamp("a", "0" * 64)) == b"%PDF-1.7"
