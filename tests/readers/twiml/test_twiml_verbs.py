from __future__ import annotations

import pytest
from twiml_documents import flow, to

from ivrlint.flow import Check, Collect, HangUp, Message, Run, Say, Set, Transfer, Unknown


def transfer(verbs: str, name: str = "Dial") -> Transfer:
    step = flow(verbs).steps[name]
    assert isinstance(step, Transfer), step
    return step


def test_words_follow_one_another_and_the_call_ends_behind_them():
    found = flow('<Say language="fr-FR">Bonjour</Say><Pause length="3"/><Play>https://a:b@example.com/x.mp3</Play>')
    first, last = found.steps["Say"], found.steps["Play"]
    assert isinstance(first, Say)
    assert to(first.next) == "Play"
    assert isinstance(last, HangUp)
    assert last.prompt
    assert (last.prompt.text, last.prompt.audio) == ("", "https://example.com/x.mp3")
    assert found.language == "fr-FR"
    assert [step.mark.line for step in (first, last)] == [3, 3]


def test_the_words_of_markup_are_kept():
    step = flow('<Say><emphasis>Hello</emphasis><break/> dear <sub alias="World Wide Web">WWW</sub> {you}</Say>').steps["Say"]
    assert step.prompt
    assert step.prompt.text == "Hello dear World Wide Web {{you}}"


def test_a_document_that_offers_nothing_is_taken_for_a_part_of_a_call():
    found = flow("<Say>Hello</Say>")
    assert found.entries[0].start == "(the program that sends this document)"
    before = found.steps["(the program that sends this document)"]
    assert isinstance(before, Unknown)
    assert to(before.cases[0].target) == "Say"


@pytest.mark.parametrize("verbs", ["<Dial>+1555</Dial>", "<Say>Hi</Say><Redirect>x</Redirect>", '<Gather action="x"/>'])
def test_other_documents_begin_with_their_first_verb(verbs):
    assert not flow(verbs).entries[0].start.startswith("(")


@pytest.mark.parametrize(
    ("verbs", "whom", "who", "number"),
    [
        ("<Dial> 415-123-4567 </Dial>", "person", "", "415-123-4567"),
        ("<Dial><Number>+1</Number><Number>+2</Number></Dial>", "person", "", "+1 / +2"),
        ("<Dial><Sip>sip:anna@example.com?X-A=1</Sip></Dial>", "person", "", "sip:anna@example.com"),
        ("<Dial><Sip>sip:x@sip.vapi.ai</Sip></Dial>", "bot", "", "sip:x@sip.vapi.ai"),
        ("<Dial><Client>anna</Client></Dial>", "person", "anna", ""),
        ("<Dial><Client><Identity>anna</Identity></Client></Dial>", "person", "anna", ""),
        ("<Dial><Conference>Room</Conference></Dial>", "outside", "Room", ""),
        ('<Gather action="x"/><Dial><Queue>support</Queue></Dial>', "person", "support", ""),
    ],
)
def test_dial_knows_who_answers(verbs, whom, who, number):
    step = transfer(verbs)
    assert (step.to, step.who, step.number, step.no_answer) == (whom, who, number, None)


def test_the_verb_behind_a_dial_comes_when_nobody_answers():
    step = transfer('<Dial timeout="20">+1555</Dial><Say>Nobody is there</Say>')
    assert (step.wait, to(step.no_answer), to(step.cases[0].target), step.elsewhere) == (20, "Say", "Say", False)
    assert transfer("<Dial>+1555</Dial><Hangup/>").no_answer is None


def test_an_action_that_is_made_elsewhere_decides_what_comes_then():
    step = transfer('<Dial action="/status">+1555</Dial><Say>Never</Say>')
    assert (step.elsewhere, step.no_answer) == (True, None)


def test_a_number_that_is_filled_in_is_made_of_its_names():
    step = transfer("<Dial><Number>{{ agent.number }}</Number></Dial>")
    assert (step.number, step.passes, step.dials) == ("{number}", ("agent.number",), ("agent.number",))


def test_a_dial_without_a_number_is_told():
    found = flow("<Say>x</Say><Dial></Dial><Say>y</Say>")
    assert [problem.message for problem in found.problems] == ["this Dial names nobody to call"]
    step = found.steps["Dial"]
    assert isinstance(step, Unknown)
    assert to(step.cases[0].target) == "Say 2"


def test_a_queue_is_people():
    step = transfer("<Enqueue>support</Enqueue><Say>The queue is full</Say>", "Enqueue")
    assert (step.to, step.who, step.elsewhere, to(step.failed)) == ("person", "support", False, "Say")
    task = transfer('<Enqueue workflowSid="WW1"><Task>{"a": 1}</Task></Enqueue>', "Enqueue")
    assert (task.who, task.elsewhere, task.cases) == ("", True, ())
    assert transfer('<Enqueue waitUrl="x">a</Enqueue>', "Enqueue").elsewhere


@pytest.mark.parametrize(
    ("inside", "whom", "who"),
    [
        ('<VirtualAgent connectorName="project"/>', "bot", "project"),
        ('<Stream url="wss://example.com/audio"/>', "bot", "wss://example.com/audio"),
        ("<Room>Daily</Room>", "outside", "Daily"),
        ("<ConversationRelay/>", "bot", "ConversationRelay"),
        ("", "bot", "a stream"),
    ],
)
def test_connect_leads_to_bots_and_rooms(inside, whom, who):
    step = transfer(f"<Connect>{inside}</Connect><Say>Bye</Say>", "Connect")
    assert (step.to, step.who, to(step.cases[0].target)) == (whom, who, "Say")


def test_refer_hands_over():
    step = transfer("<Refer><Sip>sip:anna@example.com</Sip></Refer><Say>It failed</Say>", "Refer")
    assert (step.to, step.number, step.elsewhere, to(step.failed)) == ("person", "sip:anna@example.com", True, "Say")


def test_a_recording_is_a_voicemail():
    step = flow('<Record action="x"/><Say>Nothing was recorded</Say>').steps["Record"]
    assert isinstance(step, Message)
    assert to(step.next) == "Say"
    alone = flow('<Record action="https://example.com/x"/>').steps["Record"]
    assert isinstance(alone, Message)
    assert alone.next is None


def test_a_payment_asks_for_a_card_and_charges_it():
    found = flow("""
        <Pay maxAttempts="3" action="x">
          <Prompt for="payment-card-number" errorType="timeout"><Say>Again</Say></Prompt>
          <Prompt for="payment-card-number"><Say>Your card number</Say></Prompt>
        </Pay>""")
    card, charge = found.steps["Pay"], found.steps["Pay (payment)"]
    assert isinstance(card, Collect)
    assert isinstance(charge, Run)
    assert card.prompt
    assert (card.prompt.text, card.what) == ("Your card number", "card number")
    assert card.no_input
    assert (card.no_input.tries, to(card.no_input.then)) == (3, "x")
    assert charge.uses == (card.variable,)


def test_what_comes_after_a_payment_without_an_action_is_not_known():
    found = flow('<Pay paymentMethod="ach-debit"/>')
    card, charge, after = found.steps["Pay"], found.steps["Pay (payment)"], found.steps["Pay (without action)"]
    assert isinstance(card, Collect)
    assert isinstance(charge, Run)
    assert isinstance(after, Unknown)
    assert card.no_input
    assert (card.what, to(card.no_input.then), to(charge.next), after.cases) == ("bank account", after.name, after.name, ())


def test_a_payment_without_an_action_may_go_on_with_the_next_verb():
    after = flow("<Pay/><Say>Thank you</Say>").steps["Pay (without action)"]
    assert isinstance(after, Unknown)
    assert [(case.name, to(case.target)) for case in after.cases] == [("next", "Say")]


def test_verbs_that_end_the_call():
    found = flow('<Gather action="x"/><Hangup/><Reject reason="busy"/>')
    assert isinstance(found.steps["Hangup"], HangUp)
    assert isinstance(found.steps["Reject"], HangUp)


def test_a_redirect_leads_to_a_document_that_is_not_known():
    found = flow("<Say>x</Say><Redirect> https://me:pw@example.com/menu.json?a=1 </Redirect>")
    step = found.steps["Redirect"]
    assert isinstance(step, Set)
    assert to(step.next) == "https://example.com/menu (json)"


def test_an_address_with_the_name_of_a_verb_is_another_step():
    found = flow("<Say>x</Say><Redirect>Say</Redirect>")
    assert to(found.steps["Redirect"].next) == "Say (document)"  # type: ignore[union-attr]


def test_verbs_that_are_not_known_go_on():
    found = flow('<AIGather action="x"><Greeting>Hi</Greeting></AIGather><HttpRequest/><Say>Bye</Say>')
    first, second = found.steps["AIGather"], found.steps["HttpRequest"]
    assert isinstance(first, Unknown)
    assert isinstance(second, Unknown)
    assert (first.what, second.what) == ("AIGather", "HttpRequest")
    assert {case.name: to(case.target) for case in first.cases} == {"action": "x", "next": "HttpRequest"}
    assert {case.name: to(case.target) for case in second.cases} == {"next": "Say"}


def test_a_verb_in_the_wrong_case_is_told():
    found = flow("<Say>x</Say><dial>+1555</dial>")
    assert [problem.message for problem in found.problems] == ["`dial` is no verb: its name is `Dial`"]


def test_verbs_of_bandwidth():
    found = flow("""
        <SpeakSentence locale="es_MX">Hola</SpeakSentence>
        <Ring duration="5"/>
        <Transfer transferTo="+1555" callTimeout="20"/>
        <Bridge targetCall="c-1"/>
        <Conference>team</Conference>
        <Forward to="+1556"/>""")
    old, bridge, conference, forward = (found.steps[name] for name in ("Transfer", "Bridge", "Conference", "Forward"))
    assert isinstance(old, Transfer)
    assert (old.number, old.wait, to(old.no_answer)) == ("+1555", 20, "Bridge")
    assert isinstance(bridge, Transfer)
    assert isinstance(conference, Transfer)
    assert (bridge.to, bridge.who, conference.to, conference.who) == ("outside", "c-1", "outside", "team")
    assert isinstance(forward, Transfer)
    assert (forward.to, forward.number, forward.elsewhere) == ("person", "+1556", True)
    assert found.language == "es-MX"
    new = transfer(
        '<Transfer transferCompleteUrl="x"><PhoneNumber>+1</PhoneNumber><SipUri>sip:a@b</SipUri></Transfer>', "Transfer"
    )
    assert (new.number, new.elsewhere) == ("+1 / sip:a@b", True)


def test_a_document_of_silent_verbs_ends():
    found = flow('<Pause/><Start><Stream url="wss://x"/></Start>')
    assert [step for step in found.steps if not step.startswith("(")] == ["end"]


def test_conditions_of_a_template_are_a_check():
    found = flow("""
        {% if vip %}<Dial>+1555</Dial>{% elif  late %}<Record/>{% else %}<Say>Hello</Say>{% endif %}
        {% unless quiet %}<Play>a.mp3</Play>{% endunless %}
        {% endif %}{% for x in y %}<Say>{{ x }}</Say>{% endfor %}""")
    check, second = found.steps["template"], found.steps["template 2"]
    assert isinstance(check, Check)
    assert {case.name: to(case.target) for case in check.cases} == {"vip": "Dial", "late": "Record"}
    assert to(check.otherwise) == "Say"
    assert isinstance(second, Check)
    assert [(case.name, to(case.target)) for case in second.cases] == [("not quiet", "Play")]
    assert to(second.otherwise) == "Say 2"
    assert to(found.steps["Dial"].no_answer) == "template 2"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("if_", "elsif", "else_", "end"),
    [
        ("<% if vip %>", "<% elsif late %>", "<% else %>", "<% end %>"),
        ("<%- if vip -%>", "<%- elsif late -%>", "<%- else -%>", "<%- end -%>"),
        ("<% if (vip) { %>", "<% } else if (late) { %>", "<% } else { %>", "<%}%>"),
        ("<?php if (vip): ?>", "<?php elseif (late): ?>", "<?php else: ?>", "<?php endif; ?>"),
        ("<?php $x = 1;\nif (vip) { ?>", "<?php } elseif (late) { ?>", "<?php } else { ?>", "<?php } ?>"),
        ("{{#if vip}}", "{{else if late}}", "{{else}}", "{{/if}}"),
        ("{{ if vip }}", "{{- else if late -}}", "{{ else }}", "{{ end }}"),
    ],
)
def test_conditions_of_all_languages_of_templates_are_a_check(if_, elsif, else_, end):
    found = flow(f"{if_}<Dial>+1555</Dial>{elsif}<Record/>{else_}<Say>Hello</Say>{end}<Play>a.mp3</Play>")
    check = found.steps["template"]
    assert isinstance(check, Check)
    assert {case.name: to(case.target) for case in check.cases} == {"vip": "Dial", "late": "Record"}
    assert to(check.otherwise) == "Say"
    assert to(found.steps["Say"].next) == to(found.steps["Dial"].no_answer) == "Play"  # type: ignore[union-attr]
    assert not found.problems


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("<% things.each do |thing| %>", "<% end %>"),
        ("<% things.forEach(function (thing) { %>", "<% }); %>"),
        ("<?php foreach ($things as $thing): ?>", "<?php endforeach; ?>"),
        ("{{#each things}}", "{{/each}}"),
        ("{{#t}}", "{{/t}}"),
        ("{{ range .Things }}", "{{ end }}"),
        ("{% for thing in things %}", "{% endfor %}"),
        ("<% case x %>", "<% end %>"),
    ],
)
def test_blocks_that_are_no_conditions_do_not_end_those_around_them(begin, end):
    found = flow(f"<% if vip %>{begin}<Say>Hello</Say>{end}<Dial>+1555</Dial><% else %><Say>No</Say><% end %>")
    check = found.steps["template"]
    assert isinstance(check, Check)
    assert [to(case.target) for case in check.cases] == ["Say"]
    assert to(found.steps["Say"].next) == "Dial"  # type: ignore[union-attr]
    assert to(check.otherwise) == "Say 2"


def test_a_block_that_is_not_closed_ends_with_the_condition_around_it():
    found = flow("{% if vip %}{{#each things}}<Dial>+1555</Dial>{% endif %}<Say>Bye</Say>")
    assert to(found.steps["template"].otherwise) == "Say"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "tag", ["<%# if vip %>", "<%@ page x %>", "<% puts 1 if vip %>", "{{! if vip }}", "{{> part}}", "{{ if }}", "<?php x(); ?>"]
)
def test_tags_that_decide_nothing_are_no_check(tag):
    assert "template" not in flow(f"{tag}<Dial>+1555</Dial>").steps


def test_a_mustache_section_that_is_turned_round_is_a_condition():
    found = flow("{{^agents}}<Record/>{{/agents}}<Say>Bye</Say>")
    assert [case.name for case in found.steps["template"].cases] == ["not agents"]  # type: ignore[union-attr]


def test_conditions_in_words_say_their_first_variant():
    words = flow(
        "<Dial>1</Dial><Say>A "
        "<% if x %>good<% else %>bad<% end %> day<% y.each do |z| %>, {{#t}}<%= z %>{{/t}}<% end %>{{^u}} now{{/u}}</Say>"
    )
    prompt = words.steps["Say"].prompt
    assert prompt
    assert (prompt.text, prompt.complete) == ("A good day, {z} now", False)


def test_templates_in_words_and_addresses_are_filled_in_later():
    found = flow("""
        <Say>Hello <%= name %>, {% if a %}good{% else %}bad{% endif %} day <?php echo $x ?></Say>
        <Gather action="<%= url_for("next") %>" numDigits="1"><Say>Press 1 {{#if x}}now{{/if}}</Say></Gather>""")
    words = found.steps["Say"].prompt
    assert words
    assert words.text.startswith("Hello {name}, good day")
    assert not words.complete
    assert "name" in words.reads
    assert not found.problems
    gather = found.steps["Gather"]
    assert gather.prompt
    assert gather.prompt.text == "Press 1 now"


def test_words_that_are_all_filled_in_later_are_no_recording():
    step = flow("<Gather action='x'/><Say>{# nothing #}</Say>").steps["Say"]
    assert step.prompt is None
