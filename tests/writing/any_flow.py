"""Strategies for whole flows: all that the model can hold, and that the native format can say."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ivrlint.flow import (
    Assignment,
    Case,
    Check,
    Collect,
    Entry,
    Flow,
    Handler,
    HangUp,
    Mark,
    Menu,
    Message,
    Option,
    Promises,
    Prompt,
    Return,
    Run,
    Say,
    Set,
    Target,
    Transfer,
    Unknown,
    Visit,
    fields,
    replace,
)
from ivrlint.readers.values import names_read

HERE = Mark("f.yaml", 1, 1, 1, 2)
ODD = [
    "no", "Yes", "null", "~", "1", "01", "1.5", "0x1F", "1e5", "12:30", "2001-12-14", "<<", "- a", "? a", "a: b",
    "a #b", "#", "*", "&a", "!a", "%a", "@a", "`a", "|", ">", "'", "\"", "{", "}", "[a]", "{a}", "{{a}}", "a,b", "a:",
    ":a", " a", "a ", "a  b", "\t", "a\nb", "a\n\nb\n", "\n", " a\nb", "a \nb", "#a\n#: b", "...", "---", "\x85",
    "\u2028", "\ufeff", "\x00", "\\", "\\n", "é", "日本", "🎉", "true", "{to: x}", "press # now", "x" * 200,
    "word " * 60 + "end", 'say "hi" ' * 30 + ".", "a\r\nb", "a\xa0b", "=", "on",
    "For bills, press 1. For  two  blanks, press 2. To speak to a person, hold the line, please, or press the hash key, #, now.",
]  # fmt: skip
TEXT = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.lists(st.sampled_from(["press", "1", "#", "for", "bills,", "{name}", "and", "payments."]), max_size=60).map(" ".join),
)
SOME_TEXT = TEXT.filter(bool)
STEP_NAME = TEXT.filter(
    lambda name: (
        bool(name)
        and name == name.strip()
        and name != "<<"
        and not {"\n", "\r"} & {*name}
        and not name.endswith((".yaml", ".yml", ".json"))
    )
)
VARIABLE = st.one_of(
    st.sampled_from(
        ["name", "account_number", "flow.variables.x", "CALLERID(num)", "$.a[0]", "no", "é", "a b", "#", "*", "- a", "x:y"]
    ),
    st.from_regex(r"[A-Za-z_$][A-Za-z0-9_.: #-]{0,8}[A-Za-z0-9_]", fullmatch=True),
)
SECONDS = st.one_of(
    st.just(0.0), st.sampled_from([0.5, 1.0, 7.0, 60.0, 90.0, 180.0]), st.integers(1, 9_000_000).map(lambda n: n / 1000)
)
SHARE = st.sampled_from([0.0, 40.0, 12.5])
DAY = st.sampled_from(["", "", "2027-03-31"])
LANGUAGE = st.sampled_from(["", "", "en", "en-GB", "zh-Hans-CN"])
KEY = st.sampled_from([*"0123456789*#"])


def unique(element: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(element, max_size=most, unique=True).map(tuple)


NAMES = unique(VARIABLE)


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """A flow that fits, so that it is read again exactly as it was; targets may be missing."""
    names = draw(st.lists(STEP_NAME, min_size=1, max_size=5, unique=True))
    target = st.one_of(st.sampled_from(names), st.just("nowhere")).map(lambda name: Target(name, HERE))
    maybe = st.none() | target
    case = st.builds(Case, TEXT.filter(lambda name: name != "<<"), maybe, st.just(HERE))
    cases = st.lists(case, max_size=4, unique_by=lambda case: case.name).map(tuple)
    handler = st.none() | st.builds(Handler, st.just(HERE), SECONDS, st.integers(1, 9), maybe, st.booleans())

    def words() -> Prompt | None:
        if draw(st.booleans()):
            return None
        text = draw(TEXT)
        reads = tuple(dict.fromkeys((*names_read(text), *draw(NAMES))))
        language, audio = draw(LANGUAGE), draw(st.just("") | SOME_TEXT)
        return Prompt(text, HERE, reads, audio, language, draw(st.booleans()), draw(st.booleans()), draw(SECONDS), draw(DAY))

    def assignment(name: str) -> Assignment:
        value = draw(TEXT)
        return Assignment(name, value, tuple(dict.fromkeys((*names_read(value), *draw(NAMES)))), HERE)

    def options() -> tuple[tuple[Option, ...], float]:
        wait = draw(SECONDS)
        keys = st.one_of(KEY, st.from_regex("[0-9*#]{2,4}", fullmatch=True)) if wait else KEY
        phrases = unique(SOME_TEXT)
        pressed = st.builds(Option, keys, maybe, st.just(HERE), TEXT, phrases, st.just(""), SHARE)
        spoken = st.builds(Option, st.just(""), maybe, st.just(HERE), TEXT, phrases, st.just(""), SHARE)
        dialled = st.builds(Option, st.just(""), maybe, st.just(HERE), TEXT, st.just(()), SOME_TEXT, SHARE)
        kinds = draw(st.sampled_from([[pressed], [pressed, spoken, dialled]]))
        return tuple(draw(st.lists(st.one_of(kinds), max_size=6, unique_by=lambda o: o.key or id(o)))), wait

    def step(name: str) -> Any:
        common = {"name": name, "mark": HERE, "shared": draw(st.booleans())}
        match draw(st.integers(0, 12)):
            case 0:
                return Say(**common, prompt=words(), next=draw(maybe))
            case 1:
                choices, wait = options()
                mistakes = {"no_input": draw(handler), "no_match": draw(handler)}
                return Menu(**common, prompt=words(), options=choices, next_digit=wait, **mistakes)
            case 2:
                least, more = draw(st.integers(0, 99)), draw(st.integers(0, 900))
                return Collect(
                    **common,
                    prompt=words(),
                    variable=draw(VARIABLE),
                    next=draw(maybe),
                    no_input=draw(handler),
                    no_match=draw(handler),
                    digits=draw(st.sampled_from([None, (least, least), (least, least + more)])),
                    finish_on=draw(st.just("") | KEY),
                    by=draw(st.sampled_from([("keys",), ("speech",), ("keys", "speech"), ("recording",)])),
                    what=draw(TEXT),
                    confirm=draw(st.sampled_from(["none", "read_back", "checksum"])),
                )
            case 3:
                answers, otherwise = draw(cases), draw(maybe)
                return Check(
                    **common,
                    asks=draw(TEXT.filter(lambda text: text != "hours")),
                    uses=draw(NAMES),
                    cases=answers,
                    otherwise=otherwise,
                    limited=draw(st.sampled_from(["", *(case.name for case in answers), *(["otherwise"] if otherwise else [])])),
                )
            case 4:
                answers = draw(st.sampled_from([(), ("open",), ("closed", "open")]))
                found = tuple(Case(answer, draw(maybe), HERE) for answer in answers)
                return Check(**common, asks="hours", uses=draw(NAMES), cases=found, otherwise=draw(maybe))
            case 5:
                return Run(
                    **common,
                    service=draw(TEXT),
                    uses=draw(NAMES),
                    gives=draw(NAMES),
                    takes=draw(SECONDS),
                    next=draw(maybe),
                    failed=draw(maybe),
                )
            case 6:
                return Set(**common, values=tuple(assignment(one) for one in draw(NAMES)), next=draw(maybe))
            case 7:
                return Transfer(
                    **common,
                    prompt=words(),
                    to=draw(st.sampled_from(["person", "bot", "outside"])),
                    who=draw(TEXT),
                    number=draw(TEXT),
                    passes=draw(NAMES),
                    wait=draw(SECONDS),
                    announces=draw(unique(st.sampled_from(["wait", "position"]))),
                    always_open=draw(st.booleans()),
                    elsewhere=draw(st.booleans()),
                    dials=draw(NAMES),
                    closed=draw(maybe),
                    busy=draw(maybe),
                    no_answer=draw(maybe),
                    failed=draw(maybe),
                    cases=draw(cases),
                )
            case 8:
                kind = draw(st.sampled_from(["voicemail", "callback"]))
                said = {"prompt": words(), "reply_within": draw(TEXT), "next": draw(maybe)}
                return Message(**common, kind=kind, who=draw(TEXT), passes=draw(NAMES), elsewhere=draw(st.booleans()), **said)
            case 9:
                return Visit(**common, flow=draw(maybe), passes=draw(NAMES), next=draw(maybe), failed=draw(maybe))
            case 10:
                return HangUp(**common, prompt=words())
            case 11:
                return Return(**common)
        return Unknown(**common, prompt=words(), what=draw(TEXT), uses=draw(NAMES), cases=draw(cases))

    title = draw(SOME_TEXT)
    starts = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3))
    ways_in = draw(st.lists(SOME_TEXT.filter(lambda name: name != "<<"), min_size=len(starts), max_size=len(starts), unique=True))
    key = draw(KEY)
    promised = draw(st.none() | st.tuples(st.none() | SECONDS, st.none() | st.integers(0, 9)))
    return Flow(
        file="f.yaml",
        format="native",
        mark=HERE,
        name=title,
        language=draw(LANGUAGE),
        entries=tuple(Entry(way_in, start, HERE) for way_in, start in zip(ways_in, starts, strict=True)),
        operator_key=key,
        says_operator_key=key != "0" or draw(st.booleans()),
        promises=promised and Promises(HERE, promised[0], None, promised[1], None),
        steps={name: step(name) for name in names},
    )


BAD_NAMES = ["", " ", "1st", "a{b}", "a\nb", " a", "<<", "a.json", "a (2)", "a", "x" * 1100, "menu.yaml#a"]
BAD_SECONDS = [float("nan"), float("inf"), -1.0, 1e-9, 1 / 3, 1e12]


@st.composite
def flows_that_do_not_fit(draw: st.DrawFn) -> Flow:
    """A flow as a careless reader might make it: names, keys, tags and numbers that the native format does not have."""
    flow = draw(flows())
    name = st.sampled_from(BAD_NAMES)
    names = st.lists(name, max_size=3).map(tuple)
    seconds = st.sampled_from(BAD_SECONDS)
    target = st.none() | st.builds(
        Target, name | st.sampled_from(list(flow.steps)), st.just(HERE), st.sampled_from(["", "", "g.xml"])
    )
    prompt = st.none() | st.builds(
        Prompt, st.sampled_from(["", "{a} {1st}", "x"]), st.just(HERE), names, name, name, st.booleans(), st.booleans(), seconds
    )
    handler = st.builds(Handler, st.just(HERE), seconds, st.integers(-1, 2), target, st.booleans())
    cases = st.lists(st.builds(Case, name | st.just("open"), target, st.just(HERE)), max_size=4).map(tuple)
    keys = st.sampled_from(["", "1", "1", "12", "1*", "1A", "A", " "])
    phrases = st.sampled_from([(), ("", "x")])
    options = st.lists(
        st.builds(Option, keys, target, st.just(HERE), name, phrases, st.sampled_from(["", "1XX"])), max_size=4
    ).map(tuple)
    values = st.lists(st.builds(Assignment, name, st.sampled_from(["{a}{b}", "{{a}", ""]), names, st.just(HERE)), max_size=3)
    wrong = {
        "prompt": prompt,
        "next": target,
        "failed": target,
        "flow": target,
        "no_input": handler,
        "options": options,
        "next_digit": seconds,
        "takes": seconds,
        "wait": seconds,
        "variable": name,
        "uses": names,
        "gives": names,
        "passes": names,
        "dials": names,
        "cases": cases,
        "asks": st.sampled_from(["hours", "", "x"]),
        "values": values.map(tuple),
        "digits": st.sampled_from([(5, 3), (0, 0), (0, 5000), (-1, 2)]),
        "finish_on": keys,
        "by": st.sampled_from([(), ("voice",), ("keys", "voice")]),
        "confirm": name,
        "announces": st.sampled_from([("time",), ("wait", "time")]),
    }
    steps = {}
    for old, step in flow.steps.items():
        parts = [part.name for part in fields(step) if part.name in wrong]
        changed = {part: draw(wrong[part]) for part in parts if draw(st.booleans())}
        steps[draw(st.just(old) | name)] = replace(step, **changed)
    entries = tuple(Entry(draw(name), draw(st.sampled_from([*steps, "gone"])), HERE) for _ in range(draw(st.integers(0, 3))))
    promises = draw(st.none() | st.builds(Promises, st.just(HERE), seconds))
    top = {"name": draw(name), "language": draw(st.sampled_from(["en_US", "english?", " "])), "operator_key": draw(keys)}
    return replace(flow, steps=steps, entries=entries, promises=promises, **top)
