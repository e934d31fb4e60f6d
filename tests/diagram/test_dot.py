"""What a diagram shows."""

import pytest
from pictures import SHOP, analysed, council, drawn, finding, taken_apart

from ivrlint.analysis import analyse
from ivrlint.diagram import NotDrawn, dot, palette
from ivrlint.finding import Severity
from ivrlint.flow import Entry, Option, Target, Unknown, replace
from ivrlint.graph import connect
from ivrlint.readers import read
from ivrlint.together import together

KINDS = """\
ivr: 1
name: All kinds
start: say
steps:
  say: {say: Hello., next: menu}
  menu: {menu: Choose., options: {1: collect, 2: voicemail, 3: callback, 4: visit, 5: bot, 6: outside}, no_input: {then: hang_up}}
  collect: {collect: number, say: Enter it., digits: 4-10, next: check}
  check: {check: is it known, uses: [number], cases: {known: run}, otherwise: hours}
  hours: {check: hours, cases: {open: transfer, closed: hang_up}}
  run: {run: find, uses: [number], gives: [name], next: set, failed: hang_up}
  set: {set: {greeting: "Hello {name}"}, next: transfer}
  transfer: {transfer: people, with: [name]}
  bot: {transfer: helper, to: bot}
  outside: {transfer: another firm, to: outside}
  voicemail: {voicemail: box}
  callback: {callback: people}
  visit: {visit: elsewhere.yaml, next: hang_up}
  hang_up: {hang_up: Goodbye.}
"""


def look_of(node):
    return node.attributes["fillcolor"], node.attributes["color"]


def test_every_step_is_a_node_with_its_name_and_kind():
    diagram = drawn(KINDS)
    kinds = {name: node.words[0] for name, node in diagram.nodes.items() if name != "(call)"}
    assert kinds["hours"] == "check hours"
    assert kinds["callback"] == "call back"
    assert kinds["hang_up"] == "hang up"
    assert kinds["transfer"] == "transfer to a person"
    assert kinds["bot"] == "transfer to a bot"
    assert kinds["outside"] == "transfer outside"
    assert kinds["run"] == "run"
    assert all(name in node.words for name, node in diagram.nodes.items() if name != "(call)")


def test_kinds_differ_in_shape():
    diagram = drawn(KINDS)
    names = ("say", "menu", "collect", "check", "run", "set", "transfer", "voicemail", "visit", "hang_up")
    shapes = {tuple(diagram.nodes[name].attributes.get(key) for key in ("shape", "skew", "distortion")) for name in names}
    assert len(shapes) == len(names)
    assert diagram.nodes["callback"].attributes["shape"] == diagram.nodes["voicemail"].attributes["shape"]


def test_the_same_flow_gives_the_same_text():
    findings = [finding("main", line=2), finding("orders", severity=Severity.error)]
    assert dot(analysed(SHOP), findings) == dot(analysed(SHOP), findings[::-1])


def test_words_are_quoted_and_details_told():
    diagram = drawn(SHOP)
    assert '"Please enter your order number."' in diagram.nodes["orders"].words
    assert "keeps order_number (6 digits)" in diagram.nodes["orders"].words
    assert " ".join(diagram.nodes["people"].words[2:4]) == "the shop, passes order_number, waits up to 2 min"
    assert "the shop, reply within 1 day" in diagram.nodes["message"].words
    assert "shop.find, with order_number" in diagram.nodes["look"].words


def test_a_key_stands_on_its_edge_with_what_it_is_for():
    diagram = drawn(SHOP)
    (edge,) = diagram.between("main", "orders")
    assert edge.words == ["1", "orders"]
    assert 'STYLE="ROUNDED"' in edge.attributes["label"]


def test_mistakes_that_lead_to_one_place_are_one_quiet_edge():
    diagram = drawn(SHOP)
    (edge,) = diagram.between("orders", "times")
    assert edge.words == ["no input / wrong entry"]
    assert edge.attributes["style"] == "dashed"
    assert edge.attributes["color"] == palette.DIM


def test_mistakes_beside_a_choice_to_the_same_place_are_a_chip():
    diagram = drawn(SHOP)
    (edge,) = diagram.between("main", "people")
    assert edge.words == ["0", "a person"]
    assert "no input / wrong key: to people" in diagram.nodes["main"].words


def test_the_quickest_way_to_a_person_is_bold_and_no_other():
    diagram = drawn(SHOP)
    bold = [(edge.tail, edge.head) for edge in diagram.edges if edge.attributes.get("penwidth") == "3.5"]
    assert bold == [("main", "people")]


def test_the_call_begins_with_its_name_and_what_a_newcomer_goes_through():
    diagram = drawn(SHOP)
    assert diagram.nodes["(call)"].words[0] == "Corner Shop"
    assert diagram.nodes["(call)"].words[1].endswith("s, pressing 1 key")
    assert diagram.between("(call)", "main")


@pytest.mark.parametrize(
    ("people", "says"),
    [
        ("{hang_up: Goodbye.}", "No caller can reach a person"),
        ("{transfer: helper, to: bot}", "No person in this flow; whether there is one where it leads on is not known"),
        ("{run: nothing, next: bye, failed: real}", "A person is reached only after a mistake or failure"),
    ],
)
def test_the_call_says_when_no_person_can_be_reached_on_purpose(people, says):
    text = SHOP[: SHOP.index("  people:")] + f"  people: {people}\n  bye: {{hang_up: Bye.}}\n"
    text += "  real: {transfer: desk}\n" if "real" in people else ""
    assert drawn(text).nodes["(call)"].words[1] == says


def test_steps_are_painted_by_their_seconds_to_a_person():
    diagram = drawn(SHOP)
    assert look_of(diagram.nodes["main"]) == (palette.SCALE[0][1].fill, palette.SCALE[0][1].line)
    assert look_of(diagram.nodes["people"]) == (palette.PERSON.fill, palette.PERSON.line)
    assert look_of(diagram.nodes["message"]) == (palette.NOBODY.fill, palette.NOBODY.line)
    assert "dashed" in diagram.nodes["message"].attributes["style"]


def test_a_step_that_nobody_can_reach_is_grey_and_dotted():
    diagram = drawn(SHOP + "  old: {say: Long gone., next: people}\n")
    assert look_of(diagram.nodes["old"]) == (palette.UNREACHABLE.fill, palette.UNREACHABLE.line)
    assert "dotted" in diagram.nodes["old"].attributes["style"]
    assert "no caller comes here" in diagram.words
    assert "no caller comes here" not in drawn(SHOP).words


def test_a_person_by_mistake_only_and_what_is_not_known_have_looks_of_their_own():
    diagram = drawn(KINDS)
    assert look_of(diagram.nodes["bot"]) == (palette.NOT_KNOWN.fill, palette.NOT_KNOWN.line)
    text = SHOP.replace("0: {to: people, for: a person}", "9: times").replace("failed: people", "failed: times")
    assert look_of(drawn(text).nodes["main"]) == (palette.BY_MISTAKE.fill, palette.BY_MISTAKE.line)


def test_findings_are_numbered_on_their_steps_and_listed_the_worst_first():
    diagram = drawn(
        SHOP, [finding("orders", "asks too much"), finding("main", "is deaf", Severity.error), finding("orders", line=9)]
    )
    assert diagram.nodes["main"].words[:3] == ["menu", "1", "main"]
    assert diagram.nodes["orders"].words[:4] == ["collect", "2", "3", "orders"]
    listed = diagram.words[diagram.words.index("error, main: is deaf") - 1 :]
    assert listed[:4] == ["1", "error, main: is deaf", "2", "warning, orders: asks too much"]


def test_what_is_told_as_one_has_its_number_at_each_step_and_is_listed_once():
    group = [replace(finding(step, f"{step} is deaf"), together="deaf") for step in ("main", "orders")]
    diagram = drawn(SHOP, together(group))
    assert diagram.nodes["main"].words[:3] == ["menu", "1", "main"]
    assert diagram.nodes["orders"].words[:3] == ["collect", "1", "orders"]
    assert "warning: main is deaf, and so does 1 more step" in diagram.words
    assert drawn(SHOP, together(group), focus="orders", within=0).nodes["orders"].words[1] == "1"


def test_badges_have_the_colour_of_their_severity():
    diagram = drawn(SHOP, [finding("main", severity=severity) for severity in Severity])
    label = diagram.nodes["main"].attributes["label"]
    assert [colour in label for colour, _ in (palette.BADGES[s] for s in Severity)] == [True, True, True]
    assert palette.BADGES[Severity.error][0] not in diagram.nodes["orders"].attributes["label"]


def test_a_step_with_many_findings_counts_those_without_room():
    diagram = drawn(SHOP, [finding("main", line=line) for line in range(1, 12)])
    assert diagram.nodes["main"].words[1:10] == ["1", "2", "3", "4", "5", "6", "7", "8", "+3"]


def test_a_very_long_list_of_findings_ends_with_a_count():
    assert "and 5 more" in drawn(SHOP, [finding("main", line=line) for line in range(1, 46)]).words


def test_a_finding_without_a_step_is_listed_too():
    assert "warning: cannot be read" in drawn(SHOP, [finding("", "cannot be read")]).words


def test_findings_can_be_left_out():
    assert dot(analysed(SHOP), [finding("main")], show_findings=False) == dot(analysed(SHOP))


def test_callers_who_are_cut_off_and_dead_ends_are_told_inside_the_step():
    text = (
        "ivr: 1\nstart: main\nsteps:\n  main: {menu: Choose., options: {1: gone, 2: end, 3: main}}\n  end: {say: That was it.}\n"
    )
    diagram = drawn(text)
    told = diagram.nodes["main"].words
    assert "no input / wrong key: cut off" in told
    assert 'no such step "gone"' in told
    assert "asks again" in told
    assert "then: dead end" in diagram.nodes["end"].words
    assert {edge.head for edge in diagram.edges} == {"main", "end"}


def test_ways_back_up_are_chips_in_larger_pictures():
    diagram = drawn(council(3, 4))
    assert "then: back to main" in diagram.nodes["topic1_answer1"].words
    assert not diagram.between("topic1_answer1", "main")
    assert not diagram.between("topic1", "main")
    assert drawn(SHOP).between("times", "main")


def test_options_of_a_large_picture_lie_below_each_other_on_a_sheet_of_a3():
    diagram = drawn(council(9, 5))
    assert len(diagram.nodes) == 57
    assert diagram.invisible
    assert any(int(edge.attributes.get("minlen", 1)) > 1 for edge in diagram.edges)
    assert diagram.attributes["size"] == "16.14,11.29"


def test_in_a_dense_picture_the_key_stands_on_the_step_that_it_leads_to():
    diagram = drawn(council(9, 5))
    (edge,) = diagram.between("main", "topic7")
    assert edge.words == []
    assert diagram.nodes["topic7"].words[:2] == ["7", "menu"]
    assert "the key that leads to a step" in diagram.words


def test_in_a_dense_picture_answers_and_mistakes_stand_on_the_step_too():
    text = council(9, 5).replace("start: main", "start: hours").replace("no_input: {then: people}", "no_input: {then: sorry}")
    text += "\n  hours: {check: hours, cases: {open: main, closed: bye}}\n  bye: {hang_up: Closed.}\n  sorry: {hang_up: Sorry.}\n"
    diagram = drawn(text)
    assert diagram.nodes["main"].words[:2] == ["open", "menu"]
    assert diagram.nodes["bye"].words[:2] == ["closed", "hang up"]
    assert diagram.nodes["sorry"].words[:2] == ["no input", "hang up"]
    assert "ROUNDED,DASHED" in diagram.nodes["sorry"].attributes["label"]
    assert diagram.between("main", "sorry")[0].attributes["style"] == "dashed"


def test_in_a_dense_picture_ways_to_one_place_share_a_chip():
    text = council(9, 5).replace(
        "'*': main, 0: people}", "'*': main, 0: people}, no_input: {then: people}, no_match: {then: main}"
    )
    told = drawn(text).nodes["topic1"].words
    assert told[-4:] == ["*", "wrong key: back to main", "0", "no input: to people"]


def test_a_recording_is_told_by_its_name():
    diagram = drawn(
        "ivr: 1\nstart: a\nsteps:\n  a: {say: '', audio: hello.wav, next: b}\n  b: {transfer: x, to: outside, wait: 30s}\n"
    )
    assert "(recording hello.wav)" in diagram.nodes["a"].words
    assert "x, waits up to 30 s" in diagram.nodes["b"].words


def test_pictures_that_no_sheet_holds_have_no_words_and_keep_their_size():
    diagram = drawn(council(12, 14))
    assert len(diagram.nodes) == 183
    assert "size" not in diagram.attributes
    assert not any('"' in text for node in diagram.nodes.values() for text in node.words)
    assert len(diagram.edges) == 182


def test_the_legend_tells_only_what_is_in_the_picture():
    plain = drawn("ivr: 1\nstart: main\nsteps:\n  main: {say: Hello., next: bye}\n  bye: {hang_up: Bye.}\n")
    assert plain.words == ["seconds to a person:", "up to 15 s", "30 s", "1 min", "2 min", "longer", "no person can be reached"]
    full = drawn(SHOP, [finding("main")])
    for text in ("a person", "the newcomer's quickest way to a person", "the caller presses this key", "warning"):
        assert text in full.words


def test_only_what_is_near_a_step_is_shown():
    diagram = drawn(SHOP, [finding("main"), finding("orders", "is near")], focus="look", within=1)
    assert set(diagram.nodes) == {"look", "orders", "times", "people"}
    assert "from main" in diagram.nodes["orders"].words
    assert "closed: to message" in diagram.nodes["people"].words
    assert "Corner Shop: near look" in diagram.words
    assert "warning, orders: is near" in diagram.words
    assert not any("main" in text for text in diagram.words)
    assert diagram.nodes["look"].attributes["peripheries"] == "2"


def test_nothing_but_the_step_itself_is_within_no_exits():
    assert set(drawn(SHOP, focus="main", within=0).nodes) == {"(call)", "main"}
    assert set(drawn(SHOP, focus="main", within=-1).nodes) == {"(call)", "main"}


def test_a_part_looks_the_same_after_a_change_far_away():
    far = SHOP + "  old: {say: Long gone., next: message}\n"
    assert dot(analysed(far), focus="orders", within=1) == dot(analysed(SHOP), focus="orders", within=1)


def test_a_step_that_many_others_lead_to_names_one_of_them():
    diagram = drawn(council(4, 1), focus="people", within=0)
    assert "from main and 4 other steps" in diagram.nodes["people"].words


def test_a_step_that_does_not_exist_cannot_be_looked_at():
    assert dot(analysed(SHOP), focus="ordres") == NotDrawn('there is no step "ordres"; did you mean "orders"?')
    assert dot(analysed(SHOP), focus="xyzzy") == NotDrawn('there is no step "xyzzy"')


def test_the_direction_can_be_chosen():
    assert drawn(SHOP).attributes["rankdir"] == "TB"
    assert drawn(council(9, 5), direction="LR").attributes["rankdir"] == "LR"
    assert drawn(council(9, 5), direction="LR").invisible == []
    assert isinstance(dot(analysed(SHOP), direction="up"), NotDrawn)


def test_steps_that_only_calls_to_another_number_come_to_are_left_out():
    text = (
        SHOP
        + "  other: {say: Another number., next: third}\n  third: {say: Bye., next: people}\n  lost: {say: Lost., next: people}\n"
    )
    flow = read(text.encode(), "flow.yaml")
    two = replace(flow, entries=(*flow.entries, Entry("the other", "other", flow.mark)))
    shown = taken_apart(dot(analyse(connect(two), two.entries[0]))).nodes
    assert {"other", "third"}.isdisjoint(shown)
    assert {"lost", "people"} <= set(shown)
    other = taken_apart(dot(analyse(connect(two), two.entries[1]))).nodes
    assert set(other) == {"(call)", "other", "third", "people", "message", "lost"}


def test_steps_of_another_file_stand_in_a_frame_with_its_name():
    ask = "{collect: card, say: Your card number?, next: back, no_input: {then: back}}"
    pay = f"ivr: 1\nstart: ask\nsteps:\n  ask: {ask}\n  back: {{return: true}}\n"
    shop = SHOP.replace("  look: {run", "  pay: {visit: pay.yaml, next: times}\n  look: {run").replace("next: look", "next: pay")
    flow = replace(read(shop.encode(), "flow.yaml"), others={"pay.yaml": read(pay.encode(), "pay.yaml")})
    source = dot(analyse(connect(flow), flow.entries[0]))
    diagram = taken_apart(source)
    assert diagram.nodes["pay.yaml#ask"].cluster == diagram.nodes["pay.yaml#back"].cluster == "cluster_0"
    assert diagram.nodes["times"].cluster == ""
    assert ">pay.yaml<" in source
    assert "ask" in diagram.nodes["pay.yaml#ask"].words
    assert "no input: to back" in diagram.nodes["pay.yaml#ask"].words
    assert diagram.between("pay", "pay.yaml#ask")[0].words == ["visits"]
    assert diagram.between("pay.yaml#back", "times")[0].words == ["comes back"]


def menu_with(options):
    main = f"{{menu: Choose., next_digit: 1s, options: {{{options}}}}}"
    return f"ivr: 1\nstart: main\nsteps:\n  main: {main}\n  a: {{hang_up: Bye.}}\n"


def test_keys_that_follow_each_other_are_one_when_nothing_else_is_told_of_them():
    diagram = drawn(menu_with("1: a, 2: a, 3: a, 4: a, 7: a, 8: a, 0: a"))
    assert diagram.between("main", "a")[0].words == ["1-4", "7", "8", "0"]
    assert drawn(menu_with("1: a, 2: a, 3: a")).between("main", "a")[0].words == ["1", "2", "3"]
    told = drawn(menu_with("1: {to: a, for: x}, 2: {to: a, for: y}, 3: {to: a, for: z}, 4: {to: a, for: x}"))
    assert told.between("main", "a")[0].words == ["1", "x", "2", "y", "3", "z", "4", "x"]


def changed_menu(*options):
    flow = read(menu_with("1: a").encode(), "flow.yaml")
    mark = flow.mark
    chosen = tuple(Option("", Target("a", mark), mark, **option) for option in options)
    flow = replace(flow, steps={**flow.steps, "main": replace(flow.steps["main"], options=chosen)})
    return taken_apart(dot(analyse(connect(flow), flow.entries[0]))).between("main", "a")[0].words


def test_choices_without_a_key_read_well():
    assert changed_menu({"pattern": "1XX"}) == ["dials 1XX"]
    assert changed_menu({"pattern": "1XX", "label": "an extension"}) == ["an extension 1XX"]
    assert changed_menu({"phrases": ("yes", "yep")}) == ['"yes"']
    assert changed_menu({"label": "book_a_table"}) == ["book_a_table"]
    assert changed_menu({}) == ["anything else"]


def test_what_is_not_known_is_explained_under_the_picture():
    flow = read(SHOP.encode(), "flow.yaml")
    steps = {**flow.steps, "look": Unknown(name="look", mark=flow.mark, what="a script")}
    source = dot(analyse(connect(replace(flow, steps=steps)), flow.entries[0]))
    assert "an ellipse: a step that ivrlint does not know" in taken_apart(source).words
    assert "an ellipse: a step that ivrlint does not know" not in drawn(SHOP).words


def test_a_flow_without_a_name_is_named_after_its_file_without_folders():
    flow = replace(read(SHOP.encode(), "flow.yaml"), name="", file="some/where/flow.yaml")
    analysis = analyse(connect(flow), flow.entries[0]._replace(name=""))
    calls = [analysis.facts.call, replace(analysis.facts.call, start="orders")]
    words = taken_apart(dot(analysis, calls=calls)).words
    assert "flow.yaml" in words


def test_the_legend_explains_the_chips_of_mistakes_without_others_too():
    text = "ivr: 1\nstart: a\nsteps:\n  a: {collect: n, say: N?, next: b, no_input: {then: b}}\n  b: {hang_up: Bye.}\n"
    assert "a way without a line, by mistake or failure" in drawn(text).words
    assert "the same, by mistake or failure" in drawn(council(3, 4)).words
