from django.http import QueryDict

from plain_text.not_saved import Typed, typed_text


def test_ticks_of_a_question_and_the_parts_of_a_date_stand_together():
    post = QueryDict("answer-a=x&answer-a=y&ends_on-day=3&ends_on-month=4&ends_on-year=2027")

    assert typed_text(post, {"answer-a": "1.1 Which?"}) == (
        Typed("1.1 Which?", "x y"),
        Typed("Ends on", "3 4 2027"),
    )


def test_blanks_secrets_and_machine_fields_are_left_out():
    post = QueryDict("summary=+&password=secret&version-summary=3&token=t&csrfmiddlewaretoken=c&why=So")

    assert typed_text(post) == (Typed("Why", "So"),)


def test_an_answer_is_shown_whatever_its_key():
    assert typed_text(QueryDict("answer-password.1=Rotated")) == (
        Typed("Your answer to password.1", "Rotated"),
    )


def test_choices_are_said_in_words_or_left_out():
    post = QueryDict("kind=date&values=key-1&values=key-2&text=So")

    typed = typed_text(post, words={"kind": {"date": "A date"}, "values": {}})

    assert typed == (Typed("Kind", "A date"), Typed("Text", "So"))


def test_ticks_of_one_question_are_told_apart_in_their_words():
    words = {"answer-a": {"apples": "Red apples", "pears": "Pears"}}

    typed = typed_text(QueryDict("answer-a=apples&answer-a=pears"), words=words)

    assert typed == (Typed("Your answer to a", "Red apples, Pears"),)


def test_a_question_whose_key_ends_like_a_part_of_a_date_keeps_its_label():
    labels = {"answer-open-day": "1.1 When?"}

    typed = typed_text(QueryDict("answer-open-day=Soon"), labels)

    assert typed == (Typed("1.1 When?", "Soon"),)
