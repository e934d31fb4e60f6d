"""Where flows stand in a file: alone, in an answer of the API, or among the resources of a template."""

from __future__ import annotations

from typing import Any

from ivrlint.flow import Problem, Refusal
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers import positioned_json, strict_yaml
from ivrlint.readers.amazon_connect.embedded import Lines, parse_inside
from ivrlint.readers.tree import At, List, Map, mark

VERSION = "2019-10-30"
"""The one version of the Flow language."""

_RESOURCES = {"AWS::Connect::ContactFlow": "", "AWS::Connect::ContactFlowModule": "module"}
_WRAPPERS = {"ContactFlow": "", "ContactFlowModule": "module"}


class Found(NamedTuple):
    """A flow as JSON. `title`, `kind` and `ids` are what the file around it says: its name, its type, how others refer to it."""

    tree: Map
    title: str = ""
    kind: str = ""
    ids: tuple[str, ...] = ()


class Documents(NamedTuple):
    """All flows of a file, and what is wrong around them."""

    flows: list[Found]
    problems: list[Problem]


def find(text: str, file: str) -> Documents | Refusal:
    """All flows that a text holds, or the one reason why there are none."""
    is_json = text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")
    document = positioned_json.parse(text, file) if is_json else strict_yaml.parse(text, file, any_tag=True)
    if isinstance(document, Refusal):
        return document
    desk = _Desk(file, Lines(text), list(document.problems) if is_json else [], tags=not is_json)
    root = document.value
    for item in root if isinstance(root, List) else [root]:
        if isinstance(item, Map):
            desk.look(item)
    if desk.flows:
        return Documents(desk.flows, [*desk.problems, *(Problem(r.message, mark(file, _dot(r))) for r in desk.refusals)])
    if desk.refusals:
        return desk.refusals[0]
    if desk.elsewhere:
        return Refusal(file, "the flows of this template are written in other files", *desk.elsewhere[:2], no_calls=True)
    return Refusal(file, "holds no flow of Amazon Connect: neither `Actions` nor `modules`", *document.at[:2], foreign=True)


def is_flow(tree: Map) -> bool:
    """Whether an object is a flow itself, in the Flow language or as the older export."""
    return isinstance(tree.get("Actions"), List) or isinstance(tree.get("modules"), List)


class _Desk:
    """Looks through one file. In one with `tags`, which are passed over, a text may be the name of what stands elsewhere."""

    def __init__(self, file: str, lines: Lines, problems: list[Problem], *, tags: bool) -> None:
        self.file = file
        self.tags = tags
        self.lines = lines
        self.problems = problems
        self.flows: list[Found] = []
        self.refusals: list[Refusal] = []
        self.elsewhere: At | None = None

    def look(self, root: Map) -> None:
        """Everything that one object of the file may be."""
        if is_flow(root):
            self.flows.append(Found(root))
            return
        resources = root.get("Resources")
        if resources is None and isinstance(root.get("resources"), Map):
            resources = root["resources"].get("Resources")
        if isinstance(resources, Map):
            for name, resource in resources.items():
                self._resource(name, resource)
            return
        for key, kind in _WRAPPERS.items():
            inner = root.get(key)
            if isinstance(inner, Map) and "Content" in inner:
                self._content(inner, kind)
                return
        if "Content" in root:
            self._content(root, "")
        elif "Actions" in root or "modules" in root:
            key = "Actions" if "Actions" in root else "modules"
            self.refusals.append(Refusal(self.file, f"`{key}` must be a list", *root.value_at[key][:2]))

    def _resource(self, name: str, resource: object) -> None:
        properties = resource.get("Properties") if isinstance(resource, Map) else None
        if isinstance(resource, Map) and isinstance(properties, Map) and resource.get("Type") in _RESOURCES:
            if "Content" in properties:
                self._content(properties, _RESOURCES[resource["Type"]], name)
            else:
                self.elsewhere = resource.at

    def _content(self, around: Map, kind: str, resource: str = "") -> None:
        title = around.get("Name")
        title = title if isinstance(title, str) and title.strip() else resource
        ids = tuple(each for each in (around.get("Id"), around.get("Arn"), resource) if isinstance(each, str) and each)
        kind = kind or (around["Type"] if isinstance(around.get("Type"), str) else "")
        content, at = around["Content"], around.value_at["Content"]
        if isinstance(content, Map) and is_flow(content):
            self.flows.append(Found(content, title, kind, ids))
            return
        written = _written(content, at)
        if written is None or (resource and self.tags and "{" not in written[0]):  # such as `!Ref name`
            self.elsewhere = at
            return
        inner = parse_inside(*written[:1], self.file, written[1], self.lines)
        if isinstance(inner, Refusal):
            self.refusals.append(inner)
        elif isinstance(inner.value, Map) and is_flow(inner.value):
            self.problems += inner.problems
            self.flows.append(Found(inner.value, title, kind, ids))
        else:
            self.refusals.append(Refusal(self.file, "the text here is no flow: it has no list `Actions`", *written[1][:2]))


def _written(content: Any, at: At) -> tuple[str, At] | None:  # noqa: ANN401 - any value of a template
    """The text of a flow and its place, also behind the functions Sub and Join; None when it stands in another file."""
    if isinstance(content, str):
        return content, at
    if isinstance(content, Map) and len(content) == 1:
        name = next(iter(content))
        if name == "Fn::Sub" and isinstance(content[name], str):
            return content[name], content.value_at[name]
        if name not in ("Fn::Sub", "Fn::Join"):
            return None
        content, at = content[name], content.value_at[name]
    if not isinstance(content, List) or not content or not isinstance(content[0], str):
        return None
    if len(content) > 1 and isinstance(content[1], List):
        parts = [part if isinstance(part, str) else "${value}" for part in content[1]]
        return content[0].join(parts), content.item_at[1]
    return content[0], content.item_at[0]


def _dot(refusal: Refusal) -> At:
    line, column = refusal.line or 1, refusal.column or 1
    return line, column, line, column + 1
