"""Words, expressions and grammars."""

from __future__ import annotations

import pytest
from voicexml_documents import flow, form, steps, words

from ivrlint.readers import positioned_xml
from ivrlint.readers.positioned_xml import Document
from ivrlint.readers.voicexml import ecma, gsl, srgs, textual, truth
from ivrlint.readers.voicexml.answers import meaning
from ivrlint.readers.voicexml.templates import masked

# words


@pytest.mark.parametrize(
    ("inner", "text", "audio", "complete"),
    [
        ("Hello <emphasis>you</emphasis><break/>there", "Hello you there", "", True),
        ("<audio src='a.wav'/>", "", "a.wav", True),
        ("<audio src='a.wav'>Hello</audio>", "Hello", "a.wav", True),
        ("<audio src='a.wav'><desc>a tune</desc></audio><audio src='b.wav'/>", "", "a.wav & b.wav", True),
        ("Hello <audio src='a.wav'/>", "Hello", "a.wav", False),
        ("<audio>Hello</audio>", "Hello", "", True),
        ("<audio expr=\"lang + '/a.wav'\"/>", "", "{lang}/a.wav", False),
        ("<audio expr='find()'/>", "", "a recording", False),
        ("<audio expr='find()'>Hello</audio>", "Hello", "", True),
        ("<audio expr='mine'/>", "{mine}", "", False),
        ("Hi <value expr='name'/>", "Hi {name}", "", False),
        ("Hi <value expr='user.name'/>", "Hi {user}", "", False),
        ("Hi <value expr='greet()'/>", "Hi", "", False),
        ("<value expr='greet()'/>", "", "", False),
        ("<sayas sub='Pacific Time'>PT</sayas> <sub alias='mister'>Mr</sub>", "Pacific Time mister", "", True),
        ("a {b} c", "a {{b}} c", "", True),
        (". Hello", "Hello", "", True),
        ("<audio src='<%= x %>.wav'/>".replace("<%= x %>", "\ue0a7"), "", ".wav", False),
    ],
)
def test_what_is_heard(inner, text, audio, complete):
    prompt = form(
        f"<block><prompt>{inner}</prompt>Bye<exit/></block>"
        if not (text or audio)
        else f"<block><prompt>{inner}</prompt><exit/></block>"
    )["form"].prompt
    if not (text or audio):
        assert prompt.text == "Bye"
        return
    assert (prompt.text, prompt.audio, prompt.complete) == (text, audio, complete)


def test_a_prompt_knows_its_place_its_language_and_whether_it_can_be_cut_short():
    made = flow(
        "<property name='bargein' value='false'/><form id='f'><block>\n  "
        "<prompt xml:lang='fr-fr' bargein='true'>\n  Bonjour </prompt>"
        "</block><block>Hi</block></form>",
        'xml:lang="en"',
    ).steps
    prompt = made["f"].prompt
    assert (prompt.language, prompt.barge_in) == ("fr-FR", True)
    assert (prompt.mark.line, prompt.mark.column, prompt.mark.end_column) == (4, 3, 10)
    assert (made["f: prompt"].prompt.language, made["f: prompt"].prompt.barge_in) == ("en", False)


def test_prompts_beside_one_another_are_one_unless_their_languages_differ():
    made = form(
        "<block><prompt>One</prompt><prompt><audio src='a.wav'>two</audio></prompt><prompt xml:lang='de'>drei</prompt></block>"
    )
    assert (words(made["form"]), made["form"].prompt.audio) == ("One two", "a.wav")
    assert words(made["form: prompt"]) == "drei"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("we have pears<break time='300ms'/>we have plums", "we have pears. we have plums"),
        ("we have pears<break time='200ms'/>we have plums", "we have pears we have plums"),
        ("we have pears<break msecs='500'/>we have plums", "we have pears. we have plums"),
        ("we have pears<break time='1s'/> we have plums", "we have pears. we have plums"),
        ("we have pears<break strength='strong'/> we have plums", "we have pears. we have plums"),
        ("we have pears, <break time='1s'/> and plums", "we have pears, and plums"),
        ("<s>we have pears</s> <s>We have plums</s>", "we have pears. We have plums"),
        ("<p>we have pears</p>we have plums", "we have pears. we have plums"),
        ("<audio src='a.wav'>we have pears</audio>we have plums", "we have pears. we have plums"),
        ("<audio src='a.wav'>we have pears!</audio>we have plums", "we have pears! we have plums"),
        ("for pears<break time='1s'/> press 1 <break time='1s'/> for plums press 2", "for pears press 1 for plums press 2"),
        ("your number is <break time='1s'/><value expr='n'/>", "your number is {n}"),
    ],
)
def test_a_long_pause_and_the_end_of_what_is_said_end_a_sentence(inner, text):
    assert words(form(f"<block><prompt>{inner}</prompt><exit/></block>")["form"]) == text


def test_what_a_recording_says_is_not_known_where_several_texts_stand_for_it():
    made = steps(
        "<form id='a'><block><audio src='x.wav'>One.</audio><goto next='#b'/></block></form>"
        "<form id='b'><block><audio src='x.wav'>Two.</audio><audio src='y.wav'>Three.</audio><goto next='#c'/></block></form>"
        "<form id='c'><block><audio src='y.wav'> three. </audio><exit/></block></form>"
    )
    assert [(made[name].prompt.text, made[name].prompt.audio, made[name].prompt.complete) for name in "abc"] == [
        ("", "x.wav", True),
        ("Three.", "x.wav & y.wav", False),
        ("three.", "y.wav", False),
    ]


def test_what_stands_for_recordings_is_word_for_word_where_no_two_texts_stand_for_one():
    text = "<form id='a'><block><audio src='x.wav'>One.</audio><goto next='#b'/></block></form>"
    made = steps(text + "<form id='b'><block>Two. <audio src='y.wav'>Three.</audio><exit/></block></form>")
    assert [made[name].prompt.complete for name in "ab"] == [True, True]
    made = steps(text + "<form id='b'><block>Two. <audio src='x.wav'>Three.</audio><exit/></block></form>")
    assert [made[name].prompt.complete for name in "ab"] == [True, False]


def test_only_what_is_heard_on_the_first_visit_counts():
    made = form(
        "<field name='n' type='digits'>Well, <prompt count='1'>first</prompt><prompt count='2'>again</prompt>"
        "<prompt cond='a'>one</prompt><prompt cond='!a'>other</prompt></field>"
    )
    assert words(made["form"]) == "Well, first. one"
    assert not made["form"].prompt.complete


def test_a_prompt_in_two_languages_has_none():
    made = steps(
        "<menu id='m'><prompt xml:lang='en'>One</prompt><prompt xml:lang='es'>Uno</prompt><choice dtmf='1' next='#m'/></menu>"
    )
    assert made["m"].prompt.language == ""
    made = steps("<menu id='m'><prompt xml:lang='es'>Uno</prompt><choice dtmf='1' next='#m'/></menu>")
    assert made["m"].prompt.language == "es"


def test_an_item_may_say_nothing():
    assert form("<field name='n' type='digits'/>")["form"].prompt is None


# expressions


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ("a.b + c[d]", ("a", "c", "d")),
        ("'a' + \"b\" + 1", ()),
        ("application.x + dialog.y$.confidence + x", ("application.x", "y", "x")),
        ("f(a, g(b))", ("a", "b")),
        ("session.telephone.ani", ()),
        ("application.lastresult$.utterance", ()),
        ("new Date().getHours() &lt; x", ("lt", "x")),
        ("{a: 1, b: c}", ("c",)),
        ("typeof x == undefined", ("x",)),
        ("application.", ()),
        ("größe", ("größe",)),
        ("a" * 5000, ()),
    ],
)
def test_the_variables_that_an_expression_reads(expression, names):
    assert ecma.names(expression) == names


@pytest.mark.parametrize(
    ("script", "given"),
    [
        ("x = 1; y += 2; z++; --w; a.b = 3; if (c == d) e = 1", ("x", "y", "z", "w", "e")),
        ("function f() { x = 1; { y = 2 } } z = 3", ("z",)),
        ("var x = 1", ("x",)),
        ("fun = offer", ("fun",)),
    ],
)
def test_what_a_script_gives_values_to(script, given):
    assert ecma.assigned(ecma.outside_of_functions(script)) == given


def test_what_a_script_reads():
    assert ecma.read_in("cards = new Array; x = y + x; save(z)") == ("x", "y", "z")


@pytest.mark.parametrize(
    ("expression", "text"),
    [("'a'", "a"), ("12", "12"), ("true", "true"), ("a", None), ("'a' + 'b'", None), ("", None)],
)
def test_constants(expression, text):
    assert ecma.literal(expression) == text


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("''", "(empty)"),
        ("'{x}'", "{{x}}"),
        ("a + 1", "{a} + 1"),
        ("f(a)", "f({a})"),
        ("a.b == 'c'", "{a}.b == 'c'"),
        ("'" + "a" * 5000, "(computed)"),
    ],
)
def test_an_expression_as_a_value(expression, text):
    assert ecma.shown(expression) == text


@pytest.mark.parametrize(
    ("cond", "holds"),
    [
        ("x == 'a'", True),
        ("x === 'b'", False),
        ("x != 'a'", False),
        ("'a' == x", True),
        ("x == 'b' || x == 'a'", True),
        ("x == 'b' || y", None),
        ("x == 'a' || y", True),
        ("x == 'b' && y", False),
        ("x == 'a' && y", None),
        ("!(x == 'a')", False),
        ("!y", None),
        ("x", True),
        ("x.length == 1", None),
        ("x$.confidence > 0.5", None),
        ("f(x)", None),
        ("f(x[1], (2)) == 1", None),
        ("x == null", False),
        ("null == undefined", True),
        ("x + 'b' == 'ab'", None),
        ("-1 < 2", None),
        ("1 < 2", True),
        ("2 <= 1", False),
        ("x > 1", None),
        ("new Date() > 1", None),
        ("document.x == 'a'", True),
        ("document.y == 'a'", None),
        ("x ==", None),
        ("(x", None),
        ("x y", None),
        (") == 1", None),
        ("f(x", None),
        ("(" * 60 + "x" + ")" * 60, None),
        ("x == 1 || " * 200 + "x", None),
        ("", None),
    ],
)
def test_whether_a_condition_holds(cond, holds):
    assert truth.evaluate(cond, "x", "a") is holds


@pytest.mark.parametrize(("value", "holds"), [(True, True), (False, False), ("true", True), ("", False)])
def test_values_that_are_true(value, holds):
    assert truth.evaluate("x", "x", value) is holds


def test_the_constants_that_a_variable_is_compared_with():
    assert truth.literals(
        "x == 'a' || 3 == x || y == 'b' || x.length == 4 || z.x == 5 || x == true || x == w || dialog.x == 6", "x"
    ) == ("a", "3", "true", "6")


# grammars


def answers(heard):
    return None if heard.answers is None else [(answer.key, answer.phrases, answer.value) for answer in heard.answers]


def xml(text):
    result = positioned_xml.parse(text, "")
    assert isinstance(result, Document)
    return srgs.listen(result.root)


@pytest.mark.parametrize(
    ("grammar", "found"),
    [
        ("<grammar><rule id='a'><one-of><item>yes</item><item>no way</item></one-of></rule></grammar>", ["yes", "no way"]),
        ("<grammar root='b'><rule id='a'>x</rule><rule id='b'><ruleref uri='#a'/> y</rule></grammar>", ["x y"]),
        ("<grammar><rule id='a'><item repeat='0-1'>please</item> stop</rule></grammar>", ["stop", "please stop"]),
        ("<grammar><rule id='a'><item repeat='1'>go</item><ruleref special='NULL'/></rule></grammar>", ["go"]),
        ("<grammar><item>bare</item></grammar>", ["bare"]),
        ("<grammar><rule id='a'><example>no</example><token>\"big apple\"</token></rule></grammar>", ["big apple"]),
        ("<grammar><rule id='a'><phrase utterance='alpha'/></rule></grammar>", ["alpha"]),
    ],
)
def test_grammars_in_xml(grammar, found):
    assert [phrase for _, (phrase,), _ in answers(xml(grammar))] == found


@pytest.mark.parametrize(
    "grammar",
    [
        "<grammar><rule id='a'><item repeat='1-'>x</item></rule></grammar>",
        "<grammar><rule id='a'><item repeat='many'>x</item></rule></grammar>",
        "<grammar><rule id='a'><ruleref uri='far.grxml#x'/></rule></grammar>",
        "<grammar><rule id='a'><ruleref uri='#a'/></rule></grammar>",
        "<grammar/>",
        "<grammar><rule id='a'>" + "<one-of><item>a</item><item>b</item></one-of>" * 7 + "</rule></grammar>",
        "<grammar><rule id='a'><one-of>" + "".join(f"<item>w{n}</item>" for n in range(70)) + "</one-of></rule></grammar>",
        "<grammar>" + "<item>" * 60 + "x" + "</item>" * 60 + "</grammar>",
    ],
)
def test_grammars_in_xml_that_list_no_answers(grammar):
    assert answers(xml(grammar)) is None


def test_digits_of_a_grammar_in_xml():
    ten = "<rule id='d'><one-of>" + "".join(f"<item>{n}</item>" for n in range(10)) + "</one-of></rule>"
    heard = xml(f"<grammar root='r' mode='dtmf'><rule id='r'><item repeat='4-6'><ruleref uri='#d'/></item></rule>{ten}</grammar>")
    assert (heard.answers, heard.digits, heard.keys) == (None, (4, 6), True)


def test_keys_of_a_grammar_in_xml():
    heard = xml(
        "<grammar mode='dtmf'><rule id='a'><one-of><item>1<tag>out.x = 'a';</tag></item><item>* 2</item><item>one"
        "</item></one-of></rule></grammar>"
    )
    assert answers(heard) == [("1", (), "a"), ("*2", (), "*2")]


@pytest.mark.parametrize(
    ("grammar", "found"),
    [
        ("yes {y} | no", [("yes", "y"), ("no", "no")]),
        ("[please] stop", [("stop", "stop"), ("please stop", "please stop")]),
        ("(a | b) c", [("a c", "a c"), ("b c", "b c")]),
        ("#JSGF V1.0; grammar g; <x> = a | b; public <y> = <x> now {z};", [("a now", "z"), ("b now", "z")]),
        ("#ABNF 1.0; language en; root $y; $x = a; $y = $x b {out = 'q'};", [("a b", "q")]),
        ("/3/ a | // old\n b", [("a", "a"), ("b", "b")]),
        ('"new york" | <NULL> rome', [("new york", "new york"), ("rome", "rome")]),
        ("read {r}\nreply {p}", [("read", "r"), ("reply", "p")]),
    ],
)
def test_grammars_that_are_text(grammar, found):
    assert [(phrase, value) for _, (phrase,), value in answers(textual.listen(grammar, pressed=False))] == found


@pytest.mark.parametrize(
    "grammar",
    ["a*", "<other>", "#JSGF V1.0; public <a> = <a> b;", "(" * 60 + "a" + ")" * 60, "(a|b) " * 7, "a = ;", "a " * 60_000, ") a"],
)
def test_grammars_that_are_text_and_list_no_answers(grammar):
    assert answers(textual.listen(grammar, pressed=False)) is None


def test_keys_of_grammars_that_are_text():
    assert answers(textual.listen("1 {read} | 2 | 1 2 3", pressed=True)) == [
        ("1", (), "read"),
        ("2", (), "2"),
        ("123", (), "123"),
    ]
    assert answers(textual.listen("#ABNF 1.0;\nmode dtmf;\nroot $a;\n$a = 1 | 2;", pressed=False)) == [
        ("1", (), "1"),
        ("2", (), "2"),
    ]
    assert answers(textual.listen_to_digits("1|2")) == [("1", (), "1"), ("2", (), "2")]
    assert textual.listen_to_digits("\\d{3,}").digits == (3, 0)
    assert textual.listen_to_digits("\\d?\\d").digits == (1, 2)


@pytest.mark.parametrize(
    ("grammar", "found"),
    [
        ("[yes no]", [("", "yes", "yes"), ("", "no", "no")]),
        ('[ [dtmf-1 sales] {<d "s">} [dtmf-star ?the (help desk)] {<d h>} ]', None),
        ("[dtmf-0 help~0.001]", [("0", "", "0"), ("", "help", "help")]),
        ('Main [ ( [one dtmf-1] ) { return("uno") } ] ; comment', [("", "one", "uno"), ("1", "", "uno")]),
        (
            "[1 | one] { 'a' }\n[two] { b }",
            [("", "1", "a"), ("", "one", "a"), ("", "two", "b")],
        ),
        ("[(one please) uno] {<n 1>} [two] {<n 2>}", [("", "one please", "1"), ("", "uno", "1"), ("", "two", "2")]),
    ],
)
def test_grammars_in_gsl(grammar, found):
    assert gsl.is_gsl(grammar)
    result = [(answer.key, *(answer.phrases or ("",)), answer.value) for answer in gsl.listen(grammar).answers]
    if found is None:
        found = [("1", "", "s"), ("", "sales", "s"), ("*", "", "h"), ("", "the", "h"), ("", "help desk", "h")]
    assert result == found


@pytest.mark.parametrize(
    "grammar",
    [
        "[Sub x]",
        "[a] Sub [b]",
        "(a | b)",
        "[a] {b} Sub",
        "[" * 60 + "a" + "]" * 60,
        "[{x}]",
        "a",
        "[" + "a " * 70 + "]",
        "[a " * 30_000,
    ],
)
def test_grammars_in_gsl_that_list_no_answers(grammar):
    assert gsl.listen(grammar).answers is None


@pytest.mark.parametrize("text", ["[the] mall", "yes | no", "{x}", "[a", "]", "[a] [b] {c}", "[a] {b} (c) {d}", "[a] {b} [c]"])
def test_what_is_no_gsl(text):
    assert not gsl.is_gsl(text)


def test_expressions_in_gsl_that_follow_one_another_are_alternatives():
    made = [answer.phrases for answer in gsl.listen("[yes] (no thanks) | [stop]").answers]
    assert made == [("yes",), ("no thanks",), ("stop",)]


def test_a_key_in_gsl_counts_even_where_the_rest_is_not_known():
    assert gsl.listen("[dtmf-1 Sub]").keys


@pytest.mark.parametrize(
    ("tag", "value"),
    [('out.x = "yes";', "yes"), ("$='no'", "no"), ("yes", "yes"), ("x = 3;", "3"), ("f()", ""), ("out = f(x)", "")],
)
def test_what_a_tag_means(tag, value):
    assert meaning(tag) == value


def test_grammars_of_which_some_is_made_on_a_server_are_not_known():
    field = "<field name='a'><grammar root='r'><rule id='r'><one-of><item>x</item>{}</one-of></rule></grammar>"
    field += "<filled><if cond=\"a=='x'\"><exit/></if></filled></field><block>Hi</block>"
    assert type(form(field.format(""))["form"]).__name__ == "Menu"
    assert type(form(field.format("%%more%%"))["form"]).__name__ == "Collect"
    text = "<field name='a'><grammar>x | ${y}</grammar><filled><if cond=\"a=='x'\"><exit/></if></filled></field><block>Hi</block>"
    assert type(form(text)["form"]).__name__ == "Collect"


def test_options_of_a_server_are_no_words():
    made = form(
        "<field name='a'><option dtmf='1'>%%x%%</option><option/><filled><if cond=\"a=='1'\"><exit/></if></filled></field>"
    )
    assert [(option.key, option.phrases) for option in made["form"].options] == [("1", ())]


def test_the_mode_of_a_grammar_may_stand_where_it_is_named():
    field = (
        "<field name='a'><grammar mode='dtmf' type='application/srgs+xml'><rule id='r'><one-of><item>1</item>"
        "<item>2</item></one-of>"
    )
    field += "</rule></grammar><filled><if cond=\"a=='1'\"><exit/></if></filled></field><block>Hi</block>"
    assert [option.key for option in form(field)["form"].options] == ["1", "2"]
    inputs = "<property name='inputmodes' value='dtmf'/>"
    assert [option.key for option in form(inputs + field.replace("mode='dtmf'", ""))["form"].options] == ["1", "2"]


def test_marks_of_a_server_keep_their_places():
    text = "<% a\nb %><vxml><?php x ?>y</vxml>"
    assert masked(text) == "    \n    <vxml>" + "\ue0a7" * 10 + "y</vxml>"
    assert masked("<vxml>") == "<vxml>"
    assert masked("<% a") == "<% a"
    assert masked("<vxml><?php x") == "<vxml>" + "\ue0a7" * 7


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("h < 6 && h > 18", False),
        ("(((new Date()).getHours() < 6) && ((new Date()).getHours() > 18))", False),
        ("6 > h && (x && h >= 6)", False),
        ("h <= 6 && h >= 6", None),
        ("h < 6 && h >= 6", False),
        ("h > 6 && h < 18", None),
        ("h < 6 && k > 18", None),
        ("h < 6 && h > 18 || x", None),
        ("h < 6 && (h > 18 || x)", None),
        ("h + 20 < 6 && h > 18", None),
        ("h < 6 || h > 18", None),
    ],
)
def test_a_number_is_not_in_two_ranges_that_do_not_meet(condition, holds):
    assert truth.evaluate(condition, "other", "1") is holds
