from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_create_home"),
    ]

    operations = [
        migrations.AlterField(
            model_name="processpage",
            name="key",
            field=models.CharField(
                choices=[
                    ("accessibility", "Accessibility statement"),
                    ("privacy", "Privacy"),
                    ("rights", "Rights of a client"),
                    ("what_happens_next", "What happens after a contact"),
                    ("about_invite", "About the collaboration invite"),
                    ("take_part", "Taking part"),
                ],
                max_length=40,
                verbose_name="which page this is",
            ),
        ),
    ]
