from django.db import migrations

from config.append_only import refuse_changes

# What a panel found stays as it was when the review was concluded, whoever asks the database.
FREEZE = """
CREATE FUNCTION refuse_after_conclusion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR EXISTS (
        SELECT 1 FROM cetr_review WHERE id = NEW.review_id AND state <> 'planned'
    ) THEN
        RAISE EXCEPTION '% rows are frozen once the review is concluded: % refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
FROZEN = ("cetr_outcome", "cetr_principlecheck", "cetr_draftrecommendation")


def freeze(table):
    return migrations.RunSQL(
        f"CREATE TRIGGER frozen_once_concluded BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_after_conclusion()",
        f"DROP TRIGGER frozen_once_concluded ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("cetr", "0001_initial")]
    operations = [
        *refuse_changes(
            "cetr_report",
            "cetr_historicalexpert",
            "cetr_historicalreview",
            "cetr_historicalpanelplace",
            "cetr_historicalpaper",
            "cetr_historicalprinciplecheck",
            "cetr_historicaloutcome",
            "cetr_historicaldraftrecommendation",
        ),
        migrations.RunSQL(FREEZE, "DROP FUNCTION refuse_after_conclusion()"),
        *map(freeze, FROZEN),
    ]
