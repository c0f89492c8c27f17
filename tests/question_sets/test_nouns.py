"""The nouns of repeating sections in sentences."""

import pytest

from question_sets.nouns import capitalised, counted, in_sentence, plural, with_article


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("contract", "contracts"),
        ("third party", "third parties"),
        ("key", "keys"),
        ("process", "processes"),
        ("research branch", "research branches"),
        ("person", "people"),
        ("API", "APIs"),
        ("piece of software", "pieces of software"),
        ("agreement with a supplier", "agreements with a supplier"),
        ("", ""),
    ],
)
def test_a_noun_has_a_plural(noun, expected):
    assert plural(noun) == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 third parties"), (1, "1 third party"), (2, "2 third parties")]
)
def test_a_count_takes_the_noun_that_fits(count, expected):
    assert counted(count, "third party") == expected


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("contract", "a contract"),
        ("integration", "an integration"),
        ("user group", "a user group"),
        ("urgent change", "an urgent change"),
        ("EU regulation", "an EU regulation"),
        ("European supplier", "a European supplier"),
        ("API", "an API"),
        ("SME", "an SME"),
        ("UK supplier", "a UK supplier"),
        ("hourly rate", "an hourly rate"),
        ("house", "a house"),
        ("one-off cost", "a one-off cost"),
    ],
)
def test_a_noun_has_an_article(noun, expected):
    assert with_article(noun) == expected


def test_a_label_in_a_sentence_keeps_the_capitals_that_it_needs():
    labels = ("Whether amounts include VAT", "Senior Responsible Owner", "Name", "")

    assert [in_sentence(label) for label in labels] == [
        "whether amounts include VAT",
        "Senior Responsible Owner",
        "name",
        "",
    ]


def test_a_noun_keeps_its_other_capitals_at_the_start_of_a_title():
    assert [capitalised(noun) for noun in ("user group", "API", "IT supplier", "")] == [
        "User group",
        "API",
        "IT supplier",
        "",
    ]
