"""The facts of a call as a whole."""

from ivrlint.analysis import analyse
from ivrlint.flow import Collect, Entry, Flow, Handler, Mark, Run, Target, Transfer
from ivrlint.graph import connect

M = Mark("flow.json", 1, 1, 1, 2)


def to(step):
    return Target(step, M)


def call(*transfers, after=None):
    """A caller enters an order number, of which a number is looked up; then comes the first transfer."""
    steps = (
        Collect(name="ask", mark=M, variable="order", next=to("find"), no_input=after and Handler(M, then=to(after))),
        Run(name="find", mark=M, uses=("order",), gives=("number",), next=to("desk")),
        *transfers,
    )
    entry = Entry("", "ask", M)
    flow = Flow(file=M.file, format="native", mark=M, entries=(entry,), steps={step.name: step for step in steps})
    return analyse(connect(flow), entry).facts.call


def desk(*dials, name="desk", **more):
    return Transfer(name=name, mark=M, dials=dials, **more)


def test_who_is_called_by_what_the_caller_entered_needs_it():
    assert not call(desk("number")).person_needs_data
    assert not call(desk("order", "area")).person_needs_data
    assert call(desk()).person_needs_data
    assert call(desk("area")).person_needs_data
    assert not call(desk(to="outside")).person_needs_data


def test_with_one_person_who_needs_no_data_to_be_called_the_data_is_in_the_way_of_all():
    through = Collect(name="ask again", mark=M, variable="other", next=to("front"))
    assert call(desk("number"), through, desk(name="front"), after="ask again").person_needs_data
    assert not call(desk("number"), desk(name="front")).person_needs_data
    assert not call(desk("number"), desk(name="front"), after="front").person_needs_data
    assert not call(desk("number"), desk(name="front", to="bot"), after="front").person_needs_data
