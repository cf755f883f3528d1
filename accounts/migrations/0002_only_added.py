from django.db import migrations

from config.append_only import refuse_changes


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = refuse_changes(
        "accounts_accesslogentry",
        "accounts_historicaluser",
        "accounts_historicalorganisation",
        "accounts_historicalarea",
        "accounts_historicalmembership",
    )
