"""Items that wait for somebody: menus, entries, recordings, transfers, and dialogs that come back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from ivrlint.flow import (
    Assignment,
    Case,
    Check,
    Collect,
    Handler,
    HangUp,
    Mark,
    Menu,
    Option,
    Prompt,
    Run,
    Set,
    Target,
    Transfer,
    Visit,
)
from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.voicexml import ecma, nodes
from ivrlint.readers.voicexml.answers import Heard
from ivrlint.readers.voicexml.choosing import ANYTHING_ELSE, Known, Plan, branching, plan
from ivrlint.readers.voicexml.document import Item
from ivrlint.readers.voicexml.grammars import listen, together
from ivrlint.readers.voicexml.inputs import heard_by, key_of, modes, prompt_of, seconds, timeout
from ivrlint.readers.voicexml.nodes import Call, Node
from ivrlint.readers.voicexml.templates import is_template

if TYPE_CHECKING:
    from ivrlint.readers.voicexml.writing import Writer

_BOTS = re.compile(r"(?i)(?<![a-z])(?:(?:chat|voice)?bot|virtual[-_ ]?agent|ai[-_ ]?agent|dialogflow|lex)(?![a-z])")
_QUEUE = re.compile(r"(?i)\bapplication:queue\(\s*([^,()]*)")
_OUTSIDE = re.compile(r"(?i)^'?\s*(?:application|exten|outgoing|conf)[:=]|[ck]onf(?:erence)?\b|meetme")
_EXECUTES = re.compile(
    r"(?i)^'?\s*(?:execute:\s*([\w.-]+)|(originate):|application:\s*(?!queue|dial|\w*[ck]onf|meetme)([\w.-]+))"
)
_SCHEME = re.compile(r"(?i)^(?:tel:|phone://|sips?:|phone:)")
_SEVERAL_KEYS = 2.0  # seconds: what platforms wait for another key where the document does not say
_KINDS = (
    ("card expiry", re.compile(r"(?i)card.{0,20}expir|expir.{0,20}(?:card|date)")),
    ("cvv", re.compile(r"(?i)(?<![a-z])(?:cvv|cvc|security[ _-]?code)(?![a-z])")),
    (
        "card number",
        re.compile(r"(?i)(?:credit|debit|bank)[ _-]?card[ _-]?(?:number|no)|(?<![a-z])card[ _-]?(?:number|no)(?![a-z])"),
    ),
    ("pin", re.compile(r"(?i)(?<![a-z])(?:pin|otp|pass(?:code|word)|secret code)(?![a-z])")),
)


def make_call(writer: Writer, call: Call, name: str) -> None:
    """Write the step of an item."""
    _MAKERS.get(call.item.kind, _entry)(writer, call, name)


def handler(writer: Writer, call: Call, heads: list[Node], name: str, *, after: float = 0.0) -> Handler:
    """What happens on silence or after a mistake: the tries before something else than asking again comes."""
    mark = call.mark
    again = Target(name, mark)
    if not heads:
        if writer.book.missing_root:
            root = writer.document.application
            return Handler(mark, after, 1, writer.book.unknown(root, writer.document.mark(writer.document.root, "application")))
        return Handler(mark, after, 1, again)
    for tries, head in enumerate(heads, 1):
        if not _returns(writer, head, call):
            return Handler(_place(head, mark), after, tries, writer.target(head, None, head.mark))
    head = heads[0]
    return Handler(_place(head, mark), after, 1, writer.target(head, None, head.mark) or again)


def _place(head: Node, mark: Mark) -> Mark:
    return head.mark if head.mark.file else mark


def _returns(writer: Writer, head: Node, call: Call) -> bool:
    """Whether what a handler does leads back to its item in any case."""
    visiting = writer.visiting
    seen: set[Node] = set()
    todo = [head]
    while todo:
        node = todo.pop()
        if node in seen or node is call:
            continue
        seen.add(node)
        if len(seen) > 200 or node not in visiting.states:
            return False
        if isinstance(node, nodes.Call | nodes.Problematic):
            return False
        if isinstance(node, nodes.Leave) and node.how != "nextitem":
            return False
        if isinstance(node, nodes.Throw) and not node.heads:
            return False
        if isinstance(node, nodes.Work):
            todo += [node.next] if node.next else []
            continue
        todo += [following for following, _ in visiting.successors(node, visiting.states[node])]
    return True


def _menu(writer: Writer, call: Call, name: str) -> None:
    """A menu: its choices, numbered by the platform where it says so, and the links that are open here."""
    item, document = call.item, writer.document
    keys, voice = modes(item)
    numbered = item.element.get("dtmf").strip() == "true"
    options: list[Option] = []
    spoken: list[tuple[str, str]] = []
    taken: set[str] = set()
    number = 0
    for choice, node in call.choices:
        words = " ".join("".join(part.text for part in (choice, *_words_inside(choice))).split())
        words = "" if is_template(words) else words
        key = key_of(choice.get("dtmf"))
        if not choice.get("dtmf").strip() and numbered:
            number += 1
            key = str(number) if number < 10 else ""
        key = key if keys else ""
        if not key and keys:
            key = _key_in_grammar(writer, item, choice)
        phrases = _phrases(writer, choice, words) if voice else ()
        spoken.append((words, key))
        if key in taken:
            document.complain(f"key {key} is taken by an earlier choice: this one is never chosen by it", choice, "dtmf")
            key = ""
        taken |= {key} - {""}
        if key or phrases or voice:
            to = writer.target(node, None, node.mark)
            options.append(Option(key, to, node.mark, words or (phrases[0] if phrases else ""), phrases))
    options += _links(writer, call, name, options)
    prompt = prompt_of(item, document, writer.routine.resolve, spoken)
    writer.add(_finished(writer, call, name, options, prompt))


def _words_inside(choice: Element) -> list[Element]:
    return [child for child in choice.children if child.name in ("emphasis", "emp", "value", "audio", "prosody", "sub")]


def _key_in_grammar(writer: Writer, item: Item, choice: Element) -> str:
    for grammar in choice.named("grammar", "dtmf"):
        heard = listen(grammar, lambda address: writer.book.around.grammars.get(_path(writer, address)))
        for answer in heard.answers or ():
            if answer.key:
                return answer.key
    return ""


def _path(writer: Writer, address: str) -> str:
    from ivrlint.readers.voicexml.places import path_of

    return path_of(writer.document.file, address)


def _phrases(writer: Writer, element: Element, words: str) -> tuple[str, ...]:
    """What may be said for a choice or a link: what its grammar lists, else its words."""
    grammars = [*element.named("grammar")]
    if not grammars:
        return (words,) if words else ()
    heard = together(
        listen(grammar, lambda address: writer.book.around.grammars.get(_path(writer, address))) for grammar in grammars
    )
    said = [phrase for answer in heard.answers or () for phrase in answer.phrases]
    return tuple(dict.fromkeys(said)) or ((words,) if words else ())


def _links(writer: Writer, call: Call, name: str, options: list[Option]) -> list[Option]:
    """The options that links add."""
    taken = {option.key for option in options}
    keys, voice = modes(call.item)
    result = []
    for link, node in call.links:
        key = key_of(link.get("dtmf")) or _key_in_grammar(writer, call.item, link)
        key = key if keys and key not in taken else ""
        phrases = _phrases(writer, link, "") if voice else ()
        to = writer.target(node, None, node.mark)
        if not (key or voice) or (to is not None and to.to == name and not to.file):
            continue
        taken.add(key)
        label = phrases[0] if phrases else _command(link)
        result.append(Option(key, to, node.mark, label, phrases))
    return result


def _command(link: Element) -> str:
    """What to call a link whose words are not known."""
    return link.get("event") or link.get("next") or ecma.literal(link.get("eventexpr")) or "command"


def _finished(writer: Writer, call: Call, name: str, options: list[Option], prompt: Prompt | None) -> Menu:
    longest = max((len(option.key) for option in options), default=0)
    wait = seconds(call.item.scope.property("interdigittimeout")) or _SEVERAL_KEYS if longest > 1 else 0.0
    return Menu(
        name=name,
        mark=call.mark,
        prompt=prompt,
        options=tuple(options),
        no_input=handler(writer, call, call.silence, name, after=timeout(call.item)),
        no_match=handler(writer, call, call.mistake, name),
        next_digit=wait,
    )


def _entry(writer: Writer, call: Call, name: str) -> None:
    """A field, an open question or a recording: a choice where the document branches on it, else an entry."""
    item, document = call.item, writer.document
    prompt = prompt_of(item, document, writer.routine.resolve)
    heard = Heard(voice=True)
    if item.kind == "field":
        find = writer.book.around.grammars.get
        heard = heard_by(item, writer.dialog, document, lambda address: find(_path(writer, address)), prompt)
        made = plan(call, writer.visiting, heard)
        if made.groups:
            writer.add(_choice(writer, call, name, made, prompt))
            return
    _collect(writer, call, name, heard, prompt)


def _choice(writer: Writer, call: Call, name: str, made: Plan, prompt: Prompt | None) -> Menu:
    """A field whose answer the document branches on."""
    item = call.item
    options: list[Option] = []
    taken: set[str] = set()
    for group in made.groups:
        label = _label(group.value)
        known = Known(item.name, group.value, label, made.depends)
        to = writer.target(call.filled, known, call.mark)
        phrases = tuple(dict.fromkeys(phrase for answer in group.answers for phrase in answer.phrases))
        keyed = [answer for answer in group.answers if answer.key and answer.key not in taken]
        for number, answer in enumerate({answer.key: answer for answer in keyed}.values()):
            taken.add(answer.key)
            options.append(Option(answer.key, to, call.mark, _label(answer.value), phrases if not number else answer.phrases))
        if not keyed:
            options.append(Option("", to, call.mark, label, phrases))
    options += _links(writer, call, name, options)
    menu = _finished(writer, call, name, options, prompt)
    if not made.otherwise:
        return menu
    known = Known(item.name, ANYTHING_ELSE, "other", made.depends)
    wrong = writer.target(call.filled, known, call.mark)
    return Menu(
        name=menu.name,
        mark=menu.mark,
        prompt=menu.prompt,
        options=menu.options,
        no_input=menu.no_input,
        no_match=Handler(call.mark, then=wrong),
        next_digit=menu.next_digit,
    )


def _label(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _collect(writer: Writer, call: Call, name: str, heard: Heard, prompt: Prompt | None) -> None:
    item = call.item
    recorded = item.kind == "record"
    by = tuple(way for way, used in (("keys", heard.keys), ("speech", heard.voice)) if used) or ("speech",)
    digits = heard.digits if heard.digits and 0 < heard.digits[0] <= heard.digits[1] else None
    choice = heard.answers is not None or heard.builtin == "boolean"
    fixed = digits is not None and digits[0] == digits[1]
    finish = item.scope.property("termchar") or "#"
    following = writer.target(call.filled, None, call.mark)
    variable = writer.routine.resolve(item.name) if item.name else name
    following = _others(writer, call, name, variable, following)
    following = _commands(writer, call, name, variable, following)
    writer.add(
        Collect(
            name=name,
            mark=call.mark,
            prompt=prompt,
            variable=variable,
            next=following,
            no_input=handler(writer, call, call.silence, name, after=timeout(item)),
            no_match=Handler(call.mark, possible=False) if recorded else handler(writer, call, call.mistake, name),
            digits=digits,
            finish_on=finish
            if "keys" in by and not fixed and not choice and not recorded and heard.builtin and finish in "*#"
            else "",
            by=("recording",) if recorded else by,
            what="choice" if choice else _kind(item, prompt) if not recorded else "",
        )
    )


def _others(writer: Writer, call: Call, name: str, variable: str, following: Target | None) -> Target | None:
    """The other fields of the form that the same answer may have filled."""
    state = writer.visiting.states[call]
    mixed = call.item.kind == "initial" or call.item.index in writer.routine.mixed
    others = writer.visiting.mixed & state.without if mixed else 0
    values = [
        Assignment(writer.routine.resolve(item.name), f"{{{variable}}}", (variable,), call.mark)
        for item in writer.routine.items
        if others >> item.index & 1 and item.name and item is not call.item
    ]
    if not values:
        return following
    step = writer.book.names.reserve(f"{name}: answers")
    writer.add(Set(name=step, mark=call.mark, values=tuple(values), next=following))
    return Target(step, call.mark)


def _kind(item: Item, prompt: Prompt | None) -> str:
    words = f"{item.name} {prompt.text if prompt else ''}"
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), "")


def _commands(writer: Writer, call: Call, name: str, variable: str, following: Target | None) -> Target | None:
    """The links that callers may use instead of answering, as a question of what was said; those that only help are left out."""
    cases: list[Case] = []
    for link, node in call.links:
        if _returns(writer, node, call):
            continue
        phrases = _phrases(writer, link, "")
        label = phrases[0] if phrases else _command(link)
        if any(case.name == label for case in cases):
            continue
        to = writer.target(node, None, node.mark)
        cases.append(Case(" ".join(label.split()), to, node.mark))
    if not cases:
        return following
    asked = writer.book.names.reserve(f"{name}: command?")
    forgotten = []
    for case in cases:
        step = writer.book.names.reserve(f"{name}: {case.name}")
        values = (Assignment(variable, "", (), case.mark),)
        writer.add(Set(name=step, mark=case.mark, values=values, next=case.target))
        forgotten.append(case._replace(target=Target(step, case.mark)))
    writer.add(
        Check(name=asked, mark=call.mark, asks="what was said", uses=(variable,), cases=tuple(forgotten), otherwise=following)
    )
    return Target(asked, call.mark)


def _transfer(writer: Writer, call: Call, name: str) -> None:
    """A call that is put through, or something that only looks like it."""
    item, document = call.item, writer.document
    element = item.element
    written = element.get("dest").strip()
    resolve = writer.routine.resolve
    made = ecma.pattern(element.get("destexpr"))
    text = written or made.text if made.whole or written else ecma.shown(element.get("destexpr"), resolve)
    dials = () if written else tuple(dict.fromkeys(resolve(each) for each in made.reads))
    for read in made.reads if made.whole else ():
        text = text.replace(f"{{{read}}}", f"{{{resolve(read)}}}")
    executed = _EXECUTES.match(written or element.get("destexpr"))
    mark = document.mark(element, "dest" if written else "destexpr")
    if executed:
        following = writer.target(call.filled, None, mark)
        service = next(group for group in executed.groups() if group)
        if service.lower() in ("hangup", "hang_up") and following is None:
            writer.add(HangUp(name=name, mark=mark))
        else:
            writer.add(Run(name=name, mark=mark, service=service, uses=dials, next=following, failed=following))
        return
    passes = [resolve(each) for each in (*ecma.names(element.get("aaiexpr")), *(() if written else made.reads))]
    queue = _QUEUE.search(written or element.get("destexpr"))
    busy = no_answer = failed = None
    cases: tuple[Case, ...] = ()
    stays = _stays(item)
    if stays:
        busy, no_answer, failed, cases = _results(writer, call)
    if call.failure is not None:
        failed = writer.target(call.failure, None, call.failure.mark)
    writer.add(
        Transfer(
            name=name,
            mark=call.mark,
            prompt=prompt_of(item, document, resolve),
            to=_answered_by(written or element.get("destexpr")) if not queue else "person",
            who=queue[1].strip() if queue else "",
            number="" if queue else _SCHEME.sub("", text).replace("{{", "{").replace("}}", "}") if not made.reads else text,
            passes=tuple(dict.fromkeys(passes)),
            wait=seconds(element.get("connecttimeout")),
            elsewhere=not stays or bool(queue),
            dials=dials,
            busy=busy,
            no_answer=no_answer,
            failed=failed,
            cases=cases,
        )
    )


def _stays(item: Item) -> bool:
    """Whether the document gets to know what became of the call: not when it is blindly handed on."""
    kind = item.element.get("type").strip().lower()
    bridge = item.element.get("bridge").strip().lower()
    if kind:
        return kind in ("bridge", "consultation", "supervised", "attended")
    return bridge == "true" or bool([child for child in item.element.children if child.name == "filled"])


def _answered_by(address: str) -> Literal["person", "bot", "outside"]:
    if _BOTS.search(address):
        return "bot"
    return "outside" if _OUTSIDE.search(address) else "person"


def _results(writer: Writer, call: Call) -> tuple[Target | None, Target | None, Target | None, tuple[Case, ...]]:
    """What the document does about each result of a transfer."""
    item = call.item
    found = branching(call, writer.visiting, item.name) if item.name else None
    made = Plan((), found.depends if found else frozenset())
    blind = item.element.get("type").strip().lower() == "consultation"

    def after(result: str) -> Target | None:
        known = Known(item.name, result, result, made.depends) if item.name else None
        return None if _silent_end(writer, call, known) else writer.target(call.filled, known, call.mark)

    busy, no_answer, failed = after("busy"), after("noanswer"), after("network_busy")
    done = None if blind else after("far_end_disconnect")
    cases = (Case("far_end_disconnect", done, done.mark),) if done else ()
    return busy, no_answer, failed, cases


def _silent_end(writer: Writer, call: Call, known: Known | None) -> bool:
    """Whether the call is over behind a transfer without another word."""
    found = writer.found(call.filled, known, call.mark)
    node = None if found is None or isinstance(found, Target) else found[0]
    return isinstance(node, nodes.Leave) and node.how in ("exit", "disconnect", "end")


def _subdialog(writer: Writer, call: Call, name: str) -> None:
    """A dialog that comes back."""
    item = call.item
    element = item.element
    resolve = writer.routine.resolve
    reads = [*element.get("namelist").split(), *(param.get("expr") for param in element.named("param"))]
    passes = tuple(dict.fromkeys(resolve(each) for text in reads for each in ecma.names(text)))
    address = element.get("src").strip() or (ecma.literal(element.get("srcexpr") or element.get("expr")) or "")
    mark = writer.document.mark(element, "src")
    flow = _dialog(writer, address, mark)
    following = writer.target(call.filled, None, call.mark)
    writer.add(Visit(name=name, mark=call.mark, flow=flow, passes=passes, next=following))


def _dialog(writer: Writer, address: str, mark: Mark) -> Target | None:
    from ivrlint.readers.voicexml.places import place_of

    place = place_of(address, writer.document, writer.book.around) if address else None
    return writer.book.address(address, mark, dynamic=False) if place else None


def _object(writer: Writer, call: Call, name: str) -> None:
    """Something of the platform, which may talk with the caller."""
    item = call.item
    resolve = writer.routine.resolve
    reads = [param.get("expr") for param in item.element.named("param")]
    uses = tuple(dict.fromkeys(resolve(each) for text in reads for each in ecma.names(text)))
    gives = (resolve(item.name),) if item.name else ()
    following = writer.target(call.filled, None, call.mark)
    service = item.element.get("classid") or "object"
    if service.startswith("property:"):
        writer.add(Set(name=name, mark=call.mark, next=following))
        return
    writer.add(Run(name=name, mark=call.mark, service=service, uses=uses, gives=gives, next=following))


_MAKERS = {"menu": _menu, "transfer": _transfer, "subdialog": _subdialog, "object": _object}
