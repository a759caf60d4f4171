"""Forms in the portal's own markup."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class PortalRenderer(TemplatesSetting):
    """Renders forms with the templates of portal/core."""
