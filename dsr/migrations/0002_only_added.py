from django.db import migrations

from config.append_only import refuse_changes

# Ten digits, weights ten to one: the sum is a multiple of eleven exactly when the check digit is right.
WEIGHED = " + ".join(f"substr(nhs_number, {place}, 1)::int * {11 - place}" for place in range(1, 11))


class Migration(migrations.Migration):
    dependencies = [("dsr", "0001_initial")]
    operations = [
        *refuse_changes(
            "dsr_rating",
            "dsr_consentrecord",
            "dsr_progress",
            "dsr_note",
            "dsr_arearule",
            "dsr_historicalperson",
            "dsr_historicalcontact",
            "dsr_historicalregisterentry",
            "dsr_historicalhospitalstay",
            "dsr_historicaldeadline",
            "dsr_historicalrecommendation",
        ),
        migrations.RunSQL(
            f"""
            ALTER TABLE dsr_person ADD CONSTRAINT nhs_number_check_digit CHECK (
                CASE WHEN nhs_number ~ '^\\d{{10}}$' THEN ({WEIGHED}) % 11 = 0 ELSE true END
            )
            """,
            "ALTER TABLE dsr_person DROP CONSTRAINT nhs_number_check_digit",
        ),
    ]
