"""Phrase macros and stock sounds: the words that callers hear."""

import pytest
from run_of import entry, menu, run_of

SOUNDS = """<language><en>
<ivr><prompt phrase="Thank you for calling." filename="ivr-thanks.wav"/>
<prompt phrase="to repeat" filename="ivr-repeat.wav"/></ivr>
<voicemail><prompt phrase="press" filename="vm-press.wav"/><prompt phrase="goodbye" filename="vm-bye.wav"/></voicemail>
<digits><prompt phrase="One" filename="1.wav"/><prompt phrase="{x}" filename="odd.wav"/></digits>
<time><prompt phrase="o'clock" filename="1.wav"/></time><ivr/><x><prompt phrase="" filename="empty.wav"/></x>
</en></language>"""
FRENCH = '<language><fr><ivr><prompt phrase="Merci" filename="ivr-thanks.wav"/></ivr></fr></language>'


def macro(name, *inputs):
    return f'<macro name="{name}">{"".join(inputs)}</macro>'


def given(pattern, actions, attributes="", branch="match"):
    written = "".join(f'<action function="{function}" data="{data}"/>' for function, data in actions)
    return f'<input pattern="{pattern}" {attributes}><{branch}>{written}</{branch}></input>'


def prompt_of(sound, *macros, files=(), language=""):
    phrases = f"<include>{''.join(macros)}</include>"
    menus = menu(entry("9", "menu-top"), greet_long=sound)
    variables = (
        f'<include><X-PRE-PROCESS cmd="set" data="default_language={language}"/>'
        '<X-PRE-PROCESS cmd="set" data="brand=acme"/></include>'
    )
    run = {"conf/lang/en/demo/x.xml": phrases, "phrase_en.xml": SOUNDS, "phrase_fr.xml": FRENCH, "conf/vars.xml": variables}
    flows = run_of({**run, **dict(files), "conf/ivr_menus/m.xml": menus})
    return flows["conf/ivr_menus/m.xml"].steps["main"].prompt


@pytest.mark.parametrize(
    ("sound", "text", "audio"),
    [
        ("ivr/ivr-thanks.wav", "Thank you for calling.", "ivr/ivr-thanks.wav"),
        ("en/us/callie/ivr/8000/ivr-thanks.wav", "Thank you for calling.", "en/us/callie/ivr/8000/ivr-thanks.wav"),
        ("$${sounds_dir}/en/us/callie/ivr/ivr-thanks.wav", "", "$${sounds_dir}/en/us/callie/ivr/ivr-thanks.wav"),
        ("ivr-thanks.mp3", "Thank you for calling.", "ivr-thanks.mp3"),
        ("digits/1.wav", "One", "digits/1.wav"),
        ("1.wav", "", "1.wav"),
        ("digits/odd.wav", "{{x}}", "digits/odd.wav"),
        ("x/empty.wav", "", "x/empty.wav"),
        ("fr/ivr/ivr-thanks.wav", "Merci", "fr/ivr/ivr-thanks.wav"),
        ("$${brand}/hello.wav", "", "acme/hello.wav"),
        ("{loops=2}hello.wav", "", "hello.wav"),
        ("local_stream://moh", "", "local_stream://moh"),
        ("file_string://ivr/ivr-thanks.wav!digits/1.wav", "Thank you for calling. One", "ivr/ivr-thanks.wav & digits/1.wav"),
    ],
)
def test_the_words_of_stock_sounds_are_known_when_their_table_is_there(sound, text, audio):
    prompt = prompt_of(sound)
    assert (prompt.text, prompt.audio, prompt.complete) == (text, audio, True)


def test_what_is_known_only_in_part_is_not_complete():
    prompt = prompt_of("file_string://ivr/ivr-thanks.wav!own.wav")
    assert (prompt.text, prompt.complete) == ("Thank you for calling.", False)


def test_names_in_the_path_of_a_recording_are_read():
    assert prompt_of("hello_${name}.wav").reads == ("name",)


def test_a_phrase_is_the_words_of_its_parts():
    phrase = macro(
        "welcome",
        given(
            "(.*)",
            [
                ("play-file", "ivr/ivr-thanks.wav"),
                ("sleep", "500"),
                ("play-file", "ivr/ivr-repeat.wav"),
                ("play-file", "voicemail/vm-press.wav"),
                ("play-file", "digits/1.wav"),
            ],
        ),
    )
    prompt = prompt_of("phrase:welcome", phrase)
    assert (prompt.text, prompt.language) == ("Thank you for calling. to repeat press One", "en")


def test_a_long_pause_and_a_capital_end_a_sentence():
    actions = [
        ("play-file", "voicemail/vm-bye.wav"),
        ("play-file", "ivr/ivr-thanks.wav"),
        ("play-file", "silence_stream://1500"),
        ("say", "bye"),
        ("sleep", "2000"),
        ("say", "then"),
    ]
    prompt = prompt_of("phrase:p", macro("p", given("", actions)))
    assert prompt.text == "goodbye. Thank you for calling. bye. then"


def test_words_of_a_phrase_may_read_variables_and_its_argument():
    phrase = macro("count", given("^(\\d+)$", [("speak-text", "You have"), ("say", "$1"), ("say", "${unit}")]))
    assert prompt_of("phrase:count:3", phrase).text == "You have 3 {unit}"
    prompt = prompt_of("phrase:count:${messages}", phrase)
    assert (prompt.text, prompt.reads, prompt.complete) == ("You have {messages} {unit}", ("messages", "unit"), True)


def test_inputs_that_do_not_match_say_what_they_have_for_that():
    phrase = macro("count", given("^0$", [("say", "none")]), given("^9$", [("say", "not nine")], branch="nomatch"))
    assert prompt_of("phrase:count:0", phrase).text == "none not nine"


def test_an_input_may_be_the_last_that_counts():
    phrase = macro("count", given("^0$", [("say", "none")], 'break_on_match="true"'), given("(.*)", [("say", "some")]))
    assert prompt_of("phrase:count:0", phrase).text == "none"
    assert prompt_of("phrase:count:1", phrase).text == "some"


def test_of_several_inputs_nobody_knows_which_is_meant_when_the_argument_is_open():
    phrase = macro("count", given("^0$", [("say", "none")]), given("(.*)", [("say", "some")]))
    prompt = prompt_of("phrase:count:${x}", phrase)
    assert (prompt.text, prompt.complete) == ("none", False)


def test_phrases_within_phrases():
    outer = (
        '<macro name="outer"><input pattern=""><match><action function="phrase" phrase="inner" data="5"/>'
        '<action function="execute" data="x"/></match></input></macro>'
    )
    inner = macro("inner", given("^(5)$", [("say", "five")]))
    assert prompt_of("phrase:outer", outer, inner).text == "five"


def test_a_phrase_that_says_itself_ends():
    phrase = (
        '<macro name="p"><input pattern=""><match><action function="say" data="on"/>'
        '<action function="phrase" data="p"/></match></input></macro>'
    )
    assert prompt_of("phrase:p", phrase).text.startswith("on on")


def test_only_the_name_is_known_of_a_phrase_that_is_not_there_or_says_nothing():
    for sound in ("phrase:other", "phrase:p:x"):
        prompt = prompt_of(sound, macro("p", given("^0$", [("say", "none")])))
        assert (prompt.text, prompt.audio) == ("", ":".join(sound.split(":")[:2]))


def test_a_phrase_in_the_language_of_the_call_is_taken():
    french = {
        "conf/lang/fr/demo/x.xml": (
            f"<include>{macro('hello', given('', [('say', 'bonjour'), ('play-file', 'ivr/ivr-thanks.wav')]))}</include>"
        )
    }
    english = macro("hello", given("", [("say", "hello")]))
    prompt = prompt_of("phrase:hello", english, files=french, language="fr")
    assert (prompt.text, prompt.language) == ("bonjour Merci", "fr")


def test_the_language_may_stand_around_the_phrases():
    german = {
        "de.xml": (
            f'<include><language name="de"><phrases><macros>{macro("hi", given("", [("say", "hallo")]))}'
            "</macros></phrases></language></include>"
        )
    }
    assert prompt_of("phrase:hi", files=german).language == "de"


def test_a_menu_that_is_silent_has_no_prompt():
    assert prompt_of("silence_stream://500") is None


def test_a_recording_that_trails_off_is_finished_by_the_next():
    actions = [
        ("say", "For sales, press..."),
        ("play-file", "digits/1.wav"),
        ("say", "Hold on..."),
        ("sleep", "1500"),
        ("say", "thank you..."),
    ]
    assert prompt_of("phrase:p", macro("p", given("", actions))).text == "For sales, press One. Hold on... thank you..."
