"""Files of a FreeSWITCH configuration, as the tests write them, read and linked."""

from ivrlint import readers
from ivrlint.flow import Flow, Refusal


def run_of(files):
    """The flows, or refusals, of several files."""
    drafts = {}
    result = {}
    for file, text in files.items():
        read = readers.read(text.encode(), file)
        assert isinstance(read, Flow | Refusal)
        if isinstance(read, Flow):
            assert read.format == "freeswitch"
            drafts[file] = read
        else:
            result[file] = read
    return {**result, **readers.link(drafts)}


def flow_of(text, file="conf/ivr_menus/menus.xml"):
    """The flow of one file."""
    flow = run_of({file: text})[file]
    assert isinstance(flow, Flow), flow
    return flow


def menu(entries="", name="main", **attributes):
    """A menu as XML."""
    written = {"greet-long": "say:hello", "timeout": "5000", "digit-len": "1", "max-failures": "3", "max-timeouts": "2"}
    written |= {key.replace("_", "-"): value for key, value in attributes.items()}
    return (
        f'<menu name="{name}" {" ".join(f"{key}={chr(34)}{value}{chr(34)}" for key, value in written.items())}>{entries}</menu>'
    )


def entry(digits, action, param=""):
    """An entry as XML."""
    return f'<entry digits="{digits}" action="{action}" param="{param}"/>'


def app(digits, line):
    """An entry that runs an application."""
    return entry(digits, "menu-exec-app", line)


def extension(name, number, *actions, attributes=""):
    """An extension for a number; actions are pairs, or XML."""
    inner = "".join(each if isinstance(each, str) else action(*each) for each in actions)
    condition = f'<condition field="destination_number" expression="{number}">{inner}</condition>'
    return f'<extension name="{name}" {attributes}>{condition}</extension>'


def action(application, data="", tag="action"):
    """An action as XML."""
    return f'<{tag} application="{application}" data="{data}"/>'


def context(name, *extensions):
    """A context as XML."""
    return f'<include><context name="{name}">{"".join(extensions)}</context></include>'


def ways(flow, name):
    """Where a step leads, by the names of its exits."""
    from ivrlint.exits import exits_of

    return {
        label: target and (f"{target.file}#{target.to}" if target.file else target.to)
        for _, label, target, _ in exits_of(flow.steps[name])
    }


def messages(flow):
    """What is wrong in a flow."""
    return [problem.message for problem in flow.problems]
