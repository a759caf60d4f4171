"""The square that an authenticator app reads, as a picture of its own: the strict policy allows no inline one."""

from __future__ import annotations

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.core.responses import neutral


@require_safe
@login_required
@neutral
def qr(request: HttpRequest) -> HttpResponse:
    """The key that the set-up page shows just now, as an SVG. 404 when no key is being set up."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(picture, content_type="image/svg+xml")
