"""One normal form of an e-mail address, so that mixed case is one person."""

import unicodedata
from typing import Any

from django.db import models


def normal_email(address: str) -> str:
    """The address as it is stored and looked up: compatibility forms folded, trimmed, without case."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", address).strip().casefold())


class NormalEmailField(models.EmailField):  # type: ignore[type-arg]  # not generic at run time
    """An e-mail address that is stored, and looked up, in its normal form only."""

    def to_python(self, value: Any) -> Any:
        """The value in its normal form."""
        found = super().to_python(value)
        return normal_email(found) if isinstance(found, str) else found

    def get_prep_value(self, value: Any) -> Any:
        """The normal form for every query, whatever the case that it was asked in."""
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Put the normal form on the instance too, so that it reads as it is stored."""
        address = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, address)
        return address
