"""Readers turn the text of one file into a flow. Which of them is asked, the text decides, never its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from ivrlint.flow import Flow, Refusal, replace
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers import recognition
from ivrlint.readers.beside import Below, Beside
from ivrlint.readers.decoding import beginning_of, text_of

LARGEST = 64 * 2**20
"""Bytes of the largest file that is read. The largest real menus known are below 1 MB."""

ZIP = b"PK\x03\x04"
"""What a zip archive begins with."""


class Format(NamedTuple):
    """A format of menus.

    `maybe` tells at a glance whether a text may be of this format. If so, its module is asked, unless that is `sure`. It has

    - `recognise(text) -> bool`: whether the text, or the beginning of it, really is of this format;
    - `read(text, file) -> Flow | Refusal`;
    - `link(flows) -> Mapping[str, Flow | Refusal]`, if `links`: all flows of this format in the run, by file, made anew so that
      they lead to one another;
    - `read_folder(files, file) -> Flow | Refusal` instead of `read`, if `folder`: `files` are all files below that of `file`.
    """

    name: str
    module: str
    maybe: Callable[[str], bool]
    sure: bool = False
    links: bool = False
    folder: bool = False

    def recognise(self, text: str) -> bool:
        """Whether a text, or the beginning of one, is of this format."""
        return self.maybe(text) and (self.sure or bool(self.reader.recognise(text)))

    @property
    def reader(self) -> Any:  # noqa: ANN401 - a module
        """The module of this format."""
        return import_module(f"ivrlint.readers.{self.module}")


FORMATS = (
    Format("native", "native", recognition.is_native, sure=True),
    Format("twilio-studio", "twilio_studio", recognition.maybe_twilio),
    Format("amazon-connect", "amazon_connect", recognition.maybe_amazon_connect, links=True),
    Format("genesys-architect", "genesys", recognition.maybe_genesys, links=True),
    Format("swml", "swml", recognition.maybe_swml),
    Format("voicexml", "voicexml", recognition.maybe_voicexml, links=True),
    Format("twiml", "twiml", recognition.maybe_twiml, links=True),
    Format("dialogflow-cx", "dialogflow", recognition.maybe_dialogflow, folder=True),
    Format("freeswitch", "freeswitch", recognition.maybe_freeswitch, links=True),
    Format("asterisk", "asterisk", recognition.maybe_asterisk, links=True),
)
"""All formats, in the order in which they are asked."""


def read(data: bytes, file: str, format_: str = "", below: Below | None = None) -> Flow | Refusal:
    """The flow that a file holds, with all that is wrong in it, or the one reason why it holds none.

    `format_` names the format when it is known; otherwise the text decides.
    """
    if len(data) > LARGEST:
        return Refusal(file, f"is too large for a menu: at most {LARGEST // 2**20} MiB are read", foreign=True)
    if data.startswith(ZIP):
        return _of_archive(data, file)
    text = text_of(data, file)
    if isinstance(text, Refusal):
        if recognition.is_blob(data):
            return Refusal(file, recognition.WHY_NO_BLOB, no_calls=True)
        return text if text.foreign or recognised(data) else text._replace(foreign=True)
    for known in FORMATS:
        if known.name == format_ or (not format_ and known.recognise(text)):
            if known.folder:
                return _checked(known.reader.read_folder(Beside(file, data, below), file))
            return _checked(known.reader.read(text, file))
    return Refusal(file, *recognition.why_foreign(text), foreign=True)


def link(flows: Mapping[str, Flow]) -> Mapping[str, Flow | Refusal]:
    """All flows of a run, by file, with those of one format linked with one another."""
    result: dict[str, Flow | Refusal] = dict(flows)
    for format_ in FORMATS:
        if format_.links:
            own = {file: flow for file, flow in flows.items() if flow.format == format_.name}
            if own:
                result.update(format_.reader.link(own))
    return result


def links_by_name(format_: str) -> bool:
    """Whether all flows of a format that are in a run are linked with one another."""
    return any(known.links for known in FORMATS if known.name == format_)


def recognised(data: bytes) -> bool:
    """Whether the first bytes of a file show a format that is known."""
    if data.startswith(ZIP):
        from ivrlint.readers.archives import may_hold_export

        return may_hold_export(data)
    beginning = beginning_of(data)
    return any(format_.recognise(beginning) for format_ in FORMATS)


def _of_archive(data: bytes, file: str) -> Flow | Refusal:
    """The flow of an export that is packed as a zip archive."""
    from ivrlint.readers.archives import may_hold_export, unpacked

    files = unpacked(data, file)
    if isinstance(files, Refusal):
        return files._replace(foreign=not may_hold_export(data))
    for path in sorted(files, key=lambda path: (path.count("/"), path)):
        beginning = beginning_of(files[path])
        known = next((known for known in FORMATS if known.folder and known.recognise(beginning)), None)
        if known:
            result = _checked(known.reader.read_folder(files, path))
            if isinstance(result, Refusal):
                return result._replace(file=file) if result.no_calls else result
            return replace(result, file=file, texts={**result.texts, path: files[path]})
    return Refusal(file, "is a zip archive without an export that ivrlint can read", foreign=True)


def _checked(result: Any) -> Flow | Refusal:  # noqa: ANN401 - a reader is imported by name
    assert isinstance(result, Flow | Refusal)  # noqa: S101 - narrows the type
    return result
