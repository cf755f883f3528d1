import django.db.models.deletion
from django.db import migrations, models

from config.append_only import keep_as_sent

# Every question of the form, and what was fixed when it was sent. `area` is not: a form may be passed on.
AS_SENT = (
    "id",
    "kind",
    "reference",
    "key",
    "sent_to_id",
    "sent_at",
    "received_on",
    "came_by",
    "style",
    "doubts",
    "filling_in_for",
    "helper_name",
    "helper_relation",
    "given_name",
    "family_name",
    "preferred_name",
    "date_of_birth",
    "about_age",
    "address",
    "postcode",
    "lives_in",
    "nhs_number",
    "diagnosis",
    "happening",
    "rather_talk",
    "in_hospital",
    "hospital",
    "agreement",
    "phone",
    "safe_message",
    "email",
    "post",
    "triage_due_on",
    "contact_due_on",
    "decision_due_on",
)


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_referrals")]
    operations = [
        migrations.AlterField(
            model_name="referral",
            name="sent_to",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.area"
            ),
        ),
        keep_as_sent("referrals_referral", AS_SENT),
    ]
