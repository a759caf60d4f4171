"""Gives the group of those who publish the house's name; the CMS calls it Moderators."""

from __future__ import annotations

from django.db import migrations


def rename(apps, old: str, new: str) -> None:
    groups = apps.get_model("auth", "Group").objects
    if not groups.filter(name=old).exists():
        return
    # A group of the new name without anyone in it was only made when rights were given after a migrate.
    taken = groups.filter(name=new).first()
    if taken is not None and not apps.get_model("accounts", "User").objects.filter(groups=taken.pk).exists():
        taken.delete()
        taken = None
    if taken is None:
        groups.filter(name=old).update(name=new)


def forwards(apps, schema_editor) -> None:
    rename(apps, "Moderators", "Publishers")


def backwards(apps, schema_editor) -> None:
    rename(apps, "Publishers", "Moderators")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_create_accounts"),
        # All that find the group by its old name.
        ("wagtailcore", "0048_add_default_workflows"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0002_initial_data"),
        ("wagtaildocs", "0002_initial_data"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]
