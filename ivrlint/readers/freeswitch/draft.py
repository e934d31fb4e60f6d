"""What one file of a FreeSWITCH configuration holds: its menus, extensions, phrases, variables and includes, as written."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from functools import lru_cache

from ivrlint.flow import Mark, Problem
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.freeswitch.names import SCRIPTS
from ivrlint.readers.positioned_xml import Document, Element, Text

# fmt: off
_FOLDERS = frozenset((
    "autoload_configs", "chatplan", "dialplan", "directory", "ivr_menus", "jingle_profiles", "lang", "mrcp_profiles",
    "sip_profiles", "skinny_profiles",
))
# fmt: on
"""Folders that lie directly in the folder of a configuration."""


class Placed(NamedTuple):
    """An extension with the context that it stands in; empty where the file does not say."""

    element: Element
    context: str
    file: str


class Include(NamedTuple):
    """Other files whose content stands here: a path or pattern, seen from the working directory."""

    pattern: str
    context: str


class Macro(NamedTuple):
    """A phrase macro, with the language that it stands in; empty where nothing says so."""

    element: Element
    language: str
    file: str


class Words(NamedTuple):
    """The words of a stock sound: the folder and name of the file, without its ending."""

    language: str
    folder: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One file as it was read, before it is linked with the others."""

    file: str
    document: Document
    menus: list[Element] = field(default_factory=list)
    extensions: list[Placed] = field(default_factory=list)
    order: list[Placed | Include] = field(default_factory=list)
    includes: list[Include] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    macros: list[Macro] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    labels: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    off: list[Element] = field(default_factory=list)
    """What is switched off."""
    whole: list[bool] = field(default_factory=list)
    """Not empty when the file says that it holds or includes all menus."""

    @property
    def home(self) -> str | None:
        """The folder of the configuration that the file belongs to; None where its path does not tell."""
        return home_of(self.file)

    @property
    def scripts(self) -> list[str]:
        """The scripts that extensions of this file start."""
        found = []
        for placed in self.extensions:
            for element in placed.element.walk():
                if element.name == "action" and element.get("application") in SCRIPTS:
                    script = posixpath.basename(element.get("data").split(" ", 1)[0])
                    if script and script not in found:
                        found.append(script)
        return found


@lru_cache(maxsize=4096)
def home_of(file: str) -> str | None:
    """The folder of the configuration that a file belongs to; None where its path does not tell."""
    parts = file.split("/")
    for number in range(len(parts) - 2, -1, -1):
        if parts[number] in _FOLDERS:
            return "/".join(parts[:number])
    return None


def draft_of(document: Document, file: str) -> Draft:
    """What a file holds."""
    draft = Draft(file, document, problems=list(document.problems))
    todo: list[tuple[Element, str, str]] = [(document.root, "", _language_of(file))]
    while todo:
        element, context, language = todo.pop()
        if _switched_off(element):
            draft.off.append(element)
            continue
        if _keep(draft, element, context, language):
            continue
        if element.name == "context":
            context = element.get("name") or context
        elif element.name == "language":
            language = element.get("name") or language
        inner = element.name if is_table(element) else context
        for child in reversed(list(element.children)):
            spoken = child.name if element.name == "language" and not child.attributes and len(child.name) <= 5 else language
            todo.append((child, inner, spoken))
    return draft


def _keep(draft: Draft, element: Element, context: str, language: str) -> bool:
    """Note what an element is; true when nothing inside it stands for itself."""
    match element.name:
        case "menu" if is_menu(element):
            draft.menus.append(element)
            _label(draft, element)
            return True
        case "extension":
            placed = Placed(element, context or _context_of(element), draft.file)
            draft.extensions.append(placed)
            draft.order.append(placed)
            return True
        case "macro":
            draft.macros.append(Macro(element, language, draft.file))
            return True
        case "prompt":
            _words(draft, element, context, language)
        case "X-PRE-PROCESS" | "x-pre-process":
            _pre_process(draft, element, context)
        case "configuration" if element.get("name") == "ivr.conf" and not draft.document.broken:
            draft.whole.append(True)
    return False


def is_menu(element: Element) -> bool:
    """Whether a `<menu>` is one of FreeSWITCH."""
    return "greet-long" in element.attributes or any(child.get("action").startswith("menu-") for child in element.named("entry"))


def is_table(element: Element) -> bool:
    """Whether an element groups the stock sounds of one folder: `<ivr><prompt phrase= filename=/>`."""
    return any("phrase" in child.attributes and "filename" in child.attributes for child in element.named("prompt"))


def _switched_off(element: Element) -> bool:
    """FusionPBX keeps what is switched off in its templates."""
    return element.get("enabled") == "false"


def _context_of(element: Element) -> str:
    context = element.get("context")
    return "" if "$" in context else context


def _language_of(file: str) -> str:
    found = re.search(r"(?:^|/)lang/([A-Za-z]{2,3}(?:[_-][A-Za-z]{2,4})?)/", file)
    return found[1] if found else ""


def _words(draft: Draft, element: Element, folder: str, language: str) -> None:
    words, name = element.get("phrase").strip(), element.get("filename").strip()
    if words and name:
        draft.words.append(Words(language, folder, posixpath.splitext(name)[0], words))


def _pre_process(draft: Draft, element: Element, context: str) -> None:
    """`<X-PRE-PROCESS cmd= data=/>`, which FreeSWITCH obeys when it loads a file."""
    data = element.get("data")
    match element.get("cmd"):
        case "set":
            name, equals, value = data.partition("=")
            if equals:
                draft.variables[name.strip()] = value.strip()
        case "include":
            include = Include(_path(data, draft.file), context)
            draft.includes.append(include)
            draft.order.append(include)


def _path(data: str, file: str) -> str:
    """A path as FreeSWITCH finds it: seen from the folder of the file that includes it."""
    for name in ("$${conf_dir}/", "$${base_dir}/conf/"):
        if data.startswith(name):
            home = home_of(file)
            return posixpath.normpath(posixpath.join(posixpath.dirname(file) if home is None else home, data[len(name) :]))
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), data))


def _label(draft: Draft, menu: Element) -> None:
    """Comments behind entries on the same line say what the entries are for."""
    entry: Element | None = None
    for part in menu.content:
        if isinstance(part, Element):
            entry = part if part.name == "entry" else None
        elif isinstance(part, Text):
            if "\n" in part.text:
                entry = None
        elif entry is not None:
            words = " ".join(part.text.split())
            if words and "<" not in words:
                draft.labels[id(entry)] = words[:80].strip()
            entry = None


def inside(mark: Mark, value: str, start: int, end: int) -> Mark:
    """The place of a part of a value, when the value stands in the file as it is meant."""
    if mark.line != mark.end_line or mark.end_column - mark.column != len(value) or end <= start:
        return mark
    return Mark(mark.file, mark.line, mark.column + start, mark.line, mark.column + end)
