"""What is old is not told again, and what is new always is."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ivrlint.baselines import counts_of, difference, entries_of, gone, pruned, still_found, told, updated, without_old
from ivrlint.finding import Finding, Severity, Suppressed, Suppression
from ivrlint.flow import Mark, replace
from ivrlint.report import Report

BASELINE = Suppression("baseline", "b.json")
BEFORE = Suppression("before", "HEAD~1")
COMMENT = Suppression("comment", "as agreed", Mark("a", 1, 1, 1, 2))

few = st.sampled_from
findings = st.lists(
    st.builds(
        lambda file, line, rule, step: Finding(
            rule=rule, severity=Severity.warning, mark=Mark(file, line, 1, line, 2), step=step, message=f"{rule} in line {line}"
        ),
        few("ab"),
        st.integers(1, 9),
        few(["deep", "long"]),
        few("xy"),
    ),
    max_size=8,
)


def same(name):
    return name


def everything(key):
    return True


def a_report(found, suppressed=()):
    return Report(
        findings=tuple(sorted(found, key=lambda finding: finding.order)), problems=(), ways=(), files=2, suppressed=suppressed
    )


def entries(found):
    return entries_of(a_report(found).findings, same)


def known(some):
    return Counter({entry.key: entry.number for entry in some})


def number(some):
    return sum(entry.number for entry in some)


@given(findings)
def test_what_was_just_written_down_is_not_told(found):
    report = without_old(a_report(found), known(entries(found)), BASELINE, same)
    assert report.findings == ()
    assert [each.finding for each in report.suppressed] == list(a_report(found).findings)
    assert {each.by for each in report.suppressed} <= {BASELINE}


@given(findings, findings)
def test_of_findings_that_are_known_by_the_same_those_beyond_the_number_are_told(before, added):
    report = without_old(a_report(before + added), known(entries(before)), BASELINE, same)
    assert counts_of(report.findings, same) == counts_of(added, same)
    assert len(report.findings) + len(report.suppressed) == len(before + added)
    assert [finding.order for finding in report.findings] == sorted(finding.order for finding in report.findings)


@given(findings, findings, findings)
def test_nothing_new_is_hidden_by_two_ages_together(now, baseline, before):
    report = without_old(a_report(now), known(entries(baseline)), BASELINE, same)
    report = without_old(report, counts_of(before, same), BEFORE, same)
    most = counts_of(baseline, same) | counts_of(before, same)
    assert counts_of(report.findings, same) == counts_of(now, same) - most
    assert counts_of(still_found(report), same) == counts_of(now, same)


@given(findings, findings)
def test_what_somebody_accepts_takes_no_place_of_what_is_known(now, accepted):
    suppressed = tuple(Suppressed(finding, COMMENT) for finding in accepted)
    report = without_old(a_report(now, suppressed), known(entries(now)), BASELINE, same)
    assert report.findings == ()
    assert Counter(each for each in report.suppressed if each.by == COMMENT) == Counter(suppressed)


@given(findings, findings)
def test_what_is_gone_is_what_is_known_and_not_found(before, now):
    missing = gone(entries(before), known(entries(now)), everything)
    assert known(missing) == counts_of(before, same) - counts_of(now, same)


@given(findings, findings, few(["a", "b", ""]))
def test_to_prune_only_shrinks_and_only_by_what_is_gone(before, now, judged):
    old = entries(before)
    new = pruned(old, gone(old, known(entries(now)), lambda key: key.file == judged))
    assert known(new) <= known(old)
    assert difference(old, new)[0] == 0
    for key, count in known(old).items():
        assert known(new)[key] == (min(count, known(entries(now))[key]) if key.file == judged else count)


@given(findings, findings, few(["a", "b", ""]))
def test_to_write_anew_keeps_what_the_run_did_not_judge(before, now, judged):
    old, found = entries(before), entries(now)
    new = updated(old, found, lambda key: key.file == judged)
    for key in known(old) | known(found):
        now_and_then = (known(found)[key], known(old)[key])
        assert known(new)[key] == (now_and_then[0] if key.file == judged else max(now_and_then))
    added, removed = difference(old, new)
    assert added - removed == number(new) - number(old)
    assert list(new) == sorted(new, key=lambda entry: entry.order)


def test_the_difference_counts_findings_and_not_lines():
    one = entries([a_finding()])
    assert difference(one, [one[0]._replace(number=4)]) == (3, 0)
    assert difference([one[0]._replace(number=4)], ()) == (0, 4)
    assert difference((), ()) == (0, 0)


def a_finding(rule="deep", step="x", file="a", about=""):
    return Finding(rule=rule, severity=Severity.error, mark=Mark(file, 1, 1, 1, 2), step=step, message="!", about=about)


def test_what_is_gone_is_told_once_a_file_where_the_first_of_it_stands():
    old = entries(
        [a_finding(), a_finding("long", "y", about="2"), a_finding("long", "y", about="2"), a_finding("format", "", "b")]
    )
    places = {entry.key: Mark("b.json", 9 - line, 5, 9 - line, 80) for line, entry in enumerate(old)}
    first, second = told(old, {}, places)
    assert first.message == "a: 3 findings that are known are gone: deep (x), long (y 2)"
    assert second.message == "b: 1 finding that is known is gone: format"
    assert [first.mark.line, second.mark.line] == [8, 7]
    assert {first.rule, second.rule} == {"baseline-stale"}
    assert {first.severity, second.severity} == {Severity.info}
    assert "--prune-baseline" in first.instead
    assert first.about != second.about


def test_a_file_of_which_much_is_gone_is_told_shortly():
    old = entries([a_finding(step=f"s{number}") for number in range(9)])
    (only,) = told(old, {}, {entry.key: Mark("b.json", 4, 5, 4, 80) for entry in old})
    assert (
        only.message == "a: 9 findings that are known are gone: deep (s0), deep (s1), deep (s2), deep (s3), deep (s4) and 4 more"
    )


def test_what_is_accepted_is_not_told_as_gone():
    old = entries([a_finding(), a_finding(), a_finding("long", "y"), a_finding("suppression-unused", "", about="deep")])
    places = {entry.key: Mark("b.json", 4, 5, 4, 80) for entry in old}
    accepted = Counter({old[1].key: 1, old[2].key: 5})
    (only,) = told(old, accepted, places)
    assert only.message == (
        "a: 1 finding that is known is gone: deep (x); "
        "2 findings that are known are accepted now, by comments or the configuration: deep (x), long (y); "
        "1 finding that is known is about a suppression, which no baseline hides: suppression-unused (deep)"
    )


def test_names_are_compared_as_the_baseline_has_them():
    found = a_finding(file="menus/a")
    assert without_old(a_report([found]), known(entries([a_finding()])), BASELINE, lambda name: name[-1]).findings == ()
    moved = replace(found, mark=found.mark._replace(file="menus/b"))
    assert without_old(a_report([moved]), known(entries([a_finding()])), BASELINE, lambda name: name[-1]).findings == (moved,)
