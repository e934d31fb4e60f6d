"""Where the ways of a flow lead: to the step of an action, over jumps that are no steps, or out of the task."""

from __future__ import annotations

from ivrlint.flow import AnyStep, HangUp, Mark, Return, Say, Target, Transfer
from ivrlint.readers.genesys.draft import LEADS_ON, MENU, Action, Draft, Menu, Ref, Task, Way
from ivrlint.readers.genesys.kinds import MODULE, QUEUE_FLOW
from ivrlint.readers.genesys.naming import WAITING, Names, reached
from ivrlint.readers.genesys.prompts import prompt_of

TROUBLE = "(event handling)"

_Arrival = int | Ref | Task | None
"""Where a call arrives: an action, a menu (or what does not exist), the end of a task, or the end of what a choice does."""


class Ways:
    """Targets for one flow, and the steps that are needed so that they lead somewhere."""

    def __init__(self, draft: Draft, names: Names) -> None:
        self.draft = draft
        self.names = names
        self.steps: dict[str, AnyStep] = {}
        self.menu_of = {choice.action: menu for menu in draft.menus.values() for choice in menu.choices}
        self.round = self._in_circles()
        for number in sorted(self.round):
            names.actions[number] = names.new(draft.actions[number].name)
        self.into: dict[str, dict[str, Menu]] = {}
        for number, menu in self.menu_of.items():
            if ref := draft.actions[number].ref:
                self.into.setdefault(ref.key, {})[menu.key] = menu
        self._known: dict[int, _Arrival] = {}
        self._reached = reached(draft)
        self._ends: dict[str, str] = {}
        self._trouble: str | None = None

    def passes(self, number: int) -> bool:
        """Whether an action is no step, only a way to another one."""
        return self.draft.actions[number].kind in LEADS_ON and number not in self.round

    def to(self, way: Way, task: Task | None, mark: Mark) -> Target | None:
        """The target of a way that begins in `task`; None where the call ends."""
        if way is None:
            return self.end(task, mark)
        arrives = self._arrives(way)
        if isinstance(arrives, int):
            return Target(self.names.actions[arrives], mark)
        return self._menu(arrives, mark) if isinstance(arrives, Ref) else self.end(arrives, mark)

    def _arrives(self, way: int) -> _Arrival:
        """Where a call arrives over jumps that are no steps: at an action, at a menu, at the end of a task."""
        path: list[int] = []
        arrives: _Arrival = way
        while isinstance(arrives, int) and self.passes(arrives):
            if arrives in self._known:
                arrives = self._known[arrives]
                break
            path.append(arrives)
            following, ref, task = self._over(arrives, self.draft.actions[arrives])
            inner = self.draft.tasks.get(ref.key) if ref and ref.kind != MENU else None
            if ref is not None and inner is None:
                arrives = ref
            else:
                following, task = (inner.first, inner) if inner else (following, task)
                arrives = task if following is None else following
        self._known.update(dict.fromkeys(path, arrives))
        return arrives

    def after(self, action: Action, mark: Mark | None = None) -> Target | None:
        """What follows when an action is done."""
        return self.to(action.next, action.task, mark or action.mark)

    def out(self, action: Action, *labels: str) -> Target | None:
        """Where the first of some outputs that is there leads; what is not there goes on after the action."""
        label = next((label for label in labels if label in action.outputs), "")
        if not label:
            return self.after(action)
        return self.to(action.outputs[label], action.task, action.output_marks[label])

    def of(self, ref: Ref, mark: Mark) -> Target | None:
        """The target of a reference to a task or a menu."""
        task = self.draft.tasks.get(ref.key) if ref.kind != MENU else None
        return self.to(task.first, task, mark) if task else self._menu(ref, mark)

    def _menu(self, ref: Ref, mark: Mark) -> Target:
        """The target of a menu, or of something that does not exist, under the name that is written."""
        known = self.names.menus.get(ref.key) if ref.kind == MENU else None
        return Target(known or ref.key or "?", mark)

    def _first(self, ref: Ref) -> Way:
        task = self.draft.tasks.get(ref.key)
        return task.first if task else None

    def _over(self, number: int, action: Action) -> tuple[Way, Ref | None, Task | None]:
        """What comes after an action that is no step: an action, a task or a menu, or the end of the task."""
        if action.kind in ("jumpToTask", "jumpToMenu", "subMenu"):
            return (None, action.ref, action.task) if action.ref else (None, None, action.task)
        if action.kind == "repeatMenu":
            menu = self.menu_of.get(number)
            return None, Ref(MENU, menu.key, action.mark) if menu else None, action.task
        if action.loop is not None and action.kind == "loopNext":
            return action.loop, None, action.task
        if action.loop is not None and action.kind == "loopExit":
            return self.draft.actions[action.loop].next, None, action.task
        return None, None, action.task

    def _in_circles(self) -> set[int]:
        """Jumps that lead only to one another: they are steps, or else nothing would be left of them."""
        settled: dict[int, int] = {}
        circles: set[int] = set()
        for root in range(len(self.draft.actions)):
            path: list[int] = []
            way: Way = root
            while way is not None and way not in settled and self.draft.actions[way].kind in LEADS_ON:
                settled[way] = root
                path.append(way)
                following, ref, _ = self._over(way, self.draft.actions[way])
                way = self._first(ref) if ref is not None and ref.kind != MENU else following
            if way is not None and settled.get(way) == root and way in path:
                circles.update(path[path.index(way) :])
        return circles

    def end(self, task: Task | None, mark: Mark) -> Target | None:
        """Where a call goes at the end of a task: back to who called it, round again in a queue, else nowhere."""
        if self.draft.kind == QUEUE_FLOW and (task is None or not task.called):
            return Target(WAITING, mark)
        if task is None or not (task.called or self.draft.kind == MODULE):
            return None
        if task.key not in self._ends:
            name = self._ends[task.key] = self.names.new(f"{task.name} (end)")
            self.steps[name] = Return(name=name, mark=task.mark)
        return Target(self._ends[task.key], mark)

    def trouble(self, thing: int | str, mark: Mark) -> Target | None:
        """What the flow does when a caller makes too many mistakes at an action or a menu; nothing where no call comes to."""
        if thing not in self._reached:
            return None
        if self._trouble is None:
            self._trouble = self.names.new(TROUBLE)
            self.steps[self._trouble] = self._handling(self._trouble)
        return Target(self._trouble, mark)

    def _handling(self, name: str) -> AnyStep:
        trouble, draft = self.draft.trouble, self.draft
        if trouble is None:
            return HangUp(name=name, mark=draft.mark)
        prompt = prompt_of(trouble.words, draft)
        if trouble.kind == "queue":
            who = trouble.queue.text if trouble.queue else ""
            return Transfer(name=name, mark=trouble.mark, prompt=prompt, who=who, elsewhere=True)
        if trouble.ref is not None:
            return Say(name=name, mark=trouble.mark, prompt=prompt, next=self.of(trouble.ref, trouble.ref.mark))
        return HangUp(name=name, mark=trouble.mark, prompt=prompt)

    def previous(self, number: int, action: Action) -> list[Menu]:
        """The menus to which `previous menu` may lead: those that lead to the menu or task it stands in."""
        menu = self.menu_of.get(number)
        if menu is not None and menu.parent is not None:
            return [menu.parent]
        key = menu.key if menu else action.task.key if action.task else ""
        return list(self.into.get(key, {}).values())
