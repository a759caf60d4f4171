"""Professionals keep a list of services."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_name_roles")]

    operations = [
        migrations.CreateModel(
            name="KeptService",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=80, verbose_name="Key")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_services",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "kept service",
                "verbose_name_plural": "kept services",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "key"), name="accounts_service_kept_once")
                ],
            },
        ),
    ]
