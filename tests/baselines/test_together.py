"""Files that were linted together."""

from ivrlint.baselines import companions, regrouped


def test_a_file_in_two_groups_has_the_files_of_both():
    its = companions((("a", "b"), ("b", "c")))
    assert its["b"] == {"a", "b", "c"}
    assert its["a"] == {"a", "b"}
    assert "d" not in its


def test_a_run_over_all_files_of_a_group_says_anew_what_belongs_together():
    assert regrouped((("a", "b", "c"),), [{"a", "b"}, {"c"}], {"a", "c"}, {"a", "b", "c"}.__contains__) == (("a", "b"),)


def test_a_run_over_a_part_of_a_group_leaves_it():
    assert regrouped((("a", "b"),), [{"x", "b"}], {"a", "b"}, {"b", "x"}.__contains__) == (("a", "b"), ("b", "x"))


def test_groups_without_entries_are_not_remembered():
    assert regrouped((("a", "b"),), [{"c", "d"}], {"c"}, lambda _: False) == (("c", "d"),)
