"""Names of parts in addresses."""

from question_sets.parts import PATTERN, Part, part_of


class PartConverter:
    """A part of an edition: `question/user-needs.1`, `section/data/api/condition/2`."""

    regex = PATTERN

    def to_python(self, value: str) -> Part:
        """The part. Raises NotAPart, a ValueError, which is a 404."""
        return part_of(value)

    def to_url(self, part: Part) -> str:
        """Its name."""
        return str(part)
