"""What editors and publishers may do, granted again after each migrate so that a new room's rights arrive with it.

Editors write drafts and hand them in. Publishers do the same and put them before the public. A county that wants
other roles makes groups of its own; these two are the house's, and what is taken from them comes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

EDITORS: Final = "Editors"
PUBLISHERS: Final = "Publishers"
ROLES: Final = (EDITORS, PUBLISHERS)

PAGE_RIGHTS: Final = {
    EDITORS: ("add_page", "change_page"),
    PUBLISHERS: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
IMAGE_RIGHTS: Final = ("add_image", "change_image", "choose_image")

_grants: dict[tuple[str, str], tuple[str, ...]] = {
    ("wagtailadmin", EDITORS): ("access_admin",),
    ("wagtailadmin", PUBLISHERS): ("access_admin",),
    ("wagtail_localize", EDITORS): ("submit_translation",),
    ("wagtail_localize", PUBLISHERS): ("submit_translation",),
}


def grant(role: str, app_label: str, codenames: Iterable[str]) -> None:
    """Adds to what a role may do with a room's models; called by that room when Django starts.

    Raises ValueError for a role that the house does not have.
    """
    if role not in ROLES:
        raise ValueError(f"There is no role {role!r}.")
    known = _grants.get((app_label, role), ())
    _grants[(app_label, role)] = tuple(dict.fromkeys((*known, *codenames)))


def give_rights() -> None:
    """Gives the two roles their rights; what is there already stays as it is.

    To be called when every app has its permissions. A right whose model is not installed is left out.
    """
    for role in ROLES:
        group, _made = Group.objects.get_or_create(name=role)
        for (app_label, of_role), codenames in _grants.items():
            if of_role == role:
                known = Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames)
                group.permissions.add(*known)
        _give_pages(group)
        _give_images(group)


def _give_pages(group: Group) -> None:
    root = Page.get_first_root_node()
    if root is None:
        return
    for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS[group.name]):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=right)


def _give_images(group: Group) -> None:
    root = Collection.get_first_root_node()
    if root is None:
        return
    for right in Permission.objects.filter(content_type__app_label="wagtailimages", codename__in=IMAGE_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=right)
