import django.contrib.postgres.fields
from config.together import Together
from django.db import migrations, models

from config.append_only import keep_as_sent

# As before, and every answer that is added here.
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
    "best_time",
    "diagnosis_said",
    "do_not_contact",
    "education",
    "ethnicity",
    "first_language",
    "gender",
    "gp_practice",
    "has_ehc_plan",
    "is_carer",
    "letter_format",
    "looked_after",
    "may_text",
    "needs",
    "needs_more",
    "no_calls",
    "not_share_with",
    "not_share_words",
    "people_involved",
    "person_reach",
    "person_reach_at",
    "place_type",
    "plans",
    "religion",
    "risk_factors",
    "through_whom",
    "tried",
    "wants_this",
    "wants_words",
    "would_help",
)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0012_signal_parts'),
        ('dsr', '0006_putting_right'),
        ('referrals', '0004_kept_as_sent'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='referral',
            name='can_be_reached',
        ),
        Together(
            operations=[
        migrations.AddField(
            model_name='historicalreferral',
            name='best_time',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='diagnosis_said',
            field=models.TextField(blank=True, help_text='Who said so, and when.'),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='do_not_contact',
            field=models.TextField(blank=True, help_text='Places and people never to contact.'),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='education',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='ethnicity',
            field=models.CharField(blank=True, choices=[('asian', 'Asian or Asian British'), ('black', 'Black, Black British, Caribbean or African'), ('mixed', 'Mixed or multiple ethnic groups'), ('white', 'White'), ('other', 'Another ethnic group'), ('rather_not', 'Prefer not to say')], max_length=20),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='first_language',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='gender',
            field=models.CharField(blank=True, choices=[('female', 'Girl or woman'), ('male', 'Boy or man'), ('other', 'Another word'), ('rather_not', 'Prefer not to say')], max_length=20),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='gp_practice',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='has_ehc_plan',
            field=models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not_sure', 'Not sure')], max_length=10),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='is_carer',
            field=models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('rather_not', 'Prefer not to say')], max_length=10),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='letter_format',
            field=models.CharField(blank=True, choices=[('standard', 'Standard letters'), ('easy', 'Easy read, with pictures'), ('large', 'Large print'), ('audio_talk', 'Please talk to me instead')], max_length=20),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='looked_after',
            field=models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('rather_not', 'Prefer not to say')], max_length=10),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='may_text',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='needs',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='needs_more',
            field=models.TextField(blank=True, help_text='Which language, and what else helps.'),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='no_calls',
            field=models.BooleanField(default=False, help_text='Text only: never ring this number.'),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='not_share_with',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='not_share_words',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='people_involved',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='person_reach',
            field=models.CharField(blank=True, choices=[('through_me', 'Through whoever sent the form'), ('phone', 'By phone'), ('email', 'By e-mail'), ('post', 'By post')], max_length=20),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='person_reach_at',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='place_type',
            field=models.CharField(blank=True, choices=[('family_home', 'Family home'), ('own_tenancy', 'Own home'), ('supported_living', 'Supported living'), ('care_home', 'Care home'), ('foster_care', 'Foster home'), ('childrens_home', 'Children’s home'), ('school_38', 'Residential school, in term time (38 weeks)'), ('school_52', 'Residential school, all year (52 weeks)'), ('hospital', 'Only the hospital: there is no other home now'), ('custody', 'Prison or custody'), ('no_fixed_place', 'No fixed place'), ('other', 'Somewhere else')], max_length=20),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='plans',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='religion',
            field=models.CharField(blank=True, choices=[('none', 'No religion'), ('buddhist', 'Buddhist'), ('christian', 'Christian'), ('hindu', 'Hindu'), ('jewish', 'Jewish'), ('muslim', 'Muslim'), ('sikh', 'Sikh'), ('other', 'Another religion or belief'), ('rather_not', 'Prefer not to say')], max_length=20),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='risk_factors',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='through_whom',
            field=models.TextField(blank=True, help_text='Through somebody else: their name, and how.'),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='tried',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='wants_this',
            field=models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not_sure', 'I am not sure'), ('talk_alone', 'I want to talk to somebody alone')], max_length=20),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='wants_words',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='historicalreferral',
            name='would_help',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='referral',
            name='best_time',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='referral',
            name='diagnosis_said',
            field=models.TextField(blank=True, help_text='Who said so, and when.'),
        ),
        migrations.AddField(
            model_name='referral',
            name='do_not_contact',
            field=models.TextField(blank=True, help_text='Places and people never to contact.'),
        ),
        migrations.AddField(
            model_name='referral',
            name='education',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='referral',
            name='ethnicity',
            field=models.CharField(blank=True, choices=[('asian', 'Asian or Asian British'), ('black', 'Black, Black British, Caribbean or African'), ('mixed', 'Mixed or multiple ethnic groups'), ('white', 'White'), ('other', 'Another ethnic group'), ('rather_not', 'Prefer not to say')], max_length=20),
        ),
        migrations.AddField(
            model_name='referral',
            name='first_language',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name='referral',
            name='gender',
            field=models.CharField(blank=True, choices=[('female', 'Girl or woman'), ('male', 'Boy or man'), ('other', 'Another word'), ('rather_not', 'Prefer not to say')], max_length=20),
        ),
        migrations.AddField(
            model_name='referral',
            name='gp_practice',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='referral',
            name='has_ehc_plan',
            field=models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not_sure', 'Not sure')], max_length=10),
        ),
        migrations.AddField(
            model_name='referral',
            name='is_carer',
            field=models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('rather_not', 'Prefer not to say')], max_length=10),
        ),
        migrations.AddField(
            model_name='referral',
            name='letter_format',
            field=models.CharField(blank=True, choices=[('standard', 'Standard letters'), ('easy', 'Easy read, with pictures'), ('large', 'Large print'), ('audio_talk', 'Please talk to me instead')], max_length=20),
        ),
        migrations.AddField(
            model_name='referral',
            name='looked_after',
            field=models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('rather_not', 'Prefer not to say')], max_length=10),
        ),
        migrations.AddField(
            model_name='referral',
            name='may_text',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='referral',
            name='needs',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='referral',
            name='needs_more',
            field=models.TextField(blank=True, help_text='Which language, and what else helps.'),
        ),
        migrations.AddField(
            model_name='referral',
            name='no_calls',
            field=models.BooleanField(default=False, help_text='Text only: never ring this number.'),
        ),
        migrations.AddField(
            model_name='referral',
            name='not_share_with',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='referral',
            name='not_share_words',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='referral',
            name='people_involved',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='referral',
            name='person_reach',
            field=models.CharField(blank=True, choices=[('through_me', 'Through whoever sent the form'), ('phone', 'By phone'), ('email', 'By e-mail'), ('post', 'By post')], max_length=20),
        ),
        migrations.AddField(
            model_name='referral',
            name='person_reach_at',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='referral',
            name='place_type',
            field=models.CharField(blank=True, choices=[('family_home', 'Family home'), ('own_tenancy', 'Own home'), ('supported_living', 'Supported living'), ('care_home', 'Care home'), ('foster_care', 'Foster home'), ('childrens_home', 'Children’s home'), ('school_38', 'Residential school, in term time (38 weeks)'), ('school_52', 'Residential school, all year (52 weeks)'), ('hospital', 'Only the hospital: there is no other home now'), ('custody', 'Prison or custody'), ('no_fixed_place', 'No fixed place'), ('other', 'Somewhere else')], max_length=20),
        ),
        migrations.AddField(
            model_name='referral',
            name='plans',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='referral',
            name='religion',
            field=models.CharField(blank=True, choices=[('none', 'No religion'), ('buddhist', 'Buddhist'), ('christian', 'Christian'), ('hindu', 'Hindu'), ('jewish', 'Jewish'), ('muslim', 'Muslim'), ('sikh', 'Sikh'), ('other', 'Another religion or belief'), ('rather_not', 'Prefer not to say')], max_length=20),
        ),
        migrations.AddField(
            model_name='referral',
            name='risk_factors',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='referral',
            name='through_whom',
            field=models.TextField(blank=True, help_text='Through somebody else: their name, and how.'),
        ),
        migrations.AddField(
            model_name='referral',
            name='tried',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='referral',
            name='wants_this',
            field=models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not_sure', 'I am not sure'), ('talk_alone', 'I want to talk to somebody alone')], max_length=20),
        ),
        migrations.AddField(
            model_name='referral',
            name='wants_words',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='referral',
            name='would_help',
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name='historicalreferral',
            name='agreement',
            field=models.CharField(choices=[('agrees', 'Yes, they know and they agree'), ('thinking', 'They know, and would like to think about it'), ('says_no', 'They know, and they say no'), ('cannot_decide', 'They cannot decide this themselves'), ('parent_agrees', 'They are under 16, and a parent agrees'), ('not_asked', 'They have not been asked yet')], max_length=20),
        ),
        migrations.AlterField(
            model_name='referral',
            name='agreement',
            field=models.CharField(choices=[('agrees', 'Yes, they know and they agree'), ('thinking', 'They know, and would like to think about it'), ('says_no', 'They know, and they say no'), ('cannot_decide', 'They cannot decide this themselves'), ('parent_agrees', 'They are under 16, and a parent agrees'), ('not_asked', 'They have not been asked yet')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('email', ''), ('phone', ''), ('post', ''), ('through_whom', ''), _negated=True), models.Q(models.Q(('may_text', False), ('no_calls', False)), models.Q(('phone', ''), _negated=True), _connector='OR')), name='can_be_reached'),
        ),
            ],
        ),
        keep_as_sent("referrals_referral", AS_SENT),
    ]
