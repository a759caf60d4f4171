"""Rich text in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from portal.home.running_text import with_classes

register = template.Library()


@register.filter
def running_text(text: Any) -> SafeString:
    """Rich text as HTML of the design system."""
    return with_classes(text)
