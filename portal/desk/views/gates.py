"""What each page needs of its reader. Every view of the desk stands behind one of these; one without is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from portal.core.sign_in import signed_in_recently
from portal.desk.contacts import Joined
from portal.desk.models import Contact
from portal.desk.permissions import Permission, access_to, may_open
from portal.desk.views.refusals import joined_elsewhere, reason_needed
from portal.desk.views.signed_in import worker_of

View = Callable[..., HttpResponseBase]

OF_PACKAGES: Final[Mapping[str, Permission]] = dict.fromkeys(
    (
        "account_reauthenticate", "mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "sign-in-qr",
        "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    ),
    Permission.SIGN_IN,
)  # fmt: skip
"""What the sign-in pages need, by their names: they are allauth's and declare nothing themselves."""


def needs(permission: Permission, *, is_background: bool = False) -> Callable[[View], View]:
    """A decorator that declares what a view needs; PermissionMiddleware asks for it before the view runs.

    `is_background` is for what a page asks for by itself (polling): it keeps nobody signed in.
    """

    def declare(view: View) -> View:
        view.__dict__.update(permission=permission, is_background=is_background)
        return view

    return declare


def opens_contact(permission: Permission, *, of_joined: bool = False) -> Callable[[View], View]:
    """A decorator for a view of one contact, whose first argument is `contact_id`: the contact must open to the worker.

    A contact that is not there is a 404; one of another team leads to the page that asks for a reason, and a post that
    was refused for it keeps its text. A contact that was joined to another one opens with that one and leads there;
    `of_joined` is for what is done for its own sender.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, contact_id: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
            found = Contact.objects.select_related("joined_to").defer("box_key", "joined_to__box_key")
            contact = found.filter(pk=contact_id).first()
            if contact is None:
                raise Http404
            in_queue = contact.joined_to or contact
            if not may_open(access_to(worker_of(request), in_queue)):
                return reason_needed(request, in_queue)
            if contact.joined_to and not of_joined:
                return joined_elsewhere(request, in_queue)
            try:
                return view(request, contact_id, *args, **kwargs)
            except Joined as joined:
                return joined_elsewhere(request, found.get(pk=joined.kept_id))

        return needs(permission)(guarded)

    return guard


def needs_fresh_sign_in(view: View) -> View:
    """A decorator for export, bulk work and accounts: whoever gave no password or code lately is asked for one first.

    A page leads there and comes back. A post does not come back by itself, so that nothing of it lies in the session:
    put the decorator on the page with its form as well.
    """

    @wraps(view)
    def fresh(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if signed_in_recently(request):
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else request.META.get("HTTP_REFERER", "")
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': _own(request, back)})}")

    return fresh


def declared(view: Callable[..., Any] | None, name: str) -> Permission | None:
    """What the view needs; None for one that declares nothing, and so is refused."""
    return getattr(view, "permission", None) or OF_PACKAGES.get(name)


def is_background(view: Callable[..., Any]) -> bool:
    """Whether a page asks for the view by itself."""
    return bool(getattr(view, "is_background", False))


def _own(request: HttpRequest, address: str) -> str:
    """The path of an address of this desk; the home page for any other."""
    host = f"{request.scheme}://{request.get_host()}"
    path = address.removeprefix(host)
    return path if path.startswith("/") and not path.startswith("//") else "/"
