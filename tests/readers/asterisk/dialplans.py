"""Dialplans as the tests write them, read and linked."""

from ivrlint import readers
from ivrlint.exits import exits_of
from ivrlint.flow import Flow, Refusal


def run_of(files):
    """The flows, or refusals, of several files."""
    drafts, result = {}, {}
    for file, text in files.items():
        read = readers.read(text.encode(), file)
        assert isinstance(read, Flow | Refusal)
        if isinstance(read, Flow):
            assert read.format == "asterisk"
            drafts[file] = read
        else:
            result[file] = read
    return {**result, **readers.link(drafts)}


def result_of(text, file="extensions.conf"):
    """What becomes of one file."""
    return run_of({file: text})[file]


def flow_of(text, file="extensions.conf"):
    """The flow of one file."""
    flow = result_of(text, file)
    assert isinstance(flow, Flow), flow
    return flow


def call(text):
    """A context that calls come into, with lines of its extension `s`."""
    lines = "\n".join(f" same => n,{line.strip()}" for line in text.strip().split("\n"))
    return f"[from-trunk]\nexten => s,1,Answer()\n{lines}\n"


def ways(step):
    """Where the exits of a step lead."""
    return {
        label: (f"{target.file}#" if target.file else "") + target.to if target else None
        for _, label, target, _ in exits_of(step)
    }


def first(flow):
    """The step at which the first call comes in."""
    return flow.steps[flow.entries[0].start]


def after(flow, step, *labels):
    """The step to which some exits lead, one after another."""
    for label in labels:
        step = flow.steps[ways(step)[label]]
    return step


def names(flow):
    """The names of calls, with the steps where they begin."""
    return {entry.name: entry.start for entry in flow.entries}
