"""XML text as a tree that knows where everything was written, by the parser that Python brings along (expat).

Strict about what could do harm (entities that a file declares, depth), lenient about what people and platforms live with: an
`&` that should be `&amp;`, an unfinished declaration, HTML's entities, several elements where there should be one. Of a text that
breaks further down, all that stands before is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from xml.parsers import expat
from xml.parsers.expat import errors
from xml.parsers.expat.errors import codes, messages

from ivrlint.flow import Mark, Problem, Refusal
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.tree import At

MAX_DEPTH = 500
"""Elements within elements. Real files stay below 20."""

FRAGMENT = "fragment"
"""The name of the element around several outermost elements."""

_PREFIX = f"<{FRAGMENT}>"
_AMPERSAND = "\ue0a6"  # stands for an & that begins no entity while the text is parsed; it is as wide
_STRAY = re.compile(r"&(?!(?:[A-Za-z_][\w.-]{0,30}|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_UNFINISHED = re.compile(r"\A\s*(<\?xml\s[^<>?]*)>")
_DECLARATION = re.compile(r"\A\s*<\?xml\s[^<>]*>")
_START_TAG = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*+>?""")
_ATTRIBUTE = re.compile(r"""(?<=[\s"'])([^\s=<>/"']++)\s*+=\s*+(?:"([^"]*)"|'([^']*)')""")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30};)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOTHING, _SYNTAX, _INVALID, _UNFINISHED_TAG, _MISMATCH, _TWICE, _SECOND_ROOT, _NO_CHARACTER, _CDATA, _DECLARED = (
    codes[getattr(errors, f"XML_ERROR_{name}")]
    for name in (
        *("NO_ELEMENTS", "SYNTAX", "INVALID_TOKEN", "UNCLOSED_TOKEN", "TAG_MISMATCH", "DUPLICATE_ATTRIBUTE"),
        *("JUNK_AFTER_DOC_ELEMENT", "BAD_CHAR_REF", "UNCLOSED_CDATA_SECTION", "MISPLACED_XML_PI"),
    )
)
_SENTENCES = {
    _NOTHING: "holds no XML element",
    _SYNTAX: "this is not as XML is written",
    _INVALID: "this is not as XML is written",
    _UNFINISHED_TAG: "this tag is never finished",
    _MISMATCH: "this end tag belongs to no element that is open here",
    _TWICE: "an attribute stands here twice",
    _NO_CHARACTER: "this number stands for no character",
    _CDATA: "this CDATA section is never finished",
    _DECLARED: "an XML declaration stands only at the beginning of a file",
}


class Text(NamedTuple):
    """Words between tags as they are meant, with the place where they begin and end."""

    text: str
    at: At


class Comment(NamedTuple):
    """What stands between `<!--` and `-->`, with its place."""

    text: str
    at: At


class Element:
    """An element. `tag` is its name as written, `name` that without a prefix, `at` the place of the start tag.

    `content` holds elements, texts and comments in the order of the file.
    """

    __slots__ = ("_begins", "_bytes", "at", "attributes", "content", "name", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], at: At, source: bytes, begins: int) -> None:
        self.tag = tag
        self.name = tag.rpartition(":")[2]
        self.attributes = attributes
        self.at = at
        self.content: list[Element | Text | Comment] = []
        self._bytes = source
        self._begins = begins

    @property
    def children(self) -> Iterator[Element]:
        """The elements directly inside."""
        return (each for each in self.content if isinstance(each, Element))

    def named(self, *names: str) -> Iterator[Element]:
        """The elements directly inside that have one of these names."""
        return (each for each in self.children if each.name in names)

    @property
    def text(self) -> str:
        """The words directly inside; those of inner elements are left out."""
        return "".join(each.text for each in self.content if isinstance(each, Text))

    def walk(self) -> Iterator[Element]:
        """The element and all inside it, in the order of the file."""
        todo = [self]
        while todo:
            element = todo.pop()
            yield element
            todo.extend(reversed(list(element.children)))

    def get(self, attribute: str, default: str = "") -> str:
        """The value of an attribute, found by its name as written or without its prefix."""
        if attribute in self.attributes:
            return self.attributes[attribute]
        for name, value in self.attributes.items():
            if name.endswith(attribute) and name.rpartition(":")[2] == attribute:
                return value
        return default

    def value_at(self, attribute: str) -> At:
        """The place of the value of an attribute, without its quotes; that of the start tag where there is none."""
        source = self._start_tag()
        for found in _ATTRIBUTE.finditer(source):
            if attribute in (found[1], found[1].rpartition(":")[2]):
                start, end = found.span(2 if found[2] is not None else 3)
                return (*self._moved(source, start), *self._moved(source, end))
        return self.at

    def mark(self, file: str, attribute: str = "") -> Mark:
        """The place of the start tag, or of the value of one attribute."""
        return Mark(file, *(self.value_at(attribute) if attribute else self.at))

    def _start_tag(self) -> str:
        found = _START_TAG.match(self._bytes, self._begins)
        return found[0].decode() if found else ""

    def _moved(self, source: str, offset: int) -> tuple[int, int]:
        """Line and column of an offset in the start tag."""
        breaks = source.count("\n", 0, offset)
        if breaks:
            return self.at[0] + breaks, offset - source.rfind("\n", 0, offset)
        return self.at[0], self.at[1] + offset


class Document(NamedTuple):
    """The outermost element, and what is wrong. What stands behind the last problem of a `broken` text was not read."""

    root: Element
    problems: tuple[Problem, ...]
    broken: bool = False


def parse(text: str, file: str) -> Document | Refusal:
    """The tree of an XML text. A refusal says where and why not even the first element can be read."""
    problems: list[Problem] = []
    unfinished = _UNFINISHED.match(text)
    if unfinished:
        line, column = _place(text, unfinished.start(1))
        problems.append(Problem("the XML declaration should end in ?>", Mark(file, line, column, line, column + 5)))
    declaration = _DECLARATION.match(text)
    if declaration:  # what it says of the encoding is done already
        text = re.sub(r"[^\r\n]", " ", declaration[0]) + text[declaration.end() :]
    result = _Builder(text, file).build(problems)
    if isinstance(result, Refusal) or result.broken:
        stray = _STRAY.search(text)
        if stray:
            line, column = _place(text, stray.start())
            problems.append(Problem("this & should be written &amp;", Mark(file, line, column, line, column + 1)))
            result = _Builder(_STRAY.sub(_AMPERSAND, text), file).build(problems)
    return result


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


class _RefusedError(Exception):
    """The text is not to be read, for a reason and at a place."""

    def __init__(self, sentence: str, line: int, column: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.place = line, column


class _Builder:
    """Puts the events of expat together."""

    def __init__(self, text: str, file: str, prefix: str = "") -> None:
        self.text = text
        self.file = file
        self.prefix = prefix
        self.bytes = (prefix + _CONTROL.sub("\ufffd", text)).encode()
        self.root: Element | None = None
        self.open: list[Element] = []
        self.words: list[str] = []
        self.words_at = (1, 1)
        parser = self.parser = expat.ParserCreate("utf-8")
        parser.UseForeignDTD(True)
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.CommentHandler = self.comment
        parser.DefaultHandler = self.other
        parser.EntityDeclHandler = self.entity

    def build(self, problems: list[Problem]) -> Document | Refusal:
        """The tree, as far as the text can be read; `problems` were found before."""
        try:
            self.parser.Parse(self.bytes, True)
        except _RefusedError as refused:
            return Refusal(self.file, refused.sentence, *refused.place)
        except expat.ExpatError as error:
            return self._broken(error, problems)
        assert self.root is not None  # noqa: S101 - expat says so itself when there is no element
        return Document(self.root, tuple(problems))

    def _broken(self, error: expat.ExpatError, problems: list[Problem]) -> Document | Refusal:
        if error.code == _SECOND_ROOT and not self.prefix:
            return _Builder(self.text, self.file, _PREFIX).build(problems)
        self.flush()
        whole = error.code == _NOTHING and self.open  # nothing is wrong but that something is still open
        if whole and self.prefix and len(self.open) == 1 and self.root:
            return Document(self.root, tuple(problems))
        line, column = error.lineno, error.offset + 1
        if error.code == _MISMATCH:  # expat means the name
            column -= len("</")
        if line == 1:
            column = max(column - len(self.prefix), 1)
        sentence = _SENTENCES.get(error.code, messages[error.code])
        if error.code == _CDATA:  # expat means the end of the text
            line, column = _place(self.text, self.text.rfind("<![CDATA["))
        if whole:
            sentence, line, column = f"<{self.open[-1].tag}> is never closed", *self.open[-1].at[:2]
        if self.root is None:
            return Refusal(self.file, sentence, line, column)
        problem = Problem(sentence, Mark(self.file, line, column, line, column + 1))
        return Document(self.root, (*problems, problem), broken=True)

    def here(self) -> tuple[int, int]:
        """Line and column of the event."""
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        return line, max(column - len(self.prefix), 1) if line == 1 else column

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A start tag."""
        line, column = self.here()
        self.flush()
        if len(self.open) >= MAX_DEPTH:
            raise _RefusedError(f"elements stand more than {MAX_DEPTH} deep", line, column)
        attributes = {name: value.replace(_AMPERSAND, "&") for name, value in attributes.items()}
        at = line, column, line, column + len(tag) + 1
        element = Element(tag, attributes, at, self.bytes, self.parser.CurrentByteIndex)
        if self.open:
            self.open[-1].content.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, tag: str) -> None:  # noqa: ARG002 - expat's signature
        """An end tag."""
        self.flush()
        self.open.pop()

    def characters(self, data: str) -> None:
        """Some of the words between two tags."""
        if not self.words:
            self.words_at = self.here()
        self.words.append(data)

    def comment(self, data: str) -> None:
        """A comment."""
        self.flush()
        if self.open:
            line, column = self.here()
            self.open[-1].content.append(Comment(data, (line, column, line, column + 4)))

    def other(self, data: str) -> None:
        """An entity that nothing declares; HTML's are understood."""
        found = _ENTITY.fullmatch(data)
        if found and self.open:
            self.characters(html5.get(found[1], data))

    def entity(self, name: str, *_: object) -> None:
        """An entity that the file declares."""
        line, column = self.here()
        raise _RefusedError(f'declares the entity "{name}": entities are not read', line, column)

    def flush(self) -> None:
        """The words so far are a text."""
        if self.words and self.open:
            text = "".join(self.words).replace(_AMPERSAND, "&")
            line, column = self.words_at
            last = text.rpartition("\n")[2]
            breaks = text.count("\n")
            end = (line + breaks, len(last) + 1) if breaks else (line, column + len(text))
            self.open[-1].content.append(Text(text, (line, column, *end)))
        self.words = []
