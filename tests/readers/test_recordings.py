"""Recordings at hand: how long they take, and their words."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest

from ivrlint.flow import Flow, HangUp, Mark, Prompt, Say
from ivrlint.readers import recordings
from ivrlint.readers.files import Given, read_paths, read_text
from ivrlint.readers.recordings import EXTENSIONS, with_recordings

MARK = Mark("menu.yaml", 1, 1, 1, 2)
SECONDS = 3


def wav(code: int, rate: int, bits: int, data: bytes, *, block: int = 1, extra: bytes = b"") -> bytes:
    """A WAV file at 8,000 samples a second, without a `fact` chunk; `rate` are its bytes a second."""
    head = struct.pack("<HHIIHH", code, 1, 8000, rate, block, bits) + extra
    chunks = b"fmt " + struct.pack("<I", len(head)) + head + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def mp3() -> bytes:
    """About three seconds of frames of 417 bytes, each 1152 samples at 44.1 kHz."""
    return (b"\xff\xfb\x90\x64" + b"\0" * 413) * round(SECONDS * 44100 / 1152)


GSM = wav(49, 1625, 0, b"\0" * 65 * 75, block=65, extra=struct.pack("<HH", 2, 320))
FILES = {
    "pcm.wav": wav(1, 16000, 16, b"\0" * 48000, block=2),
    "mulaw.wav": wav(7, 8000, 8, b"\0" * 24000),
    "alaw.wav": wav(6, 8000, 8, b"\0" * 24000),
    "gsm610.wav": GSM,
    "song.mp3": mp3(),
    "a.ulaw": b"\0" * 24000,
    "a2.ul": b"\0" * 24000,
    "b.alaw": b"\0" * 24000,
    "b2.al": b"\0" * 24000,
    "c.gsm": b"\0" * 33 * 150,
    "d.sln": b"\0" * 48000,
    "e.sln16": b"\0" * 96000,
    "f.g722": b"\0" * 24000,
}


def heard(folder: Path, *prompts: Prompt, language: str = "") -> list[Prompt]:
    """What becomes of the prompts of a flow that lies in a folder."""
    steps = {str(number): Say(name=str(number), mark=MARK, prompt=prompt) for number, prompt in enumerate(prompts)}
    found = with_recordings(Flow(file=f"{folder}/menu.yaml", format="x", mark=MARK, steps=steps, language=language))
    return [step.prompt for step in found.steps.values() if step.prompt]


def one(folder: Path, audio: str, text: str = "", language: str = "") -> Prompt:
    """What becomes of one prompt."""
    return heard(folder, Prompt(text, MARK, audio=audio), language=language)[0]


def put(folder: Path, **files: bytes | str) -> None:
    """Files by their names; `__` stands for a folder and `_` for a point."""
    for name, data in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())


@pytest.mark.parametrize("name", FILES)
def test_the_length_of_a_recording_is_its_real_one(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    assert one(tmp_path, name).seconds == pytest.approx(SECONDS, abs=0.03)


@pytest.mark.parametrize("folder", ["", "sounds/", "prompts/", "audio/", "sounds/en/"])
def test_recordings_lie_beside_the_flow(tmp_path: Path, folder: str) -> None:
    path = tmp_path / folder / "in" / "hello.ulaw"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\0" * 8000)
    assert one(tmp_path, "in/hello.ulaw", language="en-GB").seconds == 1
    assert one(tmp_path, "in/hello", language="en-GB").seconds == 1
    assert one(tmp_path, "in/other", language="en-GB").seconds == 0


def test_an_absolute_path_counts_as_it_is(tmp_path: Path) -> None:
    put(tmp_path, away__hello_ulaw=b"\0" * 8000)
    assert one(tmp_path / "flows", f"{tmp_path}/away/hello").seconds == 1
    assert one(tmp_path / "flows", f"{tmp_path}/away/gone").seconds == 0


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_the_usual_extensions_are_tried(tmp_path: Path, extension: str) -> None:
    data = FILES["pcm.wav"] if extension == ".wav" else mp3() if extension == ".mp3" else b"\0" * 16000
    (tmp_path / f"hello{extension}").write_bytes(data)
    found = one(tmp_path, "hello").seconds
    assert (found > 0) is (extension != ".ogg")


def test_the_first_extension_that_can_be_read_counts(tmp_path: Path) -> None:
    put(tmp_path, hello_wav=b"no recording", hello_ulaw=b"\0" * 8000)
    assert one(tmp_path, "hello").seconds == 1
    assert one(tmp_path, "hello.wav").seconds == 0


def test_several_recordings_follow_one_another(tmp_path: Path) -> None:
    put(tmp_path, a_ulaw=b"\0" * 8000, b_ulaw=b"\0" * 4000)
    assert one(tmp_path, "a & b.ulaw").seconds == 1.5
    assert one(tmp_path, "a & c").seconds == 0
    assert one(tmp_path, " & ").seconds == 0


@pytest.mark.parametrize("name", ["https://example.org/hello.ulaw", "hello {name}", "tones", "a\0b", "hello.ulaw/x", "x" * 5000])
def test_what_is_no_file_at_hand_stays_as_it_is(tmp_path: Path, name: str) -> None:
    put(tmp_path, hello_ulaw=b"\0" * 8000)
    assert one(tmp_path, name) == Prompt("", MARK, audio=name)


def test_folders_and_empty_and_huge_files_are_no_recordings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.ulaw").mkdir()
    put(tmp_path, b_ulaw=b"", c_ulaw=b"\0" * 100)
    assert [one(tmp_path, name).seconds for name in ("a", "b", "c")] == [0, 0, 0.013 if round(0.0125, 3) == 0.013 else 0.012]
    monkeypatch.setattr(recordings, "LARGEST", 50)
    assert one(tmp_path, "c").seconds == 0


def test_a_file_that_is_gone_again_has_no_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.ulaw").symlink_to(tmp_path / "nowhere")
    assert one(tmp_path, "a").seconds == 0


@pytest.mark.parametrize("data", [FILES["pcm.wav"][:at] for at in range(0, 60, 3)])
def test_a_recording_that_is_cut_short_never_raises(tmp_path: Path, data: bytes) -> None:
    put(tmp_path, a_wav=data)
    assert one(tmp_path, "a").seconds < 0.1


def test_flipped_bytes_never_raise(tmp_path: Path) -> None:
    for extension in (".wav", ".mp3", ".ogg", ".flac"):
        for at in range(0, 48, 2):
            data = bytearray(GSM[:4000] if extension == ".wav" else mp3()[:2000])
            data[at] ^= 0xFF
            (tmp_path / f"x{extension}").write_bytes(bytes(data))
            assert one(tmp_path, f"x{extension}").seconds >= 0


def test_only_what_is_there_of_a_recording_is_counted(tmp_path: Path) -> None:
    streamed = bytearray(FILES["mulaw.wav"])
    for length in (0, 0xFFFFFFFF, 10**9):
        streamed[40:44] = struct.pack("<I", length)
        put(tmp_path, a_wav=bytes(streamed))
        assert one(tmp_path, "a").seconds == SECONDS


def test_other_chunks_are_passed_over_and_what_is_missing_gives_no_length(tmp_path: Path) -> None:
    whole = FILES["mulaw.wav"]
    put(tmp_path, a_wav=whole[:12] + b"LIST" + struct.pack("<I", 3) + b"abc\0" + whole[12:])
    put(tmp_path, b_wav=whole[:12] + whole[36:], c_wav=whole[:12] + b"LIST\0\0\0\0" * 200 + whole[12:], d_wav=b"RIFX" + whole[4:])
    put(tmp_path, e_wav=whole[:12] + b"fmt \2\0\0\0ab" + whole[36:])
    assert [one(tmp_path, name).seconds for name in "abcde"] == [SECONDS, 0, 0, 0, 0]


def test_the_words_stand_in_a_text_beside_the_recording(tmp_path: Path) -> None:
    put(tmp_path, a_ulaw=b"\0" * 8000, a_txt="\ufeffFor bills,\n press {1}.\n", b_ulaw=b"\0" * 8000, b_txt="Thank you. [tone]")
    assert one(tmp_path, "a").text == "For bills, press {{1}}."
    assert one(tmp_path, "b & a").text == "Thank you. For bills, press {{1}}."
    assert one(tmp_path, "a", text="As written.").text == "As written."


def test_words_are_known_only_when_those_of_all_parts_are(tmp_path: Path) -> None:
    put(tmp_path, a_ulaw=b"\0" * 8000, a_txt="For bills, press 1.", b_ulaw=b"\0" * 8000)
    found = one(tmp_path, "a & b")
    assert (found.text, found.seconds) == ("", 2)


def test_the_words_stand_in_an_index_of_the_folder_or_one_above(tmp_path: Path) -> None:
    index = "; a remark\n\nhello: Hello there.\ndigits/1: one\nbroken line\nbeep: (this is a simple beep tone)\nhello: Again.\n"
    put(tmp_path, **{"sounds__core-sounds-en_txt": index}, sounds__hello_ulaw=b"\0" * 8000, sounds__digits__1_ulaw=b"\0" * 8000)
    put(tmp_path, sounds__beep_ulaw=b"\0" * 8000, sounds__other_ulaw=b"\0" * 8000)
    assert [one(tmp_path, name).text for name in ("hello", "digits/1", "beep", "other")] == ["Hello there.", "one", "", ""]


def test_large_and_broken_transcripts_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordings, "LARGEST_TRANSCRIPT", 10)
    put(tmp_path, a_ulaw=b"\0" * 8000, a_txt="more than ten characters", b_ulaw=b"\0" * 8000, b_txt=b"\xff!")
    (tmp_path / "c.ulaw").write_bytes(b"\0" * 8000)
    (tmp_path / "c.txt").mkdir()
    assert [one(tmp_path, name).text for name in "abc"] == ["", "\ufffd!", ""]


def test_a_length_that_is_known_and_words_that_are_only_a_part_stay(tmp_path: Path) -> None:
    put(tmp_path, a_ulaw=b"\0" * 8000)
    known, part = Prompt("", MARK, audio="a", seconds=9.0), Prompt("And then", MARK, audio="a", complete=False)
    assert heard(tmp_path, known, part) == [known, part]


def test_a_flow_without_recordings_is_the_very_same_and_costs_nothing() -> None:
    steps = {"a": HangUp(name="a", mark=MARK), "b": Say(name="b", mark=MARK, prompt=Prompt("Hello.", MARK))}
    flow = Flow(file="menu.yaml", format="native", mark=MARK, steps=steps)
    assert with_recordings(flow) is flow


def test_the_library_is_loaded_only_for_recordings_that_need_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tinytag", None)
    put(tmp_path, a_ulaw=b"\0" * 8000, b_mp3=FILES["song.mp3"])
    assert one(tmp_path, "a").seconds == 1
    with pytest.raises(ImportError):
        one(tmp_path, "b")


FLOW = """\
ivr: 1
start: hello
steps:
  hello: {say: "", audio: hello, next: bye}
  bye: {hang_up: true}
"""


def test_flows_from_disk_have_the_lengths_of_their_recordings(tmp_path: Path) -> None:
    put(tmp_path, menu_yaml=FLOW, sounds__hello_ulaw=b"\0" * 16000)
    (flow,) = read_paths([str(tmp_path / "menu.yaml")]).flows.values()
    prompt = flow.steps["hello"].prompt
    assert prompt is not None
    assert prompt.seconds == 2


def test_a_flow_from_standard_input_lies_where_its_name_says(tmp_path: Path) -> None:
    put(tmp_path, sounds__hello_ulaw=b"\0" * 16000)
    given = Given(str(tmp_path / "menu.yaml"), FLOW.encode())
    (flow,) = read_paths(["-"], given).flows.values()
    prompt = flow.steps["hello"].prompt
    assert prompt is not None
    assert prompt.seconds == 2


def test_a_text_lies_in_no_folder(tmp_path: Path) -> None:
    put(tmp_path, sounds__hello_ulaw=b"\0" * 16000)
    (flow,) = read_text(FLOW, str(tmp_path / "menu.yaml")).flows.values()
    prompt = flow.steps["hello"].prompt
    assert prompt is not None
    assert prompt.seconds == 0
