"""Documents in VoiceXML 1.0, 2.0 and 2.1, with the grammars and the other documents of their application."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ivrlint.flow import Flow, Mark, Refusal
from ivrlint.readers import positioned_xml
from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.voicexml.building import FORMAT, flow_of
from ivrlint.readers.voicexml.document import document_of
from ivrlint.readers.voicexml.grammars import GrammarFile
from ivrlint.readers.voicexml.libraries import resolve_libraries
from ivrlint.readers.voicexml.never_done import tell_of_never_done
from ivrlint.readers.voicexml.outline import outline_of
from ivrlint.readers.voicexml.parts import Document
from ivrlint.readers.voicexml.places import Surroundings, path_of, wanted
from ivrlint.readers.voicexml.roots import linked
from ivrlint.readers.voicexml.shared import declared_below
from ivrlint.readers.voicexml.templates import masked

_BEFORE = re.compile(
    r"(?:\s+|<\?xml\s[^<>?]*+>|<\?(?:[^?]|\?(?!>))*+\?>|<!--(?:[^-]|-(?!->))*+-->"
    r"|<!(?!--)[^>\[]*+(?:\[[^\]]*+\]\s*+)?>|<%(?:[^%]|%(?!>))*+%>)*+"
)
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?vxml(?=[\s>/])")
_GRAMMAR = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?grammar(?=[\s>/])[^>]*")
_TEXTUAL = re.compile(r"#(?:JSGF|ABNF)\s+V?1\.0")
_NO_CALLS = "is a grammar of a VoiceXML application: it says what callers may answer, not what they hear"


def recognise(text: str) -> bool:
    """Whether the outermost element is `<vxml>`, or the file is a grammar for such documents."""
    start = _BEFORE.match(text)
    at = start.end() if start else 0
    return _ROOT.match(text, at) is not None or _is_grammar(text, at)


def _is_grammar(text: str, at: int) -> bool:
    found = _GRAMMAR.match(text, at)
    if found:
        return "2001/06/grammar" in found[0] or ("<rule" in text and "root" in found[0]) or "<one-of" in text
    return _TEXTUAL.match(text, at) is not None


def read(text: str, file: str) -> Flow | Refusal:
    """The document, as a draft: what its flow is, the other files of the run decide as well."""
    at = _BEFORE.match(text)
    start = at.end() if at else 0
    if _TEXTUAL.match(text, start):
        return _draft(file, GrammarFile(None, text))
    result = positioned_xml.parse(masked(text), file)
    if isinstance(result, Refusal):
        return result
    root = _outermost(result.root)
    if root is None:
        return Refusal(file, "holds no <vxml>", 1, 1, foreign=True)
    if root.name == "grammar":
        return _draft(file, GrammarFile(root, ""))
    resolve_libraries(root, text)
    document = document_of(root, file, list(result.problems))
    if not document.dialogs and result.broken:
        problem = result.problems[-1]
        return Refusal(file, problem.message, problem.mark.line, problem.mark.column)
    tell_of_never_done(document)
    return _draft(file, document, tuple(wanted(root, file)))


def _outermost(root: Element) -> Element | None:
    """The document, where it stands beside something else."""
    if root.name in ("vxml", "grammar"):
        return root
    return next((child for child in root.children if child.name in ("vxml", "grammar")), None)


def _draft(file: str, source: Document | GrammarFile, wants: tuple[str, ...] = ()) -> Flow:
    return Flow(file=file, format=FORMAT, mark=Mark(file, 1, 1, 1, 2), wants=wants, source=source)


def link(flows: Mapping[str, Flow]) -> Mapping[str, Flow | Refusal]:
    """The documents of a run as flows that lead to one another."""
    grammars = {file: flow.source for file, flow in flows.items() if isinstance(flow.source, GrammarFile)}
    documents = {file: flow.source for file, flow in flows.items() if isinstance(flow.source, Document)}
    outlines = {
        file: outline_of(document, documents.get(path_of(file, document.application)) if document.application else None)
        for file, document in documents.items()
        if document.dialogs
    }
    around = Surroundings(documents, grammars, outlines, declared_below(documents))
    result: dict[str, Flow | Refusal] = {file: Refusal(file, _NO_CALLS, no_calls=True) for file in grammars}
    built: dict[str, Flow] = {}
    for file, document in documents.items():
        if file in outlines:
            built[file] = flow_of(document, around)
        else:
            what = "holds no dialog: only what other documents of its application share"
            result[file] = Refusal(file, what, document.root.at[0], document.root.at[1], no_calls=True)
    result.update(linked(built, documents))
    return result
