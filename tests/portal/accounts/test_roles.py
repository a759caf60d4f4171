"""What editors and publishers may do, after migrating once or many times."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import GroupApprovalTask, GroupCollectionPermission, GroupPagePermission

from portal.accounts.models import User
from portal.accounts.roles import EDITORS, PUBLISHERS, give_rights, grant

pytestmark = pytest.mark.django_db


def rights(role: str) -> set[str]:
    group = Group.objects.get(name=role)
    return {f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.select_related("content_type")}


def page_rights(role: str) -> set[str]:
    return set(GroupPagePermission.objects.filter(group__name=role).values_list("permission__codename", flat=True))


def test_editors_write_and_publishers_publish() -> None:
    for role in (EDITORS, PUBLISHERS):
        assert {"wagtailadmin.access_admin", "services.add_servicewords", "services.change_servicefacts"} <= rights(
            role
        )
    assert "services.publish_servicewords" in rights(PUBLISHERS)
    assert "services.publish_servicewords" not in rights(EDITORS)
    assert "publish_page" in page_rights(PUBLISHERS)
    assert "publish_page" not in page_rights(EDITORS)


def test_neither_role_deletes_services_or_manages_people() -> None:
    for role in (EDITORS, PUBLISHERS):
        assert not {one for one in rights(role) if one.startswith("services.delete")}
        assert not {one for one in rights(role) if one.startswith(("accounts.", "auth.", "mfa.", "intake."))}


def test_publishers_approve_what_editors_hand_in() -> None:
    task = GroupApprovalTask.objects.get()
    assert set(task.groups.values_list("name", flat=True)) == {PUBLISHERS}


def test_nobody_meets_a_third_role() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {EDITORS, PUBLISHERS}


def test_giving_rights_again_changes_nothing() -> None:
    before = (
        rights(EDITORS),
        rights(PUBLISHERS),
        GroupPagePermission.objects.count(),
        GroupCollectionPermission.objects.count(),
    )
    give_rights()
    give_rights()
    after = (
        rights(EDITORS),
        rights(PUBLISHERS),
        GroupPagePermission.objects.count(),
        GroupCollectionPermission.objects.count(),
    )
    assert after == before


def test_rights_that_were_taken_or_lost_come_back() -> None:
    before = rights(PUBLISHERS)
    Group.objects.all().delete()
    give_rights()
    assert rights(PUBLISHERS) <= before
    assert {"wagtailadmin.access_admin", "services.publish_servicewords"} <= rights(PUBLISHERS)
    assert "publish_page" in page_rights(PUBLISHERS)


def test_a_role_that_the_house_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="no role"):
        grant("Kings", "services", ["add_servicewords"])


@pytest.mark.django_db(transaction=True)
def test_the_roles_migration_goes_back_and_forth(transactional_db: None) -> None:
    member = User.objects.create_user("julkaisija@esimerkki.example", "a long password 1")
    member.groups.add(Group.objects.get_or_create(name=PUBLISHERS)[0])
    call_command("migrate", "accounts", "0001", verbosity=0)
    assert member.groups.get().name == "Moderators"
    call_command("migrate", "accounts", verbosity=0)
    assert member.groups.get().name == PUBLISHERS
    assert not Group.objects.filter(name="Moderators").exists()
    assert "services.publish_servicewords" in rights(PUBLISHERS)
