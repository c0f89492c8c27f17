import pytest
from django import forms

from plain_text.fields import CleanCharField, NameField


class Form(forms.Form):
    name = NameField(required=False)
    answer = CleanCharField(required=False, max_length=10, widget=forms.Textarea)


def test_an_answer_is_cleaned_and_keeps_its_direction_marks():
    form = Form({"answer": "\u202ecafe\u0301\r\n.", "name": " A  name "})

    assert form.is_valid()
    assert form.cleaned_data == {"answer": "\u202ecaf\u00e9\n.", "name": "A name"}


@pytest.mark.parametrize("typed", ["a\x00b", "a\ud800b"])
def test_what_is_not_text_gives_one_message_and_is_kept_on_the_form(typed):
    form = Form({"answer": typed})

    assert form.errors == {"answer": ["Remove the character that is not text: it cannot be saved"]}
    assert form["answer"].value() == typed


def test_too_long_a_text_gives_a_message_and_the_browser_cuts_nothing():
    form = Form({"answer": "x" * 11, "name": "y" * 201})

    assert form.errors == {
        "answer": ["Use 10 characters or fewer"],
        "name": ["Use 200 characters or fewer"],
    }
    assert "maxlength" not in str(form)


def test_nothing_typed_is_the_empty_string():
    form = Form({})

    assert form.is_valid()
    assert form.cleaned_data == {"answer": "", "name": ""}
