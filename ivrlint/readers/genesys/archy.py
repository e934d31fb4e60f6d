"""The flow that a YAML file of Archy describes."""

from __future__ import annotations

import re
from collections import deque
from typing import Any

from ivrlint.flow import Mark, Refusal
from ivrlint.readers import strict_yaml
from ivrlint.readers.genesys import archy_actions
from ivrlint.readers.genesys.archy_values import Reader, children, seconds_of, text_of, truth_of
from ivrlint.readers.genesys.draft import MENU, TASK, Action, Choice, Draft, Menu, Ref, Task, Trouble, Way
from ivrlint.readers.genesys.kinds import QUEUE_FLOW, kind_of_flow, no_call
from ivrlint.readers.genesys.placeholders import hidden
from ivrlint.readers.tree import List, Map

IN_QUEUE = "In-Queue Task"
"""What Architect calls the task that callers hear while they wait; Archy's files do not name it."""

DEEPEST = 400
"""Levels of nesting that are read: each decision inside another takes five."""

_REF = re.compile(r"\[([^\[\]]*)\]\s*\Z")
_SIGNS = {"star": "*", "pound": "#", "asterisk": "*", "hash": "#"}
STATE = "state"
"""What other kinds of flows have in place of tasks; files written by hand have them in flows of calls, too."""

_JUMPS = {"jumpToTask": TASK, "jumpToMenu": MENU}


def read(text: str, file: str) -> Draft | Refusal:
    """The draft of a flow, or why the file describes no call."""
    document = strict_yaml.parse(hidden(text), file, any_tag=True, deepest=DEEPEST)
    if isinstance(document, Refusal):
        return document
    root = document.value
    kind = next((key for key in root if kind_of_flow(key)), "") if isinstance(root, Map) else ""
    body = root.get(kind) if kind else None
    if not isinstance(body, Map):
        at = root.key_at[kind] if kind else document.at
        return Refusal(file, f"`{kind}` must hold a flow" if kind else "this holds no flow of Architect", at[0], at[1])
    if refusal := no_call(kind, file, root.key_at[kind]):
        return refusal
    draft = Draft(file=file, kind=kind, mark=Mark(file, *root.key_at[kind]), problems=list(document.problems))
    _Flow(draft, body).read()
    return draft


class _Flow:
    """Reads one flow. Lists of actions and menus inside of choices wait until it is their turn, however deep they stand."""

    def __init__(self, draft: Draft, body: Map) -> None:
        self.draft = draft
        self.body = body
        self.reader = Reader(draft)
        self.waiting: deque[tuple[Menu, Map]] = deque()
        self.lists: deque[tuple[int, str, Any, Way]] = deque()

    def read(self) -> None:
        """Fill the draft."""
        draft, body, reader = self.draft, self.body, self.reader
        draft.name = text_of(body, "name")
        draft.language = text_of(body, "defaultLanguage")
        draft.greeting = reader.words(body, "initialGreeting")
        draft.hold = reader.words(reader.inside(body, "settingsInQueueCall"), "holdMusic")
        self._settings()
        self._variables(body)
        for parts, part in (("tasks", TASK), ("states", STATE)):
            for node in children(body, parts, part, draft):
                self._task(node)
        for node in children(body, "menus", MENU, draft):
            self._menu(node, None)
        self._start()
        while self.waiting or self.lists:
            if self.lists:
                number, label, actions, loop = self.lists.popleft()
                action = draft.actions[number]
                around, after = (action.loop, action.next) if loop is None else (loop, loop)
                action.outputs[label] = self._chain(actions, action.task, action.place, after, around, (number, label))
            else:
                self._choices(*self.waiting.popleft())

    def _variables(self, node: Map) -> None:
        """How the variables of a flow or a task are spelt."""
        variables = node.get("variables")
        for item in variables if isinstance(variables, List) else ():
            for inner in item.values() if isinstance(item, Map) else ():
                if isinstance(inner, Map) and (name := text_of(inner, "name")):
                    self.draft.called(name)

    def _settings(self) -> None:
        draft, reader = self.draft, self.reader
        menu = reader.inside(self.body, "settingsMenu")
        collect = reader.inside(reader.inside(self.body, "settingsActionDefaults"), "collectInput")
        draft.timeout = seconds_of(menu.get("menuSelectionTimeout"), draft.timeout)
        draft.repeats = reader.whole(menu, "repeatCount", draft.repeats)
        draft.delay = seconds_of(menu.get("extensionDialingMaxDelay"), draft.delay)
        draft.extensions = truth_of(menu.get("listenForExtensionDialing"), default=draft.extensions)
        draft.entry_wait = seconds_of(collect.get("noEntryTimeout"), draft.entry_wait)
        trouble = reader.inside(self.body, "settingsErrorHandling")
        handling = reader.inside(trouble, "errorHandling")
        if trouble:
            self._trouble(trouble, handling)

    def _trouble(self, trouble: Map, handling: Map) -> None:
        reader = self.reader
        kind = next(iter(handling), "disconnect")
        mark = reader.mark(handling.key_at[kind] if handling else self.body.key_at["settingsErrorHandling"])
        inner = reader.inside(handling, kind)
        queue, ref = reader.value(inner, "targetQueue"), None
        for target, of in (("targetMenuRef", MENU), ("targetTaskRef", TASK)):
            if target in inner:
                ref = self._ref(inner, target, of)
        self.draft.trouble = Trouble(kind, mark, reader.words(trouble, "preHandlingAudio"), queue, ref)

    def _start(self) -> None:
        draft, body = self.draft, self.body
        first = body.get("startUpTaskActions")
        if "startUpRef" in body:
            of = MENU if "menu[" in text_of(body, "startUpRef").lower() else TASK
            draft.start = self._ref(body, "startUpRef", of)
        elif first is not None:
            mark = self.reader.mark(body.key_at["startUpTaskActions"])
            name = IN_QUEUE if draft.kind == QUEUE_FLOW else draft.name or "Task"
            task = Task(key="\0start", name=name, mark=mark)
            task.first = self._chain(first, task, name)
            draft.tasks[task.key] = task
            draft.start = Ref(TASK, task.key, mark)
        else:
            known = next(iter(draft.menus), None), next(iter(draft.tasks), None)
            kind, key = (MENU, known[0]) if known[0] else (TASK, known[1])
            draft.complain("there is no `startUpRef`: nothing tells where a call comes in", draft.mark)
            draft.start = Ref(kind, key, draft.mark) if key else None

    def _ref(self, node: Map, key: str, kind: str) -> Ref:
        """A reference such as `/inboundCall/menus/menu[Main Menu_10]`: what is in the last brackets."""
        text, mark = text_of(node, key), self.reader.mark(node.value_at[key])
        found = _REF.search(text)
        inside = found[1] if found else text
        if "#" in text.partition("[")[0]:
            return self._elsewhere(text, inside, mark)
        return Ref(kind, inside, mark)

    def _elsewhere(self, text: str, name: str, mark: Mark) -> Ref:
        """A reference into another file, `shared.yaml#/tasks/task[Ask_1]`: what happens there is not known."""
        draft = self.draft
        if text not in draft.tasks:
            task = draft.tasks[text] = Task(key=text, name=name, mark=mark, first=len(draft.actions))
            draft.actions.append(Action(kind="externalReference", name=name, mark=mark, place=name, task=task))
        return Ref(TASK, text, mark)

    def _task(self, node: Map) -> None:
        name = text_of(node, "name") or text_of(node, "refId") or "Task"
        key = text_of(node, "refId") or name
        mark = self.reader.mark(node.value_at.get("name", node.at))
        if key in self.draft.tasks:
            self.draft.complain(f"there are two tasks with the reference {key!r}: only the first one counts", mark)
            return
        self._variables(node)
        task = self.draft.tasks[key] = Task(key=key, name=name, mark=mark)
        task.first = self._chain(node.get("actions"), task, name)

    def _menu(self, node: Map, parent: Menu | None) -> Menu:
        reader = self.reader
        name = text_of(node, "name") or text_of(node, "refId") or "Menu"
        key = text_of(node, "refId") or name
        mark = reader.mark(node.value_at.get("name", node.at))
        settings = reader.inside(node, "settingsMenu")
        menu = Menu(key=key, name=name, mark=mark, words=reader.words(node, "audio"), parent=parent)
        menu.timeout = seconds_of(settings.get("menuSelectionTimeout"), None)
        menu.delay = seconds_of(settings.get("extensionDialingMaxDelay"), None)
        menu.repeats = reader.whole(settings, "repeatCount", None)
        menu.extensions = truth_of(settings.get("listenForExtensionDialing"), default=None)
        if "defaultChildMenuRef" in node:
            ref = self._ref(node, "defaultChildMenuRef", MENU)
            menu.default = ref.key, ref.mark
        if key in self.draft.menus:
            self.draft.complain(f"there are two menus with the reference {key!r}: only the first one counts", mark)
        else:
            self.draft.menus[key] = menu
            self.waiting.append((menu, node))
        return menu

    def _choices(self, menu: Menu, node: Map) -> None:
        choices = node.get("choices")
        if not isinstance(choices, List):
            if "actions" in node:
                mark = self.reader.mark(node.key_at["actions"])
                self.draft.complain(f"{menu.name}: a menu has `choices`; what stands under `actions` is not read", mark)
            return
        for item, place in zip(choices, choices.item_at, strict=True):
            type_ = next(iter(item), "") if isinstance(item, Map) else ""
            if not type_ or not isinstance(item[type_], Map):
                self.draft.complain("a choice must be of the form `menuTask: {name, dtmf, …}`", self.reader.mark(place))
                continue
            self._choice(menu, type_, item[type_], self.reader.mark(item.key_at[type_]))

    def _choice(self, menu: Menu, type_: str, body: Map, mark: Mark) -> None:
        reader, draft = self.reader, self.draft
        kind = type_[4:5].lower() + type_[5:] if type_.startswith("menu") else type_
        name = text_of(body, "name") or archy_actions.title(kind)
        mark = reader.mark(body.value_at["dtmf"]) if "dtmf" in body else mark
        number = len(draft.actions)
        action = archy_actions.action(reader, kind, body, name, menu.name, None)
        draft.actions.append(action)
        if kind == "task":
            action.kind = "jumpToTask"
            inner = reader.inside(body, "task")
            task = Task(key=f"\0{number}", name=name, mark=action.mark, kind="inline")
            task.first = self._chain(inner.get("actions"), task, name)
            draft.tasks[task.key] = task
            action.ref = Ref(TASK, task.key, mark)
        elif kind in ("subMenu", "menu"):
            action.kind = "jumpToMenu"
            sub = self._menu(body["menu"] if isinstance(body.get("menu"), Map) else body, menu)
            action.ref = Ref(MENU, sub.key, mark)
        else:
            self._refs(action, body)
        key = _key_of(text_of(body, "dtmf"))
        choice = Choice(
            text_of(body, "refId") or name,
            key,
            name,
            reader.phrases(body.get("speechRecTerms")),
            mark,
            number,
            everywhere=truth_of(body.get("globalDtmf"), default=False),
            said_everywhere=truth_of(body.get("globalSpeechRecTerms"), default=False),
        )
        menu.choices.append(choice)

    def _refs(self, action: Action, body: Map) -> None:
        for key, kind in (("targetTaskRef", TASK), ("targetMenuRef", MENU)):
            if key in body:
                action.ref = self._ref(body, key, kind)
        if action.ref is None and action.kind in (*_JUMPS, "callTask"):
            self.draft.complain(f"{action.name}: nothing tells where this leads", action.mark)

    def _chain(
        self,
        items: Any,  # noqa: ANN401 - what YAML holds
        task: Task | None,
        place: str,
        after: Way = None,
        loop: Way = None,
        inside: tuple[int, str] | None = None,
    ) -> Way:
        """The number of the first action of a list whose last one is followed by `after`."""
        draft, reader = self.draft, self.reader
        first: Way = None
        last: Action | None = None
        if not isinstance(items, List):
            return after
        for item, at in zip(items, items.item_at, strict=True):
            kind = next(iter(item), "") if isinstance(item, Map) else ""
            if not kind:
                draft.complain("an action must be of the form `playAudio: {name, …}`", reader.mark(at))
                continue
            body = item[kind] if isinstance(item[kind], Map) else Map(item.key_at[kind])
            name = text_of(body, "name") or archy_actions.title(kind)
            number = len(draft.actions)
            action = archy_actions.action(reader, kind, body, name, place, task)
            if action.mark == reader.mark(body.at) or "name" not in body:
                action.mark = reader.mark(item.key_at[kind])
            action.loop, action.inside = loop, inside
            action.tests = archy_actions.tests(reader, body) if kind == "switch" else {}
            draft.actions.append(action)
            if kind in (*_JUMPS, "callTask"):
                self._refs(action, body)
            if last is None:
                first = number
            else:
                last.next = number
            last = action
            for label, actions, mark in archy_actions.outputs(reader, kind, body):
                action.outputs[label] = None
                action.output_marks[label] = mark
                self.lists.append((number, label, actions, number if kind == "loop" and label == "loop" else None))
        if last is None:
            return after
        last.next = after
        return first


def _key_of(dtmf: str) -> str:
    """The key of `digit_1`, `digit_*`, `star`."""
    key = dtmf.removeprefix("digit_").strip()
    return _SIGNS.get(key, key) if len(_SIGNS.get(key, key)) == 1 and _SIGNS.get(key, key) in "0123456789*#" else ""
