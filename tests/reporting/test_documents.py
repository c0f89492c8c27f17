"""Packs as JSON and back, and the schema that is published."""

import json
from pathlib import Path

import jsonschema
import pytest

from reporting.documents import UnreadablePack, from_document, to_document
from reporting.renderers.as_json import pack_from_json, pack_to_json
from reporting.schema import pack_schema, pack_schema_text
from tests.reporting import packs

PUBLISHED = Path(__file__).parents[2] / "docs/reference/pack-schema.json"
GOLDEN = Path(__file__).parent / "golden"
PACKS = {
    "small": packs.small_pack,
    "hostile": packs.hostile_pack,
    "long text": packs.long_text_pack,
    "full": packs.full_pack,
}


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_comes_back_from_its_bytes_as_it_was(name):
    pack = PACKS[name]()

    assert pack_from_json(pack_to_json(pack)) == pack


@pytest.mark.parametrize("name", PACKS)
def test_every_pack_keeps_to_the_published_schema(name):
    jsonschema.validate(json.loads(pack_to_json(PACKS[name]())), pack_schema())


def test_the_schema_refuses_a_pack_with_a_field_that_it_does_not_know():
    document = to_document(packs.small_pack())
    document["cover"]["colour"] = "blue"

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, pack_schema())


def test_the_published_schema_is_up_to_date():
    assert PUBLISHED.read_text("utf-8") == pack_schema_text(), "Run ./run manage pack_schema"


def test_a_pack_of_an_unknown_version_is_refused_in_words():
    document = {**to_document(packs.small_pack()), "schema_version": 99}

    with pytest.raises(UnreadablePack, match="not 99"):
        from_document(document)


@pytest.mark.parametrize("damage", [{"cover": None}, {"points": 3}, {"attribution": [4]}, {"more": 1}])
def test_a_damaged_pack_is_refused(damage):
    with pytest.raises(UnreadablePack):
        from_document({**to_document(packs.small_pack()), **damage})


def numbers(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [each for item in value for each in numbers(item)]
    return [value]


def test_a_pack_holds_strings_whole_numbers_and_nothing_else():
    kinds = {type(value) for value in numbers(json.loads(pack_to_json(packs.small_pack())))}

    assert kinds == {str, int, type(None)}


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_the_packs_of_every_version_can_still_be_read(path):
    assert pack_from_json(path.read_bytes()).cover.project == "Farm payments online"


def test_the_present_version_has_a_golden_pack():
    golden = (GOLDEN / "pack-v1.json").read_bytes()

    assert golden == pack_to_json(packs.small_pack())
