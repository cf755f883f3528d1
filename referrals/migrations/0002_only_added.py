from django.db import migrations

from config.append_only import refuse_changes, refuse_edits_of

# Every question of the form, and what was fixed when it was sent.
AS_SENT = (
    "id",
    "reference",
    "key",
    "area_id",
    "sent_at",
    "received_on",
    "filling_in_for",
    "helper_name",
    "helper_relation",
    "given_name",
    "family_name",
    "preferred_name",
    "date_of_birth",
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
    dependencies = [("referrals", "0001_initial")]
    operations = [
        *refuse_edits_of("referrals_selfreferral", AS_SENT),
        *refuse_changes(
            "referrals_conversation",
            "referrals_decision",
            "referrals_historicalselfreferral",
        ),
    ]
