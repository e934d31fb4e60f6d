"""The flow that an export of Architect's editor describes: the same flow as Archy's, in other words."""

from __future__ import annotations

from typing import Any

from ivrlint.flow import Problem, Refusal
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers import positioned_json
from ivrlint.readers.genesys import export_actions
from ivrlint.readers.genesys.draft import MENU, TASK, Action, Choice, Draft, Menu, Ref, Task, Trouble, Way
from ivrlint.readers.genesys.encoding import Export, decode
from ivrlint.readers.genesys.export_values import Reader, duration, text_of, truth
from ivrlint.readers.genesys.kinds import kind_of_flow, no_call
from ivrlint.readers.tree import List, Map

_SIGNS = {"star": "*", "pound": "#", "asterisk": "*", "hash": "#"}


def read(text: str, file: str) -> Draft | Refusal:
    """The draft of a flow, or why the file cannot be read or describes no call."""
    export = decode(text, file)
    if isinstance(export, Refusal):
        return export
    document = positioned_json.parse(export.json, file)
    if isinstance(document, Refusal):
        line, column = export.place(document.line, document.column)
        inside = f"what this export holds is not whole: {document.message}" if export.runs else document.message
        return Refusal(file, inside, line, column)
    root = document.value
    if not isinstance(root, Map):
        return Refusal(file, "an export of Architect must hold an object", *export.place(*document.at[:2]))
    if isinstance(root.get("flowSequenceItemList"), List) is False and isinstance(root.get("configuration"), Map):
        root = root["configuration"]
    type_ = text_of(root, "type")
    at = root.value_at.get("type", root.at)
    kind = kind_of_flow(type_) or ("inboundCall" if not type_ else "")
    where = export.mark(at)
    if not kind:
        message = f"this is a flow of the type {type_[:40]!r}, which is none that callers go through"
        return Refusal(file, message, where.line, where.column, no_calls=True)
    if refusal := no_call(kind, file, where[1:3]):
        return refusal
    if not isinstance(root.get("flowSequenceItemList"), List):
        return Refusal(file, "there is no `flowSequenceItemList` in this export of Architect", where.line, where.column)
    draft = Draft(file=file, kind=kind, mark=where)
    draft.problems = [Problem(problem.message, export.mark(problem.mark[1:])) for problem in document.problems]
    _Flow(draft, root, export).read()
    return draft


class _Block(NamedTuple):
    """Actions that still have to be connected: the first, what follows behind the last, the loop around, whose output it is."""

    first: Way
    behind: Way = None
    loop: Way = None
    inside: tuple[int, str] | None = None


class _Flow:
    """Reads one flow."""

    def __init__(self, draft: Draft, root: Map, export: Export) -> None:
        self.draft = draft
        self.root = root
        self.reader = Reader(draft, export)
        self.numbers: dict[str, int] = {}
        self.nodes: list[Map] = []

    def read(self) -> None:
        """Fill the draft."""
        draft, root, reader = self.draft, self.root, self.reader
        draft.name = text_of(root, "name")
        draft.language = text_of(root, "defaultLanguage")
        draft.greeting = reader.words(root.get("initialPrompts"))
        draft.hold = reader.prompt(reader.inside(root, "inQueueCallFlowSettings").get("holdMusic"))
        self._settings()
        self._variables(root)
        items = [item for item in root["flowSequenceItemList"] if isinstance(item, Map)]
        menus = [item for item in items if text_of(item, "__type") == "Menu"]
        tasks = [item for item in items if isinstance(item.get("actionList"), List)]
        for item in menus:
            self._menu(item)
        for item in tasks:
            self._task(item)
        for item in menus:
            self._choices(self.draft.menus[text_of(item, "id")], item)
        for item in tasks:
            self._lead_on(draft.tasks[text_of(item, "id")], item)
        initial = text_of(root, "initialSequence")
        kind = MENU if initial in draft.menus else TASK
        mark = reader.mark(root.value_at["initialSequence"]) if "initialSequence" in root else draft.mark
        draft.start = Ref(kind, initial, mark) if initial else None
        if draft.start is None:
            draft.complain("there is no `initialSequence`: nothing tells where a call comes in", draft.mark)

    def _variables(self, node: Map) -> None:
        """How the variables of a flow or a task are spelt."""
        variables = node.get("variables")
        for item in variables if isinstance(variables, List) else ():
            if isinstance(item, Map) and (name := text_of(item, "name")):
                self.draft.called(name)

    def _settings(self) -> None:
        draft, reader = self.draft, self.reader
        defaults = reader.inside(self.root, "defaultSettings")
        menu, collect = reader.inside(defaults, "Menu"), reader.inside(defaults, "CollectInputAction")
        draft.timeout = duration(menu.get("promptRepeatDelay"), draft.timeout)
        draft.delay = duration(menu.get("extensionDialingDelay"), draft.delay)
        draft.repeats = reader.whole(menu, "promptRepeatCount", draft.repeats)
        draft.extensions = truth(menu.get("useExtensionDialing"), default=draft.extensions)
        draft.entry_wait = duration(collect.get("noEntryTimeout"), draft.entry_wait)
        trouble = reader.inside(self.root, "errorHandling")
        if not trouble:
            return
        kind = text_of(trouble, "handlingType").lower() or "disconnect"
        mark = reader.mark(trouble.value_at.get("handlingType", trouble.at))
        ref = None
        for key in trouble:
            of = MENU if "menu" in key.lower() else TASK if "task" in key.lower() or "sequence" in key.lower() else ""
            if of and isinstance(trouble[key], str) and ("reference" in key.lower() or key.lower().endswith("id")):
                ref = Ref(of, trouble[key], reader.mark(trouble.value_at[key]))
        draft.trouble = Trouble(kind, mark, reader.words(trouble.get("audio")), reader.value(trouble, "queue"), ref)

    def _menu(self, item: Map) -> None:
        reader = self.reader
        name = text_of(item, "name") or "Menu"
        menu = Menu(key=text_of(item, "id"), name=name, mark=reader.mark(item.value_at.get("name", item.at)))
        menu.words = reader.words(item.get("prompts"))
        menu.timeout = duration(item.get("promptRepeatDelay"), None)
        menu.delay = duration(item.get("extensionDialingDelay"), None)
        menu.repeats = reader.whole(item, "promptRepeatCount", None)
        menu.extensions = truth(item.get("useExtensionDialing"), default=None)
        if default := text_of(item, "defaultMenuChoice"):
            menu.default = default, reader.mark(item.value_at["defaultMenuChoice"])
        self.draft.menus[menu.key] = menu

    def _task(self, item: Map) -> None:
        name = text_of(item, "name") or "Task"
        mark = self.reader.mark(item.value_at.get("name", item.at))
        task = Task(key=text_of(item, "id"), name=name, mark=mark)
        self.draft.tasks[task.key] = task
        self._variables(item)
        for node in item["actionList"]:
            if isinstance(node, Map):
                self._action(node, name, task)

    def _action(self, node: Map, place: str, task: Task | None) -> int:
        number = len(self.draft.actions)
        self.draft.actions.append(export_actions.action(self.reader, node, place, task))
        self.nodes.append(node)
        if identity := text_of(node, "id"):
            self.numbers.setdefault(identity, number)
        return number

    def _choices(self, menu: Menu, item: Map) -> None:
        choices = item.get("menuChoiceList")
        for node in choices if isinstance(choices, List) else ():
            inner = node.get("action") if isinstance(node, Map) else None
            if not isinstance(inner, Map):
                place = node.at if isinstance(node, Map) else item.value_at["menuChoiceList"]
                self.draft.complain(f"{menu.name}: a choice must have an `action`", self.reader.mark(place))
                continue
            name = text_of(node, "name") or text_of(inner, "name") or "Choice"
            mark = self.reader.mark(node.value_at.get("digit", node.value_at.get("name", node.at)))
            number = self._action(inner, menu.name, None)
            action = self.draft.actions[number]
            if action.ref and action.ref.kind == TASK and text_of(inner, "__type") == "TaskAction":
                action.kind = "jumpToTask"
                if task := self.draft.tasks.get(action.ref.key):
                    task.kind, task.name = "inline", name
            if action.ref and action.kind == "subMenu":
                action.kind = "jumpToMenu"
                if sub := self.draft.menus.get(action.ref.key):
                    sub.parent = menu
            menu.choices.append(
                Choice(
                    text_of(node, "id") or name,
                    _key_of(node.get("digit")),
                    name,
                    self.reader.phrases(node.get("speechRecTerms")),
                    mark,
                    number,
                    everywhere=node.get("globalDtmf") is True,
                    said_everywhere=node.get("globalSpeech") is True,
                )
            )

    def _lead_on(self, task: Task, item: Map) -> None:
        """Connect the actions of a task: what has no way of its own goes on where its block does."""
        if not item["actionList"]:
            return
        start = text_of(item, "startAction")
        if start not in self.numbers and start:
            self.draft.complain(f"{task.name}: the first action does not exist", task.mark)
        task.first = self.numbers.get(start)
        seen: set[int] = set()
        own = [self.numbers.get(text_of(node, "id")) for node in item["actionList"] if isinstance(node, Map)]
        todo: list[_Block] = [*(_Block(number) for number in reversed(own)), _Block(task.first)]
        while todo:
            number, after, loop, inside = todo.pop()
            while number is not None and number not in seen:
                seen.add(number)
                action, node = self.draft.actions[number], self.nodes[number]
                action.loop, action.inside = loop, inside
                following = self._to(node, "nextAction", action)
                action.next = after if following is None else following
                for label, mark, inner in export_actions.paths(self.reader, node):
                    first = self._to(inner, "nextActionId", action)
                    again = action.kind == "loop" and label == "loop"
                    behind = number if again else action.next
                    action.outputs[label] = behind if first is None else first
                    action.output_marks[label] = mark
                    todo.append(_Block(first, behind, number if again else loop, (number, label)))
                number = following

    def _to(self, node: Map, key: str, action: Action) -> Way:
        to = node.get(key)
        if not isinstance(to, str) or not to:
            return None
        if to not in self.numbers:
            self.draft.complain(f"{action.name}: what follows does not exist", self.reader.mark(node.value_at[key]))
        return self.numbers.get(to)


def _key_of(digit: Any) -> str:  # noqa: ANN401 - what JSON holds
    """The key of a choice: a number, or the name of a sign."""
    key = str(digit).removeprefix("digit_") if isinstance(digit, int | str) and not isinstance(digit, bool) else ""
    key = _SIGNS.get(key.lower(), key)
    return key if len(key) == 1 and key in "0123456789*#" else ""
