from __future__ import annotations

import pytest
from twiml_documents import flow, flows, refusal

from ivrlint.flow import Flow, Refusal
from ivrlint.readers import read, recognised
from ivrlint.readers.kinds_of_data import kind_of_data
from ivrlint.readers.spoken_keys import keys_in
from ivrlint.readers.twiml.templates import as_xml


@pytest.mark.parametrize(
    "text",
    [
        "<Response><Say>Hi</Say></Response>",
        "\ufeff<?xml version='1.0'?>\n<!-- page --><!DOCTYPE x>\n<Response>\n <Dial>1</Dial>",
        "{% load i18n %}{# x #}\n<Response><Pause/></Response>",
        "<%@ page %><Response><Record/>",
        "<?php header('x'); ?>\n<Response><Say>Hi</Say></Response>",
        "<Bxml><SpeakSentence>Hi</SpeakSentence></Bxml>",
        "<Response><Message>Hi</Message></Response>",
    ],
)
def test_documents_are_recognised_by_their_verbs(text):
    assert recognised(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "<Response><Status>ok</Status></Response>",
        "<Responses><Say/></Responses>",
        "<Envelope><Response><Say/></Response></Envelope>",
        "<response><say>hi</say></response>",
        "<Response>Say hello</Response>",
        "<Response/>",
        "Response <Say>",
    ],
)
def test_other_files_are_not(text):
    found = read(text.encode(), "x.xml")
    assert isinstance(found, Refusal)
    assert found.foreign


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<Message>Hi</Message>", "text messages"),
        ("<Play digits='1'/><Pause/><Say>x</Say>", "sends keys"),
        ("<Dial><Queue>support</Queue></Dial>", "out of a queue"),
        ("<Gather><Say>Press 1 to accept the call</Say></Gather>", "take a call"),
    ],
)
def test_documents_that_callers_do_not_hear_are_refused(text, words):
    found = refusal(text)
    assert found.no_calls
    assert words in found.message


@pytest.mark.parametrize(("verb", "owner"), [("<Speak>Hi</Speak>", "Plivo"), ("<playtext>Hi</playtext><Say/>", "KooKoo")])
def test_the_xml_of_others_is_refused_by_name(verb, owner):
    found = refusal(f"<Response>\n{verb}</Response>")
    assert owner in found.message
    assert (found.line, found.no_calls, found.foreign) == (1, False, False)


def test_a_broken_document_is_read_as_far_as_it_goes():
    found = flow("<Response><Say>Hello</Say><Dial>+1555</Dial><Say>x</Response>")
    assert list(found.steps) == ["Say", "Dial", "Say 2"]
    assert len(found.problems) == 1


def test_a_document_that_cannot_be_read_at_all_is_refused_with_its_place():
    found = refusal("<!DOCTYPE x [<!ENTITY a 'b'>]>\n<Response><Say>&a;</Say></Response>")
    assert "entit" in found.message
    assert found.line == 1


def test_of_several_documents_in_one_file_the_first_is_read():
    found = flows({"a.xml": "<Response><Dial>+1</Dial></Response>\n<Response><Dial>+2</Dial></Response>"})["a.xml"]
    assert isinstance(found, Flow)
    assert list(found.steps) == ["Dial"]


def test_a_text_that_holds_no_response_is_refused():
    found = read(b"<Other><Say/></Other>", "x.xml", "twiml")
    assert isinstance(found, Refusal)
    assert found.message == "holds no `Response`"


def test_tags_of_templates_do_not_move_anything():
    text = (
        "<% a\nb %><Response x='<%= \"q\" %>'>{% if a < b && c %}{{#x}}{{ 'y' }}{{ else }}<?= $z ?>\n"
        "<?php if (1) ?><?php echo $x ?></Response> {{ z }} {{ never closed"
    )
    result = as_xml(text)
    assert [len(line) for line in result.split("\n")] == [len(line) for line in text.split("\n")]
    assert not any(mark in result for mark in ("<%", "<?", "{{#", '"q"', "{{ z"))
    assert result.endswith("{{ never closed")


@pytest.mark.parametrize(
    ("words", "keys", "sure"),
    [
        ("Press 1 for sales, 2 for support, or star to go back.", ("1", "2"), True),
        ("For sales, press one. For support, press two.", ("1", "2"), True),
        ("Para ventas, oprima el número 1. Para soporte, marque dos.", ("1", "2"), True),
        ("Pour le service client, appuyez sur la touche 1.", ("1",), True),
        ("Für Fragen drücken Sie die 2", ("2",), True),
        ("Enter your account number followed by the pound sign, or press 0.", ("0",), False),
        ("Press 1 for sales. We open at 9.", ("1",), False),
        ("Press 1 for sales. Call +1 555 0100 or visit 7up.com at 10:30.", ("1",), True),
        ("Welcome to our shop.", (), False),
        ("Press star to go back", ("*",), True),
        ("Press one for sales and two for support, or star to go back.", ("1", "2", "*"), True),
        ("Presione uno para ventas o dos para soporte.", ("1", "2"), True),
        ("Press 1 for sales, two for support.", ("1",), False),
        ("Press or say one for sales, or two for support.", ("1", "2"), True),
        ("Pressione ou diga 1.", ("1",), True),
        ("If you are one of our guests, press 1.", ("1",), True),
    ],
)
def test_the_keys_that_words_offer(words, keys, sure):
    found = keys_in(words)
    assert (found.keys, found.sure) == (keys, sure)


@pytest.mark.parametrize(
    ("name", "words", "kind"),
    [
        ("ask_pin", "", "pin"),
        ("x", "Enter the security code", "cvv"),
        ("x", "your credit card number", "card number"),
        ("x", "the expiration date", "card expiry"),
        ("spinning", "Enter your account number", ""),
    ],
)
def test_secrets_are_told_by_name_and_words(name, words, kind):
    assert kind_of_data(name, words) == kind
