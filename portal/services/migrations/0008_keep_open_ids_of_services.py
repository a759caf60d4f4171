"""Keeps each service's id in exports beside its key, so that a service is found by it with one query."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import migrations, models

import portal.services.models.open_ids
from portal.core.county import county

NAMESPACE = uuid5(NAMESPACE_URL, "https://tukiportti.example/hsds/")


def write_ids(apps: Any, schema_editor: Any) -> None:
    """Writes the id of every service that is there."""
    services = apps.get_model("services", "ServiceFacts").objects
    rows = list(services.only("pk", "key"))
    for row in rows:
        row.open_id = uuid5(NAMESPACE, f"{county().code}/service/{row.key}")
    services.bulk_update(rows, ["open_id"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("services", "0005_stage_registry_entries")]

    operations = [
        migrations.AddField(
            model_name="servicefacts",
            name="open_id",
            field=models.UUIDField(null=True, editable=False, blank=True),
        ),
        migrations.RunPython(write_ids, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="servicefacts",
            name="open_id",
            field=portal.services.models.open_ids.ServiceOpenIdField(db_index=True, editable=False, blank=True),
        ),
    ]
