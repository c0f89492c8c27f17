"""The renderer that makes Django's own `as_field_group` print our fields."""

from django.forms.renderers import TemplatesSetting


class GovukRenderer(TemplatesSetting):
    """Every field by templates/govuk/field.html."""

    field_template_name = "govuk/field.html"
