"""Adds when an entry's facts and words changed last, which the open data tells; what is there changed now."""

from __future__ import annotations

import django.utils.timezone
from django.db import migrations, models

MODELS = (
    "channelfacts",
    "channelwords",
    "partnerfacts",
    "partnerwords",
    "placefacts",
    "placewords",
    "servicefacts",
    "servicewords",
)


class Migration(migrations.Migration):
    dependencies = [("services", "0005_stage_registry_entries")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="modified_at",
            field=models.DateTimeField(
                auto_now=True, db_index=True, default=django.utils.timezone.now, verbose_name="Changed"
            ),
            preserve_default=False,
        )
        for model in MODELS
    ]
