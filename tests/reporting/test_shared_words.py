"""Sentences that say the same of several things become one line with a short list."""

from __future__ import annotations

from archrepo.reporting.shared_words import told_once


def test_what_differs_becomes_a_list_under_what_is_shared() -> None:
    said = [f"Inkoop vraagt niet als harde eis om {one}, terwijl dat moet" for one in ("ODF 1.3", "RPKI")]

    assert told_once(said) == ("Inkoop vraagt niet als harde eis om … terwijl dat moet:", "- ODF 1.3", "- RPKI")


def test_sentences_that_only_begin_alike_end_in_their_own_words() -> None:
    assert told_once(["de stroom naar A ligt stil", "de stroom naar B verandert"]) == (
        "de stroom naar …:",
        "- A ligt stil",
        "- B verandert",
    )


def test_what_shares_little_stays_as_it_is_and_the_same_is_told_once() -> None:
    assert told_once(["een exitplan ontbreekt", "de prijs is te hoog", "een exitplan ontbreekt"]) == (
        "een exitplan ontbreekt",
        "de prijs is te hoog",
    )


def test_no_word_is_lost_when_one_sentence_is_the_begin_of_another() -> None:
    assert told_once(["zo is het nu", "zo is het nu ook"]) == ("zo is het …:", "- nu", "- nu ook")


def test_nothing_gives_nothing() -> None:
    assert told_once([]) == ()
