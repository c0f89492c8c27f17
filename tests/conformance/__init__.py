"""Our templates beside govuk-frontend's own expected HTML."""
