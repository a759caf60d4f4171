"""The editor's form of a questionnaire."""

from __future__ import annotations

from portal.home.service import BasePageForm
from portal.selfcheck.authoring import field_errors


class QuestionnairePageForm(BasePageForm):
    """Puts what is wrong at the field that is to be mended; a draft may be saved half-written."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or {"sections", "rules"} & set(self.errors):
            return
        for field, error in field_errors(self.instance.sections, self.instance.rules).items():
            self.add_error(field, error)
