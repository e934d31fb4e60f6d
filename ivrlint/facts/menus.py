"""Facts of menus and of their options."""

from __future__ import annotations

from ivrlint.facts.subject import ENDINGS, Subject, ToPerson, fact, hidden
from ivrlint.flow import Kind, Mark


class Option(Subject, metaclass=Kind):
    """One option of a menu."""

    key: str = fact("the key; empty when the option can only be said")
    label: str = fact("what the option is for, as written or as spoken")
    target: str = fact("the step it leads to; as written where there is none")
    spoken: bool = fact("the menu says this key, or the words of the menu are not known")
    position: int = fact("1 for the option that is spoken first; 0 when it is not spoken or not known")
    seconds: float = fact("from the start of the menu's words until this option has been spoken", "seconds")
    key_first: bool = fact("the key is said before what it is for")
    reserved: bool = fact(
        "the operator key, `*` or `#`, a key that only repeats the menu, an option that is for repeating and nothing else, or "
        "neither a key nor words; a key whose label is for something else does not only repeat it when it says something before"
    )
    offers_person: bool = fact("leads to a person with nothing but say, set and check between, and is spoken")
    purposes: tuple[str, ...] = fact(
        "what its label, or else what may be said for it, is for: person, repeat, back, main_menu, end, other_needs, emergency, "
        "feedback, complaint, cancel, continue, language; sorted, several are possible"
    )
    tasks: int = fact("tasks that its label lists, between commas and words for and, or; 0 where that is not known", "tasks")
    share: float = fact("per cent of the callers of its menu who choose it, as written; 0 when not written")
    seconds_lost: float = fact(
        "what a call to its menu would save on average, were it spoken before the options with a smaller share that are spoken "
        "before it; reserved ones and those for an emergency or a language stay where they are",
        "seconds",
    )
    choices_before: int = fact(
        "options that the words offer before it, not for the operator key, `*` or `#`, for no emergency and for no language",
        "options",
    )
    next_menu: str = fact(
        "the one menu that comes next, with nothing but say, set, check and run between; opening hours answer `open`, no run "
        "fails; empty when anything else may come next"
    )
    said: str = fact("what it is for, as spoken, with the words that open it, in lower case; empty when not spoken or not known")
    words: int = fact("words of that", "words")
    language: str = fact("code of the language that its label names and nothing else; empty without a table for it")
    said_in: tuple[str, ...] = fact("codes of the languages in which the spoken words name a language")
    another_reaches_person: bool = fact(
        "it names a language, and from another option of its menu that names another one some walk leads to a person"
    )
    only_informs: float = fact(
        "written words of the steps that say behind it and of the hang-up behind those, where nothing else comes and no other "
        "option leads to the same step; else 0, and where they send callers to another number (`sends_elsewhere` of a prompt)",
        "seconds",
    )
    closes: bool = fact(
        "leads, with nothing but say and set between, to a check of opening hours or to a person who is not always there and for "
        "whom `closed` is written, and whoever finds that closed comes to no person, bot, outside or what is not known"
    )
    repeats: bool = fact("its own menu is the next menu")
    goes_back: bool = fact(
        "its next menu is nearer to the start than its own (by `depth`), and some walk leads from there to its own again"
    )
    does_nothing: bool = fact("leads to its own menu, with no other step between")
    arrives_at: str = fact(
        "in opening hours: `somebody` when some walk behind it, on which nothing is closed, leads to a person, a bot, outside or "
        "to something that is not known; else `message` when one leads to a mailbox or a promise to call back; else `nobody`; "
        "empty when each walk from the start to its menu takes an exit for being closed or goes on behind a person"
    )

    @property
    def loops_back(self) -> bool:
        """Whether it leads to its own menu or to one before it."""
        return self.repeats or self.goes_back


class Menu(ToPerson, metaclass=Kind):
    """A point where the caller must choose."""

    depth: float = fact(
        "least menus on a deliberate walk from the start that ends here, itself included; on any walk where none is deliberate",
        "menus",
    )
    first: bool = fact(
        "some deliberate walk from the start comes here by no other menu, menus that choose a language apart, and by no case "
        "of a transfer to a person; and it asks more than for a language, more than yes and no (at most two options that are "
        "not reserved, one of them for `continue`) and more than to wait or not (one silence leads to a person, and each option "
        "that is not reserved, one at least, only to a mailbox or a promise to call back, with nothing but say, set and check "
        "between); never in a part of a larger flow, and where some option in reach is for the main menu and leads only to "
        "another flow or something that is not known, with nothing but say, set and check between"
    )
    chooses_language: bool = fact(
        "two options or more, those for `*`, `#` and the operator key apart, name languages and nothing else, or without labels "
        "lead to steps of whose names a part does"
    )
    levels: float = fact(
        "as `depth`, without menus that are but a question on the way (0 for these): of yes and no, whose options lead on to no "
        "two places, or that lets callers correct what was asked for before (see levels.py)",
        "menus",
    )
    options: int = fact("options of the menu", "options")
    choices: int = fact(
        "spoken options that are not reserved; places that they lead to where the words are not known; 0 where parts of the "
        "words are made elsewhere and what is written of them offers nothing",
        "options",
    )
    subjects: int = fact(
        "spoken options that are not reserved, for no person, repeat, back, main_menu, end, continue or language, and lead to "
        "something else than a mailbox or a promise to call back, with nothing but say, set and check between",
        "options",
    )
    words_known: bool = fact("all its words are known, in a language that ivrlint can parse, and some option was found in them")
    spoken: int = fact("options found in its words", "options")
    promised_missing: tuple[str, ...] = fact(
        "keys that its words offer and that do nothing; those apart that work because a wrong key does what they are for: to "
        "hear it again; after one try, with nothing but set between, to come to a first menu (for the main menu) or to a person"
    )
    never_spoken: tuple[str, ...] = fact("keys that are wired, neither mentioned nor reserved, where the words are known")
    spoken_in_order: bool = fact("the spoken keys ascend, reserved keys apart; a gap is no disorder")
    key_first: int = fact("options whose key is said before what it is for", "options")
    offers_person: bool = fact("a spoken option leads to a person with nothing but say, set and check between")
    may_offer_person: bool = fact(
        "the same, with run between too; or, with as little between as for `offers_person`, some option leads to a bot, outside, "
        "another flow or something that is not known, or staying silent once to a person"
    )
    operator_key_does: str = fact(
        "`person`: the operator key leads to one with nothing but say, set, check and run between; else `unknown`: so to a bot, "
        "outside, another flow or what is not known; else `other`; where no option takes it, one wrong key may do these "
        "two; else `nothing`, or `spoken` where no option has a key"
    )
    first_choice_after: float = fact("from the caller's last act until the first option was spoken; 0 if not known", "seconds")
    seconds: float = fact("all the words of the menu", "seconds")
    leaves_people_behind: bool = fact(
        "some choice comes here with no other menu, mailbox or closed door between, before which somebody (a person, bot, "
        "outside or what is not known) could be reached and behind which nobody can; some walk from the start to that "
        "choice passes no person and nothing closed"
    )
    silent: bool = fact(
        "the menu says nothing, and callers have heard nothing since the call began or they last chose or entered something, on "
        "whatever way they come; words, recordings, transfers, mailboxes, systems that work, other flows and what is not known "
        "count as heard, unless the step is left by a choice or entry; so does what comes before steps that other flows lead to"
    )
    choices_heard: float = fact(
        "least sum of the choices of all menus on a deliberate walk from the start to this one, its own included", "options"
    )
    parent: str = fact(
        "the menu of which one option is the only way here, with nothing but say and set between, ways from the menu itself "
        "back to it apart; empty when there is none, and when calls begin here or other flows lead here or to what lies between"
    )
    choices_with_parent: int = fact(
        "choices that the parent would have if it offered, in the place of the options that lead there, the spoken ones of this "
        "menu, and of each other menu of this parent with as many or fewer, that are not reserved, do not lead back, repeat or "
        "end the call; 0 without a parent, where the parent chooses a language, where the words of one of the two are not known, "
        "and where there are fewer than two of these (as such other menus do not count)",
        "options",
    )
    ways_on: int = fact(
        "different steps that its options, silence and wrong keys lead to, apart from the menu itself and from those where the "
        "call ends with nothing but say, set and check between",
        "steps",
    )
    asks_one_thing: bool = fact(
        "its options that are not reserved, two or more, all lead to one and the same step, with nothing but set between, and "
        "calls neither end there nor are put through"
    )
    goes_back: bool = fact(
        "an option, silence or a wrong key leads back: to another step with no more menus before it (by `depth`) than this one "
        "has, or to what comes next, on some way with nothing but say, set, check and run between (opening hours answer `open`, "
        "no run fails): another menu with less before it, or a collect with no more, if some walk comes from there to this menu "
        "again; or perhaps: a bot, outside, another flow or what is not known may so come next; or an option is for going back "
        "or for the first menu"
    )
    says_again: bool = fact(
        "the menu may be heard again: more than one try for silence or for a wrong key, an option that repeats it, an option for "
        "repeating, or silence or a wrong key after which, with nothing but say, set, check and run between, a menu or something "
        "that is not known may come next; or what happens on silence is not written, or silence is not possible"
    )
    changed_keys: tuple[str, ...] = fact(
        "keys with another role here than in the menu nearest to the start in which they have one (the first in the file of "
        "several), and that lead to another menu than there; roles: to go back, else to repeat, else to ask for a person; the "
        "operator key apart"
    )
    operator_key_elsewhere: str = fact(
        "of the menus that can be reached and in which the operator key leads to a person, the one nearest to the start; empty "
        "when there is none"
    )
    purposes: tuple[str, ...] = fact("what its options are for, and those that its words offer in vain; see those of an option")
    says: tuple[str, ...] = fact("the topics that its words touch; see those of a prompt")
    likeness: float = fact(
        "how alike the two labels are that are most alike, of spoken options, not reserved, that lead to different steps (of "
        "those to one step the first), up to eight words long: when all words of content of one are in the other too, their "
        "number divided by that of the other, else 0; words of grammar do not count"
    )
    most_alike: tuple[str, ...] = fact("these two labels; none where all have a word of their own")
    said_twice: tuple[str, ...] = fact("keys that its words offer for two things that have no word and no purpose in common")
    letters: tuple[str, ...] = fact("letters that its words tell callers to press as if they were keys")
    silence: tuple[str, ...] = fact(
        "kinds of the steps and endings that come next when callers stay silent, with nothing but say, set and check between "
        "(opening hours answer `open`); `again` for the menu itself with only say and set between; none where silence is not "
        "possible"
    )
    told_to_stay: bool = fact(
        "a sentence of its words tells callers to stay on the line, and not in order to hear something again"
    )
    any_time_missing: tuple[str, ...] = fact(
        "keys that the words of a step that calls come to, from which some deliberate walk leads here, say work at any time (and "
        "not the words of the menu itself), and that do nothing here: no option takes them, one wrong key leads to the bare end "
        "of the call with nothing but say, set and check between, or to this menu, and some option has a key"
    )
    reserved_spoken: int = fact(
        "spoken options on the operator key, `*` or `#`, or for repeating, going back, the first menu or ending the call",
        "options",
    )
    person_position: int = fact("the place in spoken order of the first option that is for a person; 0 when there is none")

    words_mark: Mark | None = hidden()
    unspoken_mark: Mark | None = hidden()
    """Where its words are, and the first of the options of which they say nothing."""

    def at(self, what: str) -> Mark:
        """Where its `words` are, or the first option that is `unspoken`, if that is in the same file; else its own place."""
        found = {"words": self.words_mark, "unspoken": self.unspoken_mark}.get(what)
        return found if found is not None and found.file == self.mark.file else self.mark

    @property
    def offers_choices(self) -> str:
        """How many choices it has, for messages: what callers listen to is said only where the words are known."""
        return f"{'makes the caller listen to' if self.words_known else 'has'} {self.choices} choices"

    @property
    def choices_before(self) -> float:
        """The choices of the menus before this one, on that way."""
        return self.choices_heard - self.choices

    @property
    def closed_list(self) -> bool:
        """Whether callers whose need fits none of the choices have nothing to do, though some choice leads to a person.

        Where none does, that is the fault.
        """
        offered = "person" in self.purposes or "other_needs" in self.purposes or "stay_on_line" in self.says
        asks = self.chooses_language or self.asks_one_thing
        keeps = self.may_offer_person or self.operator_key_does not in ("other", "nothing")
        return self.words_known and self.may_reach_person and not (offered or asks or keeps)

    @property
    def one_choice(self) -> bool:
        """Whether its words offer one option and nothing else, which is no way back, no consent and no person."""
        leads_on = (self.ways_on == 1 and len(self.purposes) == 0) or (self.ways_on == 0 and self.purposes == ("end",))
        return self.words_known and self.options == self.spoken == 1 and leads_on and not self.may_offer_person

    @property
    def only_choice(self) -> str:
        """What its one option is worth, for messages: to end the call, if nothing else comes of it."""
        if self.ways_on == 0:
            return "to end the call, which every caller can do by hanging up"
        return "and whoever does not press the key gets nowhere"

    @property
    def said_once(self) -> bool:
        """Whether something is said that cannot be heard again, and silence leads on to something all the same."""
        return self.seconds > 0 and not self.says_again and not self.silence_ends

    @property
    def silence_ends(self) -> bool:
        """The call of a caller who stays silent ends with nothing: a hang-up, a cut-off or a dead end."""
        return bool(self.silence) and all(kind in ENDINGS for kind in self.silence)

    @property
    def silence_blocks(self) -> bool:
        """A caller who stays silent gets nowhere: the call ends with nothing, or the menu is said again."""
        return bool(self.silence) and all(kind in ENDINGS or kind == "again" for kind in self.silence)
