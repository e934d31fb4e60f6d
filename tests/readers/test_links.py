"""The ways from one file into another."""

import time

from ivrlint import readers
from ivrlint.flow import AnyStep, Entry, Flow, HangUp, Mark, Menu, Option, Say, Target, Unknown, Visit, replace
from ivrlint.readers.links import Link, alone, entered, follow, links, parts, targets

MARK = Mark("x", 1, 1, 1, 2)


def to(name: str) -> Target:
    return Target(name, MARK)


def flow(file: str, *steps: AnyStep) -> Flow:
    start = steps[0].name if steps else "gone"
    entries = (Entry("", start, MARK),)
    return Flow(file=file, format="native", mark=MARK, entries=entries, steps={step.name: step for step in steps})


def say(name: str, target: str) -> Say:
    return Say(name=name, mark=MARK, next=to(target))


def found(it: Flow) -> list[tuple[str, str]]:
    return [(link.file, link.step) for link in links(it)]


def test_targets_are_those_of_all_exits_and_what_follows_a_visit() -> None:
    menu = Menu(name="m", mark=MARK, options=(Option("1", to("a"), MARK), Option("2", None, MARK)))
    visit = Visit(name="v", mark=MARK, flow=to("b.yaml"), next=to("c"), failed=to("d"))
    unknown = Visit(name="u", mark=MARK, next=to("e"))
    it = flow("x.yaml", menu, visit, unknown, HangUp(name="h", mark=MARK))
    assert [target.to for target in targets(it)] == ["a", "b.yaml", "d", "c", "e"]


def test_a_target_in_another_file_is_seen_from_the_folder_of_its_own() -> None:
    it = flow(
        "menus/de/main.yaml",
        say("a", "other.yaml"),
        say("b", "../en/other.yml#start"),
        say("c", "/srv/flow.json"),
        say("d", "folder/x#y"),
    )
    assert found(it) == [
        ("menus/de/other.yaml", ""),
        ("menus/en/other.yml", "start"),
        ("/srv/flow.json", ""),
        ("menus/de/folder/x", "y"),
    ]


def test_steps_of_the_same_file_are_no_links_however_they_are_named() -> None:
    it = flow("main.yaml", say("a", "b.yaml"), say("b.yaml", "c#d"), say("c#d", "#a"), say("e", "main.yaml#a"), say("f", "typo"))
    assert found(it) == []


def test_cycles_between_files_are_followed_once() -> None:
    files = {
        "a.yaml": flow("a.yaml", say("s", "b.yaml")),
        "b.yaml": flow("b.yaml", say("s", "c.yaml"), say("t", "a.yaml#s"), say("u", "gone.yaml"), say("v", "gone.yaml#x")),
        "c.yaml": flow("c.yaml", say("s", "b.yaml#t")),
    }
    asked: list[str] = []

    def read(link: Link) -> Flow | None:
        asked.append(link.file)
        return files.get(link.file)

    assert list(follow({"a.yaml": files["a.yaml"]}, read)) == ["b.yaml", "c.yaml"]
    assert asked == ["b.yaml", "c.yaml", "gone.yaml"]


def test_steps_that_other_files_lead_to_are_known_by_name() -> None:
    run = {
        "a.yaml": flow(
            "a.yaml",
            say("s", "b.yaml"),
            say("t", "b.yaml#two"),
            say("u", "empty.yaml"),
            say("v", "gone.yaml"),
            say("w", "b.yaml#typo"),
        ),
        "b.yaml": flow("b.yaml", say("one", "two"), say("two", "a.yaml#t"), say("three", "a.yaml#typo")),
        "empty.yaml": Flow(file="empty.yaml", format="native", mark=MARK),
    }
    assert entered(run) == {
        "a.yaml": frozenset({"t"}),
        "b.yaml": frozenset({"one", "two"}),
    }


def test_a_file_to_which_others_lead_and_which_leads_to_none_of_them_is_a_part():
    texts = {
        "main.yaml": "{say: Hello., next: bills.yaml}",
        "bills.yaml": "{say: Bills., next: pay.yaml}",
        "pay.yaml": "{say: Pay., next: own}",
        "alone.yaml": "{say: Alone., next: own}",
        "round.yaml": "{say: Round., next: about.yaml}",
        "about.yaml": "{say: About., next: round.yaml}",
    }
    flows = {
        file: readers.read(f"ivr: 1\nstart: a\nsteps:\n  a: {step}\n  own: {{hang_up: true}}\n".encode(), file)
        for file, step in texts.items()
    }
    assert parts(flows) == {"bills.yaml", "pay.yaml"}


def test_parts_are_found_in_a_moment_however_many_files_lead_round() -> None:
    many = 3000
    run = {f"{number}.yaml": flow(f"{number}.yaml", say("s", f"{(number + 1) % many}.yaml#s")) for number in range(many)}
    run["first.yaml"] = flow("first.yaml", say("s", "0.yaml"))
    started = time.process_time()
    assert parts(run) == run.keys() - {"first.yaml"}
    assert time.process_time() - started < 2


def test_alone_a_flow_knows_nothing_of_what_it_leads_to():
    texts = {
        "main.yaml": "ivr: 1\nstart: a\nsteps:\n  a: {say: Hello., next: bills.yaml}\n  b: {say: Hello., next: gone.yaml}\n",
        "bills.yaml": "ivr: 1\nstart: first\nsteps:\n  first: {say: Bills., next: last}\n  last: {hang_up: true}\n",
    }
    flows = {file: readers.read(text.encode(), file) for file, text in texts.items()}
    lonely = alone(replace(flows["main.yaml"], others=flows))
    assert lonely.steps == flows["main.yaml"].steps
    (there,) = lonely.others.values()
    assert [(name, type(step)) for name, step in there.steps.items()] == [("first", Unknown)]
