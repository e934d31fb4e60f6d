import subprocess
import sys
import time

import pytest

from ivrlint import readers
from ivrlint.flow import Flow, Refusal

FLOW = "ivr: 1\nstart: a\nsteps:\n  a: {menu: Press 1, options: {1: b, 0: b}}\n  b: {transfer: people}\n"
READS = 'is no flow; ivrlint reads its own format (YAML with the key "ivr: 1" at the top) and those that `ivrlint formats` lists'


def read(data):
    return readers.read(data.encode() if isinstance(data, str) else data, "f")


def refusal(data):
    result = read(data)
    assert isinstance(result, Refusal), result
    assert result.file == "f"
    return result


def foreign(data):
    result = refusal(data)
    assert result.foreign
    assert not readers.recognised((data.encode() if isinstance(data, str) else data)[: 2**16])
    return result.message, result.line, result.column


@pytest.mark.parametrize(
    "text",
    [
        FLOW,
        "# a comment\n\n---\n" + FLOW,
        "%YAML 1.2\n---\n" + FLOW,
        "name: first\n" + FLOW,
        FLOW.replace("ivr:", '"ivr" :'),
        FLOW.replace("ivr:", "'ivr':"),
        "\n".join("   " + line for line in FLOW.split("\n")),
        FLOW.replace("\n", "\r\n"),
        FLOW.replace("\n", "\r"),
        '{"ivr": 1, "start": "a", "steps": {"a": {"return": true}}}',
        '# JSON\n{\n\t"x-a": [{"ivr": 0}],\n\t"ivr": 1, "start": "a",\n\t"steps": {"a": {"return": true}}}',
        "--- {ivr: 1, start: a, steps: {a: {return: true}}}",
        "--- # comment\nivr: 1\nstart: a\nsteps: {a: {return: true}}",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_flow_is_recognised_by_its_key_in_any_encoding_that_says_so(text, encoding):
    flow = read(text.encode(encoding))
    assert isinstance(flow, Flow), flow
    assert flow.problems == ()
    assert readers.recognised(text.encode(encoding))


def test_utf_16_of_either_byte_order_is_read():
    assert isinstance(read(("\ufeff" + FLOW).encode("utf-16-be")), Flow)
    assert isinstance(read(("\ufeff" + FLOW).encode("utf-16-le")), Flow)


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("ivr: 1\nsteps: {\n", "a value is missing", 2, 9),
        ("ivr: 1\nsay: 'never closed\n", "this quotation mark is never closed", 2, 6),
        ('{"ivr": 1, "steps": {"a": ', "a value is missing", 1, 26),
        ('{"ivr": 1, "steps": {"a": 1', 'a "," or the closing "}" is missing before this; the "{" is in line 1', 1, 28),
        ("ivr:1\nstart: a\n", 'a space is missing after "ivr:"', 1, 1),
        ("ivr:1", 'a space is missing after "ivr:"', 1, 1),
        ("'a\nivr: 1'", 'is not a flow, which is a mapping of keys such as "ivr: 1"', 1, 1),
    ],
)
def test_a_broken_flow_is_refused_and_not_foreign(text, message, line, column):
    result = refusal(text)
    assert (result.message, result.line, result.column, result.foreign) == (message, line, column, False)
    assert readers.recognised(text.encode())


def test_a_text_that_begins_like_a_flow_and_is_none_is_refused():
    result = refusal("- a\nivr: 1\n")
    assert (result.line, result.foreign) == (2, False)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "is empty"),
        ("\ufeff", "is empty"),
        (" \n\t\n", "is empty"),
        ("# only\n  # comments", "is no flow: it holds only comments"),
        (b"\x89PNG\r\n\0", "holds binary data, not text"),
        (FLOW.encode() + b"\0", "holds binary data, not text"),
        ("Hello world", READS),
        ("a: 1\n", READS),
        ("- ivr: 1\n", READS),
        ("services:\n  ivr:\n    image: x\n", READS),
        ("the ivr\n", READS),
        ('{"a": {"ivr": 1}}', READS),
        ('[{"ivr": 1}]', READS),
        ("[mysqld]\nuser=mysql\n", READS),
        ("; settings\n[PHP]\nengine = On\n", READS),
        ("{{- if .Values.x }}\nkind: x: y\n{{ end }}\n", READS),
        ("<project>\n  <name>a: b: c</name>\n</project>", READS),
        ('{"a": [1, {"ivr": 1}], "b": *x}'.replace("*x", "1"), READS),
        ("start: a\nsteps: {}\n", 'has no key "ivr: 1" at the top, by which ivrlint recognises its own format'),
    ],
)
def test_a_file_that_is_no_flow_is_foreign(data, message):
    assert foreign(data) == (message, 0, 0)


def test_where_a_foreign_text_breaks_is_told():
    message, line, column = foreign("Hello\nWorld: this: that\n")
    assert (message.partition(":")[0], line, column) == ("is no flow, and not even YAML", 2, 6)
    message, line, column = foreign('{"a": 1,\n "b" 2}')
    assert (message.partition(":")[0], line) == ("is no flow, and not even JSON", 2)
    assert foreign('{"a": *, "ivr": 1}')[0].startswith("is no flow, and not even JSON")


def test_an_indented_key_is_not_at_the_top():
    assert foreign("a:\n  b: 1\n  ivr: 1\n")[0] == READS
    assert isinstance(read("  ivr: 1\n  start: a\n"), Flow)


def test_a_byte_that_is_not_utf_8_is_told_with_its_place():
    result = refusal(b"ivr: 1\r\nname: caf\xc3\xa9\r\nsay: \xc3\xa9\xe9\n")
    assert (result.message, result.line, result.column) == (
        "is not UTF-8: the byte 0xE9 does not belong here; save the file as UTF-8",
        3,
        7,
    )
    assert not result.foreign
    assert foreign(b"caf\xe9")[1:] == (1, 4)


def test_utf_16_that_ends_in_half_a_character_is_told():
    result = refusal(FLOW.encode("utf-16-le").join([b"\xff\xfe", b"x"]))
    assert (result.message, result.line) == ("is not UTF-16: the byte 0x78 does not belong here; save the file as UTF-8", 6)


def test_an_export_of_twilio_is_given_to_its_reader():
    text = '{"states": [{"name": "Trigger", "type": "trigger", "transitions": []}], "initial_state": "Trigger"}'
    assert [format_.name for format_ in readers.FORMATS if format_.recognise(text)] == ["twilio-studio"]
    assert readers.recognised(text.encode())
    assert not getattr(read(text), "foreign", False)


def test_a_flow_that_speaks_of_states_and_transitions_is_native():
    assert read(FLOW.replace("people", "the states and transitions desk")).format == "native"


@pytest.mark.parametrize("percent", range(0, 100, 5))
def test_a_flow_that_is_cut_off_anywhere_is_read_or_refused(percent):
    text = FLOW + "".join(f"  s{n}:\n    say: 'It''s {n} o''clock: {{now}}'\n    next: [a, &x {{b: *x}}]\n" for n in range(5))
    result = read(text[: len(text) * percent // 100])
    if isinstance(result, Refusal):
        assert result.message
        assert result.foreign or result.line
    else:
        assert result.problems


@pytest.mark.parametrize(
    "text",
    [
        "ivr: 1\nsteps: " + "[" * 100_000,
        "ivr: 1\nsteps: " + "{" * 100_000,
        "ivr: 1\nsteps:\n" + "\n".join(" " * depth + "a:" for depth in range(1000)),
        '{"ivr": 1, "steps": ' + '{"a": ' * 100_000,
        "[" * 100_000,
        '{"steps": ' + "[" * 100_000 + ', "ivr": 1',
        "{ivr" * 100_000 + ": 1",
    ],
    ids=range(7),
)
def test_endless_nesting_is_refused_in_one_line_at_once(text):
    start = time.perf_counter()
    result = refusal(text)
    assert time.perf_counter() - start < 2
    assert "\n" not in result.message
    assert len(result.message) < 200


@pytest.mark.parametrize(
    "data",
    [
        b"lorem ipsum dolor sit amet, \n" * 2_000_000,
        b" " * 60_000_000,
        b"\n" * 60_000_000,
        b"ivr\n" * 15_000_000,
        b"# no\n" * 12_000_000,
        b"[" * 60_000_000,
    ],
    ids=["prose", "spaces", "lines", "ivr", "comments", "brackets"],
)
def test_sixty_megabytes_of_text_are_refused_in_seconds(data):
    start = time.perf_counter()
    assert refusal(data).foreign
    assert time.perf_counter() - start < 10


def test_a_file_beyond_the_limit_is_refused_unread():
    start = time.perf_counter()
    assert refusal(b"x" * (readers.LARGEST + 1)).message == "is too large for a menu: at most 64 MiB are read"
    assert time.perf_counter() - start < 1


def test_the_readers_are_imported_without_heavy_packages():
    code = "import sys, ivrlint.readers; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"yaml", "json", "jsonschema", "networkx", "difflib", "pathlib", "ivrlint.readers.native"} & set(loaded)
