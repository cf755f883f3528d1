"""Where somebody is signed in, and what they typed and have not sent."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_emergencies_and_second_person")]

    operations = [
        migrations.CreateModel(
            name="BrowserSession",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "session_key",
                    models.CharField(help_text="The row of django_session that it opens.", max_length=40),
                ),
                ("device", models.CharField(help_text="In words: Firefox on Windows.", max_length=60)),
                ("form_proof", models.CharField(blank=True, db_index=True, max_length=64)),
                ("signed_in_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_active_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("idle", "Nothing was done for a while"),
                            ("too_old", "Signed in for as long as is allowed"),
                            ("signed_out", "Signed out"),
                            ("replaced", "Signed in again in the same browser"),
                            ("ended", "Ended from the list of sessions"),
                            ("password", "The password was changed"),
                            ("stopped", "The account was stopped"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions_ended",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="browser_sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None), ("ended_why", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="session_ended_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_active_at__gte", models.F("signed_in_at"))),
                        name="session_active_after_sign_in",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("session_key",),
                        name="one_open_row_a_session",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=300)),
                ("sealed", models.TextField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept_forms",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "path"), name="one_kept_form_a_page"),
                ],
            },
        ),
    ]
