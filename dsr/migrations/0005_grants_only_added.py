from django.db import migrations

from config.append_only import refuse_changes


class Migration(migrations.Migration):
    dependencies = [("dsr", "0004_restricted_and_escalated")]
    operations = refuse_changes(
        "dsr_historicalrestriction", "dsr_historicalrestrictedgrant", "dsr_historicalescalation"
    )
