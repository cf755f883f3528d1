from django.db import migrations

from config.append_only import refuse_changes, refuse_edits_of


class Migration(migrations.Migration):
    dependencies = [("referrals", "0007_team")]
    operations = [
        *refuse_changes(
            "referrals_act",
            "referrals_historicalhandover",
            "referrals_historicaltelling",
            "referrals_historicaldisagreement",
        ),
        # What somebody says who disagrees is theirs: it stays as they sent it.
        *refuse_edits_of(
            "referrals_disagreement",
            ("id", "referral_id", "words", "sent_on", "sent_at", "acknowledge_due_on"),
        ),
    ]
