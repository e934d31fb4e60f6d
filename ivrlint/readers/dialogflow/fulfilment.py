"""What a fulfilment does, in the order in which the platform does it: parameters, words, cases, a webhook, a hand-off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ivrlint.flow import Assignment, Case, Check, HangUp, Mark, Prompt, Run, Say, Set, Target, Transfer, Unknown
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.dialogflow import names
from ivrlint.readers.dialogflow.agent import Agent
from ivrlint.readers.dialogflow.messages import Handoff, HungUp, messages
from ivrlint.readers.dialogflow.part import Part
from ivrlint.readers.dialogflow.plan import Plan
from ivrlint.readers.dialogflow.values import all_reads, assignments

EVERYTHING = ("\0every parameter of the session",)
"""Stands for all names that a webhook or a person who answers is given, until these are known."""

DEEPEST = 20
"""Cases within cases that are told apart."""

_FLEXIBLE = "FLEXIBLE"
_MAY_TRANSFER = re.compile(
    r"(?i)transfer|hand_?-?(?:off|over)|escalat|live_?-?agent|human|pasar_?-? ?(?:la_?-? ?)?llamada|desviar|weiterleit"
)


class _Piece(NamedTuple):
    """A step of a chain: what it is called behind the name of the chain, and how it is made when its next step is known."""

    suffix: str
    mark: Mark
    make: Callable[[str, Target], object]
    ends: bool = False


class Writer:
    """Turns fulfilments into steps. `silent` webhooks decide by themselves what comes next, where nobody else does."""

    def __init__(self, agent: Agent, plan: Plan) -> None:
        self.agent = agent
        self.plan = plan
        self.answers: list[tuple[str, Target]] = []
        self.hands_off = False

    def chain(
        self,
        base: str,
        fulfilment: Part | None,
        then: Target,
        *,
        failed: Target | None = None,
        stays: bool = False,
        fuse: Callable[[Prompt], Target] | None = None,
        first: str = "",
        heard: Sequence[Assignment] = (),
        where: Mark | None = None,
    ) -> Target:
        """The steps of a fulfilment, `then` what follows it. Where it does nothing, that is `then` itself.

        `failed` is where a webhook that fails leads, `stays` says that no target is written behind the fulfilment.
        `fuse` makes a step that says the last words itself, `first` is the name of the first step, if that is reserved, and
        `heard` is what is set before, at `where`.
        """
        own = assignments(fulfilment) if fulfilment else []
        apart = heard and not {value.name for value in heard}.isdisjoint(value.name for value in own)
        groups = [(heard, where), (own, None)] if apart else [([*heard, *own], where if heard else None)]
        pieces = [self._set(values, mark) for values, mark in groups if values]
        if fulfilment is not None:
            pieces += self._pieces(fulfilment, failed, stays=stays)
        end = next((at for at, piece in enumerate(pieces) if piece.ends), None)
        if end is not None:
            self.plan.after_handoff.append(then.to)
            del pieces[end + 1 :]
        elif fuse and pieces and pieces[-1].suffix == "say":
            prompt = pieces.pop().make("", then)
            assert isinstance(prompt, Say) and prompt.prompt  # noqa: S101, PT018 - narrows the type
            then = fuse(prompt.prompt)
        return self._link(base, pieces, then, first)

    def _link(self, base: str, pieces: list[_Piece], then: Target, first: str = "") -> Target:
        """Name some steps and lead each to the next one."""
        named = [
            (first or self.plan.name(base)) if not at else self.plan.name(f"{base} / {piece.suffix}")
            for at, piece in enumerate(pieces)
        ]
        for name, piece in zip(reversed(named), reversed(pieces), strict=True):
            piece.make(name, then)
            then = Target(name, piece.mark)
        return then

    def ends(self, fulfilment: Part | None) -> bool:
        """Whether the call does not go on behind a fulfilment."""
        return fulfilment is not None and any(
            not isinstance(message, Prompt) for message in messages(fulfilment.parts("messages"), self.agent.language)
        )

    def _pieces(self, fulfilment: Part, failed: Target | None, *, stays: bool) -> Iterator[_Piece]:
        found = messages(fulfilment.parts("messages"), self.agent.language)
        for message in found:
            if isinstance(message, Prompt):
                yield self._say(message)
        for cases in fulfilment.parts("conditionalCases"):
            branches = cases.parts("cases")
            if branches:
                yield self._choice(branches, cases.mark("cases"), 1)
        for generator in fulfilment.parts("generators"):
            yield self._generator(generator)
        if fulfilment.text("webhook"):
            yield from self._webhook(fulfilment, failed, stays=stays)
        for message in found:
            if isinstance(message, Handoff):
                yield self._transfer(message)
            elif isinstance(message, HungUp):
                yield self._hang_up(message.mark)

    def _keep(self, step: Set | Say | Check | Run | Unknown | Transfer | HangUp) -> object:
        if step.name:
            self.plan.add(step)
        return step

    def _set(self, values: Sequence[Assignment], where: Mark | None = None) -> _Piece:
        mark = where or values[0].mark
        return _Piece("set", mark, lambda name, then: self._keep(Set(name=name, mark=mark, values=tuple(values), next=then)))

    def _hang_up(self, mark: Mark) -> _Piece:
        return _Piece("end", mark, lambda name, _: self._keep(HangUp(name=name, mark=mark)), ends=True)

    def _say(self, prompt: Prompt) -> _Piece:
        return _Piece(
            "say", prompt.mark, lambda name, then: self._keep(Say(name=name, mark=prompt.mark, prompt=prompt, next=then))
        )

    def _choice(self, branches: Sequence[Part], mark: Mark, depth: int) -> _Piece:
        """Variants of which the first whose condition is met is said."""

        def make(name: str, then: Target) -> object:
            used: dict[str, int] = {}
            cases: list[Case] = []
            otherwise = then
            for branch in branches:
                condition = branch.text("condition").strip()
                where = branch.mark("condition" if condition else "")
                if names.never(condition):
                    continue
                label = unique(names.shown(condition) or "otherwise", used)
                target = self._content(names.join(name, label), branch, then, depth)
                if not condition or names.always(condition):
                    otherwise = target
                    break
                cases.append(Case(label, target, where))
            uses = tuple(dict.fromkeys(name for branch in branches for name in names.reads(branch.text("condition"))))
            return self._keep(
                Check(name=name, mark=mark, asks="which words fit", uses=uses, cases=tuple(cases), otherwise=otherwise)
            )

        return _Piece("cases", mark, make)

    def _content(self, base: str, branch: Part, then: Target, depth: int) -> Target:
        """What one variant says; variants within variants are told apart down to a fixed depth."""
        pieces: list[_Piece] = []
        pending: list[Part] = []

        def flush() -> None:
            for message in messages(pending, self.agent.language):
                if isinstance(message, Prompt):
                    pieces.append(self._say(message))
                elif isinstance(message, Handoff):
                    pieces.append(self._transfer(message))
            pending.clear()

        for content in branch.parts("caseContent"):
            message, more = content.part("message"), content.part("additionalCases")
            if message:
                pending.append(message)
            elif more and more.parts("cases"):
                flush()
                if depth < DEEPEST:
                    pieces.append(self._choice(more.parts("cases"), more.mark("cases"), depth + 1))
        flush()
        end = next((at for at, piece in enumerate(pieces) if piece.ends), None)
        if end is not None:
            self.plan.after_handoff.append(then.to)
            del pieces[end + 1 :]
        return self._link(base, pieces, then)

    def _generator(self, generator: Part) -> _Piece:
        mark = generator.mark("generator" if "generator" in generator.map else "")
        inputs = generator.part("inputParameters")
        uses = tuple(dict.fromkeys(name for value in (inputs.map.values() if inputs else ()) for name in all_reads(value)))
        gives = generator.text("outputParameter")

        def make(name: str, then: Target) -> object:
            given = (names.parameter(gives),) if gives else ()
            return self._keep(Run(name=name, mark=mark, service="generator", uses=uses, gives=given, next=then, failed=then))

        return _Piece("generator", mark, make)

    def _webhook(self, fulfilment: Part, failed: Target | None, *, stays: bool) -> Iterator[_Piece]:
        called, tag = fulfilment.text("webhook"), fulfilment.text("tag")
        webhook = self.agent.webhooks.get(called)
        service = " ".join(f"{called}: {tag}".split()) if tag else " ".join(called.split())
        mark = fulfilment.mark("webhook")
        web = next((part for key in ("genericWebService", "serviceDirectory") if webhook and (part := webhook.part(key))), None)
        web = (web.part("genericWebService") or web) if web else None
        uses: tuple[str, ...] = EVERYTHING
        gives: tuple[str, ...] = ()
        flexible = web is not None and web.text("webhookType") == _FLEXIBLE
        if web and flexible:
            uses = names.reads(web.text("requestBody") + " " + web.text("uri"))
            gives = tuple(dict.fromkeys(names.parameter(key) for key in _mapping(web)))

        def run(name: str, then: Target) -> object:
            return self._keep(
                Run(name=name, mark=mark, service=service, uses=uses, gives=gives, next=then, failed=failed or then)
            )

        yield _Piece("webhook", mark, run)
        if flexible:
            return
        if _MAY_TRANSFER.search(service):
            yield _Piece("answer", mark, lambda name, then: self._answer(name, mark, then))
        elif stays:
            yield _Piece("answer", mark, lambda name, then: self._maybe(name, mark, then))

    def _answer(self, name: str, mark: Mark, then: Target) -> object:
        """What a webhook decides: it may put the caller through, or lead to another page."""
        return self._keep(
            Unknown(name=name, mark=mark, what="the answer of a webhook", cases=(Case("goes on here", then, mark),))
        )

    def _maybe(self, name: str, mark: Mark, then: Target) -> object:
        """The same, to be kept only where nothing in the agent puts callers through."""
        self.answers.append((name, then))
        return self._answer(name, mark, then)

    def _transfer(self, message: Handoff) -> _Piece:
        self.hands_off = True

        def make(name: str, _: Target) -> object:
            return self._keep(transfer(name, message))

        return _Piece("transfer", message.mark, make, ends=True)


def transfer(name: str, message: Handoff) -> Transfer:
    """Putting the caller through to a person; the telephone system behind decides what happens when nobody answers."""
    return Transfer(
        name=name,
        mark=message.mark,
        who=message.who,
        number=message.number,
        passes=message.dials if message.number else EVERYTHING,
        dials=message.dials,
        elsewhere=True,
    )


def unique(label: str, used: dict[str, int]) -> str:
    """A label that no other case of a step has."""
    while label in used:
        used[label] += 1
        label = f"{label} ({used[label]})"
    used[label] = 1
    return label


def _mapping(web: Part) -> Iterator[str]:
    """The names that a flexible webhook sets: a list of keys and values, or an object."""
    for pair in web.parts("parameterMapping"):
        if pair.text("key"):
            yield pair.text("key")
    mapping = web.part("parameterMapping")
    yield from (key for key in mapping.map if key.strip()) if mapping else ()
