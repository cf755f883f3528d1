import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from config.together import Together
from django.db import migrations, models

WITHOUT_TRIGGER = "DROP TRIGGER kept_as_sent ON referrals_referral"


class Migration(migrations.Migration):
    """Self-referrals and flags are triaged alike, so both are referrals."""

    dependencies = [
        ('accounts', '0012_signal_parts'),
        ('dsr', '0006_putting_right'),
        ('referrals', '0002_only_added'),
    ]

    operations = [
        migrations.RenameModel("SelfReferral", "Referral"),
        migrations.RenameModel("HistoricalSelfReferral", "HistoricalReferral"),
        # Made anew in the next migration, with the columns that are added here.
        migrations.RunSQL(WITHOUT_TRIGGER, migrations.RunSQL.noop),
        migrations.AlterModelOptions(
            name='historicalreferral',
            options={'get_latest_by': ('history_date', 'history_id'), 'ordering': ('-history_date', '-history_id'), 'verbose_name': 'historical referral', 'verbose_name_plural': 'historical referrals'},
        ),
        migrations.AlterModelOptions(
            name='referral',
            options={'verbose_name': 'referral'},
        ),
        migrations.RemoveConstraint(
            model_name='referral',
            name='decided_with_a_day',
        ),
        migrations.RenameIndex(
            model_name='referral',
            new_name='referrals_r_area_id_85c5cf_idx',
            old_name='referrals_s_area_id_a168ff_idx',
        ),
        migrations.RenameIndex(
            model_name='referral',
            new_name='referrals_r_entry_i_522767_idx',
            old_name='referrals_s_entry_i_b92aef_idx',
        ),
        Together(
            operations=[
        migrations.AddField(
            model_name='draft',
            name='begun_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name='draft',
            name='kind',
            field=models.CharField(choices=[('self', 'Self-referral'), ('consent', 'Consent form'), ('flag', 'Flag')], default='self', max_length=10),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='about_age',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='came_by',
            field=models.CharField(choices=[('web', 'Sent on this website'), ('paper', 'On paper, typed in by the team'), ('pdf', 'As a filled-in PDF, checked by the team'), ('phone', 'By phone, written down by the team')], default='web', max_length=10),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='doubts',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='doubts_cleared_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='kind',
            field=models.CharField(choices=[('self', 'Self-referral'), ('flag', 'Flag')], default='self', max_length=10),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='sent_to',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.area'),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='style',
            field=models.CharField(choices=[('standard', 'Standard words'), ('easy', 'Easy read')], default='standard', max_length=10),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='urgency',
            field=models.CharField(choices=[('today', 'Today'), ('week', 'This week'), ('usual', 'In the usual time')], default='usual', max_length=10),
        ),
        migrations.AddField(
            model_name='referral',
            name='about_age',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='referral',
            name='came_by',
            field=models.CharField(choices=[('web', 'Sent on this website'), ('paper', 'On paper, typed in by the team'), ('pdf', 'As a filled-in PDF, checked by the team'), ('phone', 'By phone, written down by the team')], default='web', max_length=10),
        ),
        migrations.AddField(
            model_name='referral',
            name='doubts',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='referral',
            name='doubts_cleared_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='referral',
            name='kind',
            field=models.CharField(choices=[('self', 'Self-referral'), ('flag', 'Flag')], default='self', max_length=10),
        ),
        migrations.AddField(
            model_name='referral',
            name='sent_to',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.area'),
        ),
        migrations.AddField(
            model_name='referral',
            name='style',
            field=models.CharField(choices=[('standard', 'Standard words'), ('easy', 'Easy read')], default='standard', max_length=10),
        ),
        migrations.AddField(
            model_name='referral',
            name='urgency',
            field=models.CharField(choices=[('today', 'Today'), ('week', 'This week'), ('usual', 'In the usual time')], default='usual', max_length=10),
        ),
        migrations.AlterField(
            model_name='decision',
            name='state',
            field=models.CharField(choices=[('accepted', 'Accepted'), ('declined', 'Not accepted'), ('withdrawn', 'Taken back')], max_length=10),
        ),
        migrations.AlterField(
            model_name='historicalreferral',
            name='date_of_birth',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='historicalreferral',
            name='state',
            field=models.CharField(choices=[('received', 'New'), ('more', 'Waiting for more'), ('held', 'On hold'), ('accepted', 'Accepted'), ('declined', 'Not accepted'), ('withdrawn', 'Taken back')], default='received', max_length=10),
        ),
        migrations.AlterField(
            model_name='referral',
            name='date_of_birth',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='referral',
            name='state',
            field=models.CharField(choices=[('received', 'New'), ('more', 'Waiting for more'), ('held', 'On hold'), ('accepted', 'Accepted'), ('declined', 'Not accepted'), ('withdrawn', 'Taken back')], default='received', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_on', None), ('state__in', ('received', 'more', 'held'))), models.Q(models.Q(('state__in', ('received', 'more', 'held')), _negated=True), ('decided_on__isnull', False)), _connector='OR'), name='decided_with_a_day'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('accepted', 'declined')), _negated=True), ('told_due_on__isnull', False), _connector='OR'), name='told_by_a_day'),
        ),
            ],
        ),
        migrations.RunSQL("UPDATE referrals_referral SET sent_to_id = area_id", migrations.RunSQL.noop),
    ]
