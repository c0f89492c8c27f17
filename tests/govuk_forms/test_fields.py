import datetime

import pytest
from django import forms

from govuk_forms import DateField, MoneyField


class ContractForm(forms.Form):
    value = MoneyField(required=False)
    ends_on = DateField(required=False)


def date_form(day: str, month: str, year: str) -> ContractForm:
    return ContractForm({"ends_on-day": day, "ends_on-month": month, "ends_on-year": year})


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MARCH", "Mar."])
def test_a_date_is_read_from_its_three_boxes(month: str) -> None:
    form = date_form(" 27 ", month, "2027")

    assert form.is_valid()
    assert form.cleaned_data["ends_on"] == datetime.date(2027, 3, 27)


@pytest.mark.parametrize("pasted", ["27 March 2027", "27/03/2027", "27.3.2027", "27-Mar-2027", "2027-03-27"])
def test_a_whole_date_may_be_pasted_into_the_first_box(pasted: str) -> None:
    form = date_form(pasted, "", "")

    assert form.is_valid()
    assert form.cleaned_data["ends_on"] == datetime.date(2027, 3, 27)


def test_a_date_without_any_box_filled_is_blank() -> None:
    form = date_form("", " ", "")

    assert form.is_valid()
    assert form.cleaned_data["ends_on"] is None


@pytest.mark.parametrize(
    ("typed", "message", "code"),
    [
        (("27", "", "2027"), "Date must include a month", "month"),
        (("", "", "2027"), "Date must include a day and a month", "day month"),
        (("27 March", "", ""), "Date must include a month and a year", "month year"),
        (("27 March 2027", "3", "2027"), "Enter a real date, such as 27 3 2027", "day"),
        (("27 3 27", "", ""), "Year must have four numbers", "year"),
        (("27", "3", "27"), "Year must have four numbers", "year"),
        (("32", "3", "2027"), "Enter a real date, such as 27 3 2027", "day"),
        (("27", "13", "2027"), "Enter a real date, such as 27 3 2027", "month"),
        (("27", "Decoy", "2027"), "Enter a real date, such as 27 3 2027", "month"),
        (("27", "Ma", "2027"), "Enter a real date, such as 27 3 2027", "month"),
        (("x", "y", "z"), "Enter a real date, such as 27 3 2027", "day month year"),
        (("30", "February", "2027"), "Enter a real date, such as 27 3 2027", "day"),
        (("٣", "3", "2027"), "Enter a real date, such as 27 3 2027", "day"),
    ],
)
def test_what_is_no_date_says_what_to_type_and_where(
    typed: tuple[str, str, str], message: str, code: str
) -> None:
    form = date_form(*typed)

    assert form.errors["ends_on"] == [message]
    assert form.errors["ends_on"].as_data()[0].code == code


def test_a_date_has_changed_only_when_a_box_differs() -> None:
    initial = {"ends_on": datetime.date(2027, 3, 27)}
    data = {"ends_on-day": "27", "ends_on-month": "3", "ends_on-year": "2027"}

    assert not ContractForm(data, initial=initial).has_changed()
    assert ContractForm({**data, "ends_on-day": "28"}, initial=initial).has_changed()


@pytest.mark.parametrize(
    ("typed", "pounds"),
    [
        ("£1,250,000", 1_250_000),
        ("£1,250,000.00 ", 1_250_000),
        (" 0 ", 0),
        ("999 999 999 999", 999_999_999_999),
        ("007", 7),
        ("", None),
    ],
)
def test_an_amount_is_whole_pounds_however_it_is_written(typed: str, pounds: int | None) -> None:
    form = ContractForm({"value": typed})

    assert form.is_valid()
    assert form.cleaned_data["value"] == pounds


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("-1", "Enter an amount in pounds using numbers, such as 1,250,000"),
        ("1e9", "Enter an amount in pounds using numbers, such as 1,250,000"),
        ("about 5", "Enter an amount in pounds using numbers, such as 1,250,000"),
        ("٥", "Enter an amount in pounds using numbers, such as 1,250,000"),
        (".00", "Enter an amount in pounds using numbers, such as 1,250,000"),
        ("12.", "Enter whole pounds, without pence, such as 1,250,000"),
        ("12.50", "Enter whole pounds, without pence, such as 1,250,000"),
        ("1000000000000", "Enter an amount of £999,999,999,999 or less"),
        ("9" * 10_000, "Enter an amount of £999,999,999,999 or less"),
    ],
)
def test_what_is_no_amount_says_what_to_type(typed: str, message: str) -> None:
    assert ContractForm({"value": typed}).errors["value"] == [message]


def test_an_amount_is_shown_with_commas_and_what_was_typed_as_it_was_typed() -> None:
    saved = ContractForm(initial={"value": 1_250_000})["value"].as_field_group()
    typed = ContractForm({"value": "1.25m"})["value"].as_field_group()

    assert 'value="1,250,000"' in saved
    assert 'value="1.25m"' in typed
