"""YAML read strictly into a positioned tree, from the events of libyaml.

Keys are always text as written, plain words follow YAML 1.2, duplicate keys are problems, aliases are
bounded, merges and tags of programs are not supported. Nothing here recurses on the depth of the input.
"""

from __future__ import annotations

from typing import Any, Protocol

from ivrlint.flow import Problem, Refusal
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.scalars import MAYBE, resolve, tagged
from ivrlint.readers.tree import At, List, Map, mark

DEEPEST = 100
"""Levels of nesting that are read; libyaml takes quadratic time on deeper ones."""

_FREE_COPIES = 50_000  # nodes that aliases may add, beside one for each character: plenty for handlers, too few for a bomb
_ITEM, _DROP = object(), object()  # in place of a key: the value is an item of a list, or belongs nowhere
_TAGS = "tag:yaml.org,2002:"
_COLLECTIONS = (f"{_TAGS}map", f"{_TAGS}seq")
_NOT_A_KEY = "a key must be text, not a list or a mapping"


class _Event(Protocol):
    """What the events of both parsers have."""

    start_mark: Any
    end_mark: Any
    tag: Any
    value: Any
    anchor: str | None


class Document(NamedTuple):
    """The value that a text holds (None for nothing), its place, and what is wrong with it."""

    value: Any
    at: At
    problems: tuple[Problem, ...]


class _Anchor(NamedTuple):
    """A value that aliases may repeat: `text` when it can be a key, its nodes and levels as if written out."""

    value: Any
    text: str | None
    nodes: int = 1
    levels: int = 0


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    def __init__(self, message: str, at: At) -> None:
        super().__init__(message)
        self.at = at


def parse(text: str, file: str, *, any_tag: bool = False, deepest: int = DEEPEST) -> Document | Refusal:
    """The tree of a YAML text, or why and where it cannot be read.

    With `any_tag` the tags of other programs (`!Sub`) are passed over: a value is read as if it had none. At most `deepest`
    levels of nesting are read.
    """
    import yaml

    for line_break in "\x85\u2028\u2029":  # YAML 1.1 breaks lines at these, no editor does
        text = text.replace(line_break, " ")
    try:
        return _Builder(text, file, any_tag=any_tag, deepest=deepest).build()
    except _Refused as refused:
        return Refusal(file, str(refused), *refused.at[:2])
    except yaml.YAMLError as error:
        from ivrlint.readers.yaml_errors import plainly, with_surrogates

        joined = with_surrogates(text)
        return Refusal(file, *plainly(error, text)) if joined == text else parse(joined, file, any_tag=any_tag, deepest=deepest)


def parser_of(text: str) -> Any:  # noqa: ANN401 - either parser
    """The parser of libyaml, or where PyYAML was built without it, the slow one in Python."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        from ivrlint.readers.slow_yaml import SlowParser

        return SlowParser(text)
    return CParser(text)


class _Builder:
    """Puts events together.

    `stack` holds the collections around the open one, each with its key that waits for a value, where the
    open one begins, and the anchor of that. A key is None where a key comes next, and may be _ITEM or _DROP.
    """

    def __init__(self, text: str, file: str, *, any_tag: bool, deepest: int) -> None:
        self.parser = parser_of(text)
        self.file = file
        self.any_tag = any_tag
        self.deepest = deepest
        self.problems: list[Problem] = []
        self.stack: list[tuple[Any, Any, Any, str | None]] = []
        self.anchors: dict[str, _Anchor | None] = {}
        self.copies = 0

    def build(self) -> Document:  # noqa: PLR0912, PLR0915 - a call for each event would take a third of the time
        """Read all events of the first document."""
        from yaml import events

        scalar, map_start, list_start = events.ScalarEvent, events.MappingStartEvent, events.SequenceStartEvent
        map_end, list_end, alias, start_over = (
            events.MappingEndEvent,
            events.SequenceEndEvent,
            events.AliasEvent,
            events.DocumentStartEvent,
        )
        get, stack = self.parser.get_event, self.stack
        root: Any = List((1, 1, 1, 1))
        node, key, last = root, _ITEM, root.at
        key_at: dict[str, At] = {}
        value_at: dict[str, At] = {}
        while (event := get()) is not None:
            kind = event.__class__
            if kind is scalar:
                start, end, value, implicit = event.start_mark, event.end_mark, event.value, event.implicit
                last = start.line + 1, start.column + 1, end.line + 1, end.column + 1
                if event.anchor is not None:
                    self.anchors[event.anchor] = _Anchor(resolve(value) if implicit[0] else value, value)
                if key is None:
                    if value in key_at:
                        key = self._twice(node, value, last)
                    else:
                        key_at[value] = last
                        key = value
                    continue
                if implicit[0]:
                    if not value or value[0] in MAYBE:
                        value = resolve(value)
                elif not implicit[1]:
                    value = self._tagged(event, last)
            elif kind is map_end or kind is list_end:
                value = node
                end = event.end_mark
                node, key, start, anchor = stack.pop()
                if node.__class__ is Map:
                    key_at, value_at = node.key_at, node.value_at
                if event.start_mark.column != end.column:
                    last = start.line + 1, start.column + 1, end.line + 1, end.column + 1
                else:  # no bracket: it ends where the last value in it ends
                    last = start.line + 1, start.column + 1, last[2], last[3]
                value.at = last
                if anchor is not None and self.anchors[anchor] is None:
                    self.anchors[anchor] = _Anchor(value, None, *_measure(value))
            elif kind is map_start:
                stack.append(self._outer(event, node, key))
                node, key = Map(last), None
                key_at, value_at = node.key_at, node.value_at
                continue
            elif kind is list_start:
                stack.append(self._outer(event, node, key))
                node, key = List(last), _ITEM
                continue
            elif kind is alias:
                last = _place(event)
                key, value = self._alias(event.anchor, node, key, event.start_mark.index, last)
                if value is _DROP:
                    continue
            elif kind is start_over and root:
                self._problem("a file holds one flow; here a second document begins, which is not read", _place(event))
                break
            else:
                continue
            if key.__class__ is str:
                node[key] = value
                value_at[key] = last
                key = None
            elif key is _ITEM:
                node.append(value)
                node.item_at.append(last)
            else:
                key = _DROP if key is None else None
        return Document(root[0] if root else None, root.item_at[0] if root else root.at, tuple(self.problems))

    def _outer(self, event: _Event, node: Map | List, key: object) -> tuple[Any, Any, Any, str | None]:
        """What is left behind on the stack when a collection begins."""
        if len(self.stack) >= self.deepest:
            raise _Refused(f"more than {self.deepest} levels of nesting", _place(event))
        if key is None:
            self._problem(_NOT_A_KEY, _place(event))
        elif key == "<<":
            key = self._merge(_place(event))
        if event.tag is not None and event.tag not in _COLLECTIONS and not self.any_tag:
            self._problem(f"the tag {_short(event.tag)} is not supported", _place(event))
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        return node, key, event.start_mark, event.anchor

    def _alias(self, name: str, node: Map, key: object, index: int, at: At) -> tuple[object, Any]:
        """The key that waits now, and the value of the alias; _DROP when that is not a value, or has none."""
        anchor = self.anchors.get(name)
        if anchor is None:
            if name in self.anchors:
                raise _Refused(f"the alias *{name} stands inside of &{name}, so it would never end", at)
            self._problem(f"there is no &{name} before this alias", at)
            return (_ITEM if key is _ITEM else _DROP if key is None else None), _DROP
        self.copies += anchor.nodes
        if self.copies > _FREE_COPIES + index:
            raise _Refused("the aliases of this file repeat too much", at)
        if len(self.stack) + anchor.levels > self.deepest:
            raise _Refused(f"more than {self.deepest} levels of nesting", at)
        if key is not None:
            return (self._merge(at) if key == "<<" else key), anchor.value
        if anchor.text is None:
            self._problem(_NOT_A_KEY, at)
            return _DROP, _DROP
        key = self._twice(node, anchor.text, at) if anchor.text in node.key_at else anchor.text
        node.key_at.setdefault(anchor.text, at)
        return key, _DROP

    def _twice(self, node: Map, key: str, at: At) -> object:
        first = node.key_at[key][0]
        self._problem(f'the key "{key}" stands in line {first} and again in line {at[0]}; the second is not read', at)
        return _DROP

    def _merge(self, at: At) -> object:
        self._problem('merging with "<<" is not supported: write the keys out, or use an alias as the whole value', at)
        return _DROP

    def _tagged(self, event: _Event, at: At) -> Any:  # noqa: ANN401 - any scalar
        try:
            return tagged(event.tag.removeprefix(_TAGS), event.value)
        except ValueError as error:
            if str(error) or not self.any_tag:
                self._problem(str(error) or f"the tag {_short(event.tag)} is not supported", at)
            return event.value

    def _problem(self, message: str, at: At) -> None:
        self.problems.append(Problem(message, mark(self.file, at)))


def _place(event: _Event) -> At:
    start, end = event.start_mark, event.end_mark
    return start.line + 1, start.column + 1, end.line + 1, end.column + 1


def _short(tag: str) -> str:
    return f"!!{tag.removeprefix(_TAGS)}" if tag.startswith(_TAGS) else tag


def _measure(value: Map | List) -> tuple[int, int]:
    """Nodes and levels of a collection, aliases counted as if they were written out."""
    nodes = levels = 0
    row: list[Any] = [value]
    while row:
        nodes += len(row)
        levels += 1
        inner = [each.values() if isinstance(each, Map) else each for each in row if isinstance(each, (Map, List))]
        row = [item for items in inner for item in items]
    return nodes, levels - 1
