"""Static files under names that hold their content's hash."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Compressed, and with the imports inside JavaScript modules renamed too, which govuk-frontend needs."""

    support_js_module_import_aggregation = True
