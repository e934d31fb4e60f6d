"""Facts of what callers are asked for."""

from __future__ import annotations

from ivrlint.facts.subject import Subject, fact
from ivrlint.flow import Kind


class Collect(Subject, metaclass=Kind):
    """A point where the caller gives data."""

    variable: str = fact("the name under which the data is kept")
    kind: str = fact("what it is (card number, cvv, pin, ...), as written")
    sort: str = fact(
        "what is asked for, by `kind`, else by the variable, else by the words before it: card number, card code, card expiry, "
        "pin, one-time code, national number, date of birth, account number, customer number, policy number, phone number, "
        "postcode, name, e-mail or address; the kind as written where it is none of these; empty when it is not certain"
    )
    digits_least: int = fact("least digits of the entry; 0 when not written", "digits")
    digits_most: int = fact("most digits of the entry; 0 when not written", "digits")
    sure_digits: int = fact(
        "digits that are typed at least: as written, or 7 for a phone number of which it is not written; 0 without keys", "digits"
    )
    length_said: bool = fact(
        "the words before it tell how many digits it has; true where these words are not known, or may be any number of digits"
    )
    digits_said: int = fact(
        "the number of digits that the words before it name, where they name one, 3 or more; 0 where they name none or several, "
        "where it is not written how many digits are taken, and without keys",
        "digits",
    )
    finish_on: str = fact("keys that end the entry; empty when there are none or they are not written")
    end_key_said: bool = fact(
        "the words before it name a key that ends it, or say how many digits it has; true where these words are not known, where "
        "no key does, or where it may only be one number of digits"
    )
    letters: bool = fact(
        "letters are asked for, and can only be typed on keys: a name, an e-mail address, spelling, the kind `address`"
    )
    by: tuple[str, ...] = fact("keys, speech or recording")
    confirm: str = fact("none, read_back or checksum")
    used_at: tuple[str, ...] = fact("steps that read the data")
    passed_at: tuple[str, ...] = fact("transfers that pass the data")
    lost_at: tuple[str, ...] = fact("transfers to a person that pass neither the data nor anything made of it")
    dropped_at: tuple[str, ...] = fact(
        "transfers to a person that pass neither the data nor anything made of it, where a walk comes to from another that does, "
        "other than in the number it calls, with no third between"
    )
    unsaid_at: tuple[str, ...] = fact("promises to call back of which the same is true")
    read_out_at: tuple[str, ...] = fact("steps where the data may be known, and whose words say it")
    shown_at: tuple[str, ...] = fact(
        "transfers to a person, mailboxes and promises to call back that get the data, under its name"
    )
    checked: bool = fact(
        "it is `corrected`, read out or has a checksum, or is read by a check, a `set`, another flow, an unknown step or a "
        "system that gives something or may fail, or a transfer passes it, or it may arrive at a step that is not known, or "
        "nothing uses it"
    )
    thrown_away: str = fact("`always`, `sometimes` or `never`: calls on which the data is neither read nor passed")
    asked_before: tuple[str, ...] = fact(
        "collects of the same name whose data is still known on some walk here, and was not found wrong on it: by a check that "
        "uses it, or by a system that does and fails"
    )
    asked_needlessly: bool = fact(
        "the same on some walk on which nothing makes it doubtful either: no system fails that uses what is made of it, no check "
        "of that leads with nothing but say and set between to a collect of this name, and nothing is set that the words of such "
        "a collect read; not where it is only recorded"
    )
    asked_by_choice: bool = fact(
        "of the collects of its name only its own data is still known here; some other step reads or passes it, or it "
        "`reaches_unknown`; this one does not read it; and neither from its entry nor from such a step a walk leads back to it "
        "on which no option is chosen"
    )
    asked_as: tuple[str, ...] = fact(
        "collects of other names for the same sort of thing, of which a caller has one (account, customer, policy, card or "
        "national number, date of birth, postcode), whose data is still known on some walk here and neither found wrong "
        "nor doubtful; not where words or names say that it is another one"
    )
    asked_before_always: bool = fact("on every walk from the start some collect of this name was answered before")
    corrected: bool = fact(
        "a menu that reads the data leads back here, to let the caller correct it, perhaps after other entries that it reads"
    )
    reaches_unknown: bool = fact("the data may arrive at a step that is not known")

    @property
    def asked_in_vain(self) -> bool:
        """It is `asked_needlessly`, not `corrected`, and nothing that a menu would ask (the kind `choice`)."""
        return self.asked_needlessly and not self.corrected and self.kind != "choice"

    @property
    def wasted(self) -> str:
        """`thrown_away`; but `never` where it is thrown away only sometimes, and whoever answers misses it (`lost_at`)."""
        return "never" if self.thrown_away == "sometimes" and self.lost_at else self.thrown_away

    @property
    def missed_at(self) -> tuple[str, ...]:
        """`lost_at`; nothing where the data is always thrown away, so that it need not be asked for."""
        return () if self.thrown_away == "always" else self.lost_at

    @property
    def digits_taken(self) -> str:
        """How many digits are taken, for messages: `10`, or `8 to 12`."""
        return str(self.digits_most) if self.digits_least == self.digits_most else f"{self.digits_least} to {self.digits_most}"
