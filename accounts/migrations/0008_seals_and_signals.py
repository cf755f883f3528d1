import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from config.append_only import refuse_changes


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_sessions_and_kept_forms'),
    ]

    operations = [
        migrations.CreateModel(
            name='SealedShape',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=63)),
                ('structural', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=63), help_text='Ids, times, choices, numbers.', size=None)),
                ('personal', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=63), help_text='Words, names, dates: may be erased.', size=None)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'shape of a sealed table',
                'constraints': [models.UniqueConstraint(fields=('table', 'structural', 'personal'), name='one_shape_of_the_same_columns')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='AuditSeal',
            fields=[
                ('number', models.BigIntegerField(help_text='From 1, with no gap: given by the sealer.', primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('rows', models.PositiveIntegerField()),
                ('previous', models.CharField(help_text='The hash of the seal before.', max_length=64)),
                ('hash', models.CharField(max_length=64, unique=True)),
            ],
            options={
                'verbose_name': 'seal',
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='seals_count_from_one'), models.CheckConstraint(condition=models.Q(('rows__gte', 1)), name='a_seal_holds_rows')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='SealedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='sealed', to='accounts.auditseal')),
                ('position', models.PositiveIntegerField()),
                ('shape', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.sealedshape')),
                ('table', models.CharField(max_length=63)),
                ('row', models.CharField(help_text='The key of the row.', max_length=40)),
                ('place', models.BigIntegerField(help_text='The key as a number, where it is one.', null=True)),
                ('structural', models.BinaryField(help_text='SHA-256 of ids, times, choices and numbers.')),
                ('personal', models.BinaryField(help_text='SHA-256 of a salt and of words, names and dates.')),
            ],
            options={
                'verbose_name': 'sealed row',
                'indexes': [models.Index(fields=['table', 'place'], name='sealed_by_place')],
                'constraints': [models.UniqueConstraint(fields=('table', 'row'), name='a_row_is_sealed_once'), models.UniqueConstraint(fields=('seal', 'position'), name='one_row_at_a_position')],
            },
        ),
        migrations.CreateModel(
            name='AuditSalt',
            fields=[
                ('sealed', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='salt', serialize=False, to='accounts.sealedrow')),
                ('salt', models.BinaryField()),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=63)),
                ('row', models.CharField(max_length=40)),
                ('why', models.CharField(max_length=500)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('table', 'row'), name='a_row_is_erased_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('own_record', 'Their own record'), ('same_family_name', 'The same family name'), ('same_address', 'The same address'), ('no_link', 'No link to the person'), ('restricted', 'A restricted record'), ('emergency', 'Emergency access'), ('many_people', 'Many people in an hour'), ('many_in_lists', 'Many people in lists within an hour'), ('at_night', 'At night')], max_length=20)),
                ('user_id', models.BigIntegerField()),
                ('user_name', models.CharField(max_length=200)),
                ('person_id', models.UUIDField(help_text='Empty where the signal is about no single person.', null=True)),
                ('day', models.DateField()),
                ('areas', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('looks', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), help_text='The looks it was found in.', size=None)),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['areas'], name='signal_by_area'), models.Index(fields=['found_at', 'id'], name='signal_oldest_first')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'user_id', 'person_id', 'day'), name='one_signal_of_a_kind_a_day', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='SignalVerdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='accounts.signal')),
                ('verdict', models.CharField(choices=[('fine', 'Fine: there was a reason'), ('asked', 'I have asked them, and wait for their answer'), ('not_fine', 'Not fine: there was no good reason'), ('escalated', 'Passed on to those who must know')], max_length=10)),
                ('words', models.CharField(max_length=1000)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        *refuse_changes(
            "accounts_sealedshape",
            "accounts_auditseal",
            "accounts_sealedrow",
            "accounts_erasure",
            "accounts_signal",
            "accounts_signalverdict",
        ),
    ]
