"""Who is shown what: every page, by role, and by how the person asking stands to the record.

This page holds no program. It says what the policy says (domain reference 2.2 [D]; the sentences of
the roles), so that whoever answers for information can read and sign it. The tests make their cases
from it, thousands of them, and ask the running pages. A page that is not here fails the build, and so
does a line about a page that is gone.

In a policy's grid:
    yes   shown (or accepted, where something is sent)
    -     not found: nobody learns by asking that there is a record
    no    refused, with a sentence: the role does not include this, or consent does not allow it now
A role without a line in a grid is refused, whoever the record is about.
"""

# How the person asking stands to the record. The record is always whole: entry, review, paper, form.
RELATIONS = {
    "mine": "given to the keyworker and the professional, linked to the family, their panel sits on it",
    "area": "of their area, and given to, linked to and sat on by other people",
    "other": "of another area",
    "closed": "was theirs; the place on the register has ended and the report is issued",
    "restricted": "theirs, and since restricted, without a grant",
    "granted": "theirs, and since restricted, with a grant",
    "withdrawn": "theirs, and the person has taken back every yes",
    "before": "of their area; nobody has been given a place on the panel yet",
    "during": "of their area; they have a place on the panel of an open review, nothing else",
    "after": "the same, and the report is issued",
    "merged": "of an area that has since become part of their area",
}

# Those who ask without a role that counts, and what every page but the open ones answers them.
STRANGER, STOPPED = "a stranger", "a stopped account"
NO_ROLE, NO_FACTOR = "no role", "no second factor"
OUTSIDE = {STRANGER: "sign in", STOPPED: "sign in", NO_ROLE: "no", NO_FACTOR: "enrol"}

COLUMNS = tuple(RELATIONS)

POLICIES = {
    # Keeps or answers for the area; or is given to them, until somebody else is chosen or the place on the
    # register has ended, whichever comes first.
    "reads the entry": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             yes  yes  -     yes    -      yes     yes     yes    yes    yes   -
        keyworker               yes  -    -     -      -      yes     yes     -      -      -     -
        community_professional  yes  -    -     -      -      yes     yes     -      -      -     -
        commissioner            yes  yes  -     yes    -      yes     yes     yes    yes    yes   -
    """,
    # The commissioner reads the entry and changes nobody's record.
    "writes on the entry": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             yes  yes  -     yes    -      yes     yes     yes    yes    yes   -
        keyworker               yes  -    -     -      -      yes     yes     -      -      -     -
        community_professional  yes  -    -     -      -      yes     yes     -      -      -     -
        commissioner            -    -    -     -      -      -       -       -      -      -     -
    """,
    "writes about the person": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             yes  yes  -     yes    -      yes     yes     yes    yes    yes   -
        keyworker               yes  -    -     -      -      yes     yes     -      -      -     -
        community_professional  yes  -    -     -      -      yes     yes     -      -      -     -
    """,
    "changes the rating": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             yes  yes  -     yes    -      yes     yes     yes    yes    yes   -
        keyworker               yes  -    -     -      -      yes     yes     -      -      -     -
    """,
    "keeps the entry": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             yes  yes  -     yes    -      yes     yes     yes    yes    yes   -
    """,
    # Of these people some are in hospital now: mine, other, restricted and granted.
    "keeps the stay": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             yes  -    -     -      -      yes     -       -      -      -     -
    """,
    "reads the stay": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             yes  -    -     -      -      yes     -       -      -      -     -
        keyworker               yes  -    -     -      -      yes     -       -      -      -     -
        community_professional  yes  -    -     -      -      yes     -       -      -      -     -
        commissioner            yes  -    -     -      -      yes     -       -      -      -     -
    """,
    # The plan for leaving is moved on by whoever does what was agreed; the commissioner reads it.
    "works on the plan": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             yes  -    -     -      -      yes     -       -      -      -     -
        keyworker               yes  -    -     -      -      yes     -       -      -      -     -
        community_professional  yes  -    -     -      -      yes     -       -      -      -     -
    """,
    # A panel sees its review from the day it has a place until the report is issued.
    "sees the review": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             yes  yes  -     yes    -      yes     yes     yes    yes    yes   -
        keyworker               yes  -    -     -      -      yes     yes     -      -      -     -
        community_professional  yes  -    -     -      -      yes     yes     -      -      -     -
        commissioner            yes  yes  -     yes    -      yes     yes     yes    yes    yes   -
        panel_chair             yes  -    -     -      -      yes     yes     -      yes    -     -
        panel_member            yes  -    -     -      -      yes     yes     -      yes    -     -
    """,
    # What the panel found is used by others only with a yes to that; the panel and the area answer for it.
    # The commissioner reads issued reports, not the panel's words before.
    "reads the report": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             yes  yes  -     yes    -      yes     yes     yes    yes    yes   -
        keyworker               yes  -    -     -      -      yes     no      -      -      -     -
        community_professional  yes  -    -     -      -      yes     no      -      -      -     -
        commissioner            no   no   -     yes    -      no      no      no     no     yes   -
        panel_chair             yes  -    -     -      -      yes     yes     -      yes    -     -
        panel_member            yes  -    -     -      -      yes     yes     -      yes    -     -
    """,
    # The pack: the panel alone, while the answer is yes, until the report is issued.
    "reads the papers": """
                                mine area other closed restr. granted withdr. before during after merged
        panel_chair             yes  -    -     -      -      yes     no      -      yes    -     -
        panel_member            yes  -    -     -      -      yes     no      -      yes    -     -
    """,
    "says what they saw": """
                                mine area other closed restr. granted withdr. before during after merged
        panel_chair             yes  -    -     -      -      yes     yes     -      yes    -     -
        panel_member            yes  -    -     -      -      yes     yes     -      yes    -     -
    """,
    "leads the review": """
                                mine area other closed restr. granted withdr. before during after merged
        panel_chair             yes  -    -     -      -      yes     yes     -      yes    -     -
    """,
    "issues the report": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             yes  yes  -     yes    -      yes     yes     yes    yes    yes   -
        panel_chair             yes  -    -     -      -      yes     yes     -      yes    -     -
    """,
    # Asking for what takes two people: who keeps or answers for the area.
    "asks for two": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             yes  yes  -     yes    -      yes     yes     yes    yes    yes   -
        commissioner            yes  yes  -     yes    -      yes     yes     yes    yes    yes   -
    """,
    # What a colleague asked for about somebody: who may be the second person sees it, by id if need be.
    "sees what is asked": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             yes  yes  -     yes    -      yes     yes     yes    yes    yes   -
        governance_lead         yes  yes  -     yes    yes    yes     yes     yes    yes    yes   -
        keyworker               -    -    -     -      -      -       -       -      -      -     -
        community_professional  -    -    -     -      -      -       -       -      -      -     -
        panel_chair             -    -    -     -      -      -       -       -      -      -     -
        panel_member            -    -    -     -      -      -       -       -      -      -     -
        commissioner            -    -    -     -      -      -       -       -      -      -     -
        oversight_panel_member  -    -    -     -      -      -       -       -      -      -     -
        host_commissioner       -    -    -     -      -      -       -       -      -      -     -
        analyst                 -    -    -     -      -      -       -       -      -      -     -
        administrator           -    -    -     -      -      -       -       -      -      -     -
    """,
    "decides as the second": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             yes  yes  -     yes    -      yes     yes     yes    yes    yes   -
        governance_lead         yes  yes  -     yes    yes    yes     yes     yes    yes    yes   -
    """,
    # Emergency access that somebody else had; it names nobody, so a restricted record makes no difference.
    "answers for emergencies": """
                                mine area other closed restr. granted withdr. before during after merged
        governance_lead         yes  yes  -     yes    yes    yes     yes     yes    yes    yes   -
        administrator           yes  yes  -     yes    yes    yes     yes     yes    yes    yes   -
    """,
    # Only whoever opened the record ends that.
    "ends their own emergency": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             -    -    -     -      -      -       -       -      -      -     -
        keyworker               -    -    -     -      -      -       -       -      -      -     -
        community_professional  -    -    -     -      -      -       -       -      -      -     -
        commissioner            -    -    -     -      -      -       -       -      -      -     -
    """,
    # A list of names is handed to the one it was made for, who is none of those who ask here.
    "reads their own list": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             -    -    -     -      -      -       -       -      -      -     -
        commissioner            -    -    -     -      -      -       -       -      -      -     -
    """,
    # A form that another area offers to theirs: the scene's own are offered to nobody, and so not found.
    "answers an offer": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             -    -    -     -      -      -       -       -      -      -     -
    """,
    # There is a grant to end only where a record is restricted.
    "ends a grant": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             -    -    -     -      -      yes     -       -      -      -     -
    """,
    # Of these people one place on the register has ended: the letter about it is there, and nobody has died.
    "tells of an ending": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             -    -    -     yes    -      -       -       -      -      -     -
    """,
    "tells of a death": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             -    -    -     -      -      -       -       -      -      -     -
    """,
    # Offered to another area is one of them; the scene's own area is offered nobody, and so finds none.
    "takes an offer back": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             -    -    -     -      -      -       -       -      -      yes   -
    """,
    "answers for a place": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             -    -    -     -      -      -       -       -      -      -     -
    """,
    # Nobody of the scene was merged in the last 30 days.
    "undoes a merge": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             -    -    -     -      -      -       -       -      -      -     -
        commissioner            -    -    -     -      -      -       -       -      -      -     -
    """,
    # Put before the oversight panel are: mine, other, closed, restricted and granted.
    "takes a case back": """
                                mine area other closed restr. granted withdr. before during after merged
        coordinator             yes  -    -     -      -      yes     -       -      -      -     -
    """,
    # Once the place on the register has ended the case is closed, and the panel sees nothing of it.
    "sees the case": """
                                mine area other closed restr. granted withdr. before during after merged
        oversight_panel_member  yes  -    -     -      -      yes     -       -      -      -     -
    """,
    # What was agreed to can be taken back whatever else is shut: the page shows nothing of the record.
    "changes their own mind": """
                                mine area other closed restr. granted withdr. before during after merged
        family                  yes  -    -     -      yes    yes     yes     -      -      -     -
    """,
    # A person's own record is never shut to them by a restriction; to a family it is while nobody says yes.
    "sees who looked at their own": """
                                mine area other closed restr. granted withdr. before during after merged
        family                  yes  -    -     -      yes    yes     -       -      -      -     -
    """,
}

# Pages about a record: for each way to ask, its policy. What is not named here answers "no such way".
ABOUT_A_RECORD = {
    "entry-remove": {"GET": "asks for two", "POST": "asks for two"},
    "entry-merge": {"GET": "asks for two", "POST": "asks for two"},
    "entry-merge-with": {"GET": "asks for two", "POST": "asks for two"},
    "entry-hold": {"GET": "asks for two", "POST": "asks for two"},
    "second-person-request": {"GET": "sees what is asked"},
    "second-person-decide": {"GET": "decides as the second", "POST": "decides as the second"},
    "emergency-review": {"GET": "answers for emergencies", "POST": "answers for emergencies"},
    "emergency-end": {"POST": "ends their own emergency"},
    "name-list": {"GET": "reads their own list"},
    "entry": {"GET": "reads the entry", "POST": "writes on the entry"},
    "rate": {"GET": "changes the rating", "POST": "changes the rating"},
    "rate-next": {"GET": "changes the rating", "POST": "changes the rating"},
    "entry-ratings": {"GET": "reads the entry"},
    "entry-notes": {"GET": "writes about the person"},
    "entry-note": {"GET": "writes about the person", "POST": "writes about the person"},
    "entry-note-correct": {"GET": "writes about the person", "POST": "writes about the person"},
    "entry-consents": {"GET": "reads the entry"},
    "entry-consent": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "entry-settle": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "entry-capacity": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "entry-shared": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "entry-told": {"POST": "keeps the entry"},
    "entry-allocate": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "entry-access": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "entry-facts": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "contact-add": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "contact-change": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "contact-end": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "entry-person": {"GET": "writes about the person", "POST": "writes about the person"},
    "entry-admit": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "entry-visit": {"GET": "keeps the stay", "POST": "keeps the stay"},
    "entry-discharge": {"GET": "keeps the stay", "POST": "keeps the stay"},
    "entry-not-now": {"GET": "writes about the person", "POST": "writes about the person"},
    "entry-plan-step": {"GET": "writes about the person", "POST": "writes about the person"},
    "entry-stays": {"GET": "reads the entry"},
    "entry-stay": {"GET": "reads the stay"},
    "stay-move": {"GET": "keeps the stay", "POST": "keeps the stay"},
    "stay-status": {"GET": "keeps the stay", "POST": "keeps the stay"},
    "stay-leave": {"GET": "keeps the stay", "POST": "keeps the stay"},
    "stay-planned": {"GET": "keeps the stay", "POST": "keeps the stay"},
    "stay-ready": {"GET": "keeps the stay", "POST": "keeps the stay"},
    "stay-notices": {"GET": "keeps the stay", "POST": "keeps the stay"},
    "stay-correct": {"GET": "keeps the stay", "POST": "keeps the stay"},
    "stay-ward": {"GET": "keeps the stay", "POST": "keeps the stay"},
    "stay-host-told": {"GET": "keeps the stay", "POST": "keeps the stay"},
    "stay-point": {"GET": "works on the plan", "POST": "works on the plan"},
    "recommendation": {"GET": "writes about the person", "POST": "writes about the person"},
    "recommendation-add": {"GET": "writes about the person", "POST": "writes about the person"},
    "recommendation-replace": {"GET": "writes about the person", "POST": "writes about the person"},
    "entry-leaving": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "entry-leaving-told": {"GET": "tells of an ending", "POST": "tells of an ending"},
    "entry-leaving-letter": {"GET": "tells of an ending"},
    "entry-back": {"POST": "keeps the entry"},
    "entry-death": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "entry-death-told": {"POST": "tells of a death"},
    "entry-pause": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "entry-pause-end": {"POST": "keeps the entry"},
    "entry-transfer": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "entry-transfer-back": {"GET": "takes an offer back", "POST": "takes an offer back"},
    "transfer": {"GET": "answers for a place", "POST": "answers for a place"},
    "transfer-seen": {"POST": "answers for a place"},
    "entry-unmerge": {"GET": "undoes a merge", "POST": "undoes a merge"},
    "review-plan": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "review": {"GET": "sees the review"},
    "review-change": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "review-cancel": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "review-panel-confirm": {"POST": "keeps the entry"},
    "review-consent": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "review-paper-add": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "review-paper": {"GET": "reads the papers"},
    "review-paper-take-away": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "review-principles": {"GET": "says what they saw", "POST": "says what they saw"},
    "review-outcome": {"GET": "leads the review", "POST": "leads the review"},
    "review-recommendations": {"GET": "leads the review", "POST": "leads the review"},
    "review-recommendation": {"GET": "leads the review", "POST": "leads the review"},
    "review-recommendation-remove": {"POST": "leads the review"},
    "review-conclude": {"GET": "leads the review", "POST": "leads the review"},
    "review-report": {"GET": "reads the report"},
    "review-report-pdf": {"GET": "reads the report"},
    "review-issue": {"POST": "issues the report"},
    "referral": {"GET": "keeps the entry"},
    "referral-person": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-new-person": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-consent": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-conversation": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-decide": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-told": {"POST": "keeps the entry"},
    "referral-unmatch": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-more": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-answer": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-hold": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-resume": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-urgent": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-urgent-end": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-urgent-met": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-reopen": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-handover": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-handover-back": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-telling": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-disagreement": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "referral-ask-consent": {"POST": "keeps the entry"},
    "referral-real": {"POST": "keeps the entry"},
    "referral-second-part": {"POST": "keeps the entry"},
    "referral-letter": {"GET": "keeps the entry"},
    "referral-letter-pdf": {"GET": "keeps the entry"},
    "referral-handover-answer": {"GET": "answers an offer", "POST": "answers an offer"},
    "referral-handover-seen": {"POST": "answers an offer"},
    "consent-form": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "consent-form-person": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "consent-form-aside": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "change-of-mind": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "my-change": {"GET": "changes their own mind", "POST": "changes their own mind"},
    "entry-looks": {"GET": "reads the entry"},
    "my-looks": {"GET": "sees who looked at their own"},
    "entry-restricted": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "entry-restricted-lift": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "entry-restricted-end": {"POST": "ends a grant"},
    "entry-escalate": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "entry-escalate-close": {"GET": "takes a case back", "POST": "takes a case back"},
    "oversight-case": {"GET": "sees the case"},
    "meeting-person": {"GET": "keeps the entry", "POST": "keeps the entry"},
    "meeting-draft": {"POST": "keeps the entry"},
    "meeting-move": {"POST": "keeps the entry"},
    "meeting-off": {"GET": "keeps the entry", "POST": "keeps the entry"},
}

# Pages about something else than a person's record: an account, an area, a session, a request. For each
# way the roles to which it is shown when the thing is of their own area (or their own, where it says so).
# The same thing of another area is not found by them; every other role is refused.
ADMINISTRATOR, LEADS = "administrator", "governance_lead"
ABOUT_A_THING = {
    "area": {"GET": ADMINISTRATOR},
    "area-change": {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR},
    "area-ages": {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR},
    "area-invite": {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR},
    "area-merge": {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR},
    "area-carry-over": {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR},
    "area-unused": {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR},
    "area-time": {"GET": "administrator coordinator", "POST": "administrator coordinator"},
    "area-gone-through": {"GET": "coordinator", "POST": "coordinator"},
    "area-times": {"GET": "administrator coordinator"},
    "part": {"GET": "administrator coordinator", "POST": "administrator coordinator"},
    "part-close": {"POST": "administrator coordinator"},
    "area-discharge-plan": {"GET": "administrator coordinator", "POST": "administrator coordinator"},
    "known-admission": {"GET": "coordinator", "POST": "coordinator"},
    "area-ratings": {"GET": "administrator coordinator", "POST": "administrator coordinator"},
    "risk-tool": {"GET": "administrator coordinator", "POST": "administrator coordinator"},
    "risk-tool-add": {"GET": "administrator coordinator", "POST": "administrator coordinator"},
    "risk-tool-question": {"GET": "administrator coordinator", "POST": "administrator coordinator"},
    "account": {"GET": ADMINISTRATOR},
    "account-add-role": {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR},
    "account-end-role": {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR},
    "account-stop": {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR},
    "account-back": {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR},
    "account-reset": {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR},
    "account-second-step": {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR},
    "account-end-sessions": {"POST": ADMINISTRATOR},
    "account-invite-again": {"POST": ADMINISTRATOR},
    "account-invite-cancel": {"POST": ADMINISTRATOR},
    "signal": {"GET": LEADS, "POST": LEADS},
    "duty-end": {"POST": "coordinator"},
    "meeting": {"GET": "coordinator commissioner"},
    "meeting-change": {"GET": "coordinator", "POST": "coordinator"},
    "meeting-cancel": {"GET": "coordinator", "POST": "coordinator"},
    "meeting-open": {"POST": "coordinator"},
    "meeting-close": {"GET": "coordinator", "POST": "coordinator"},
    "meeting-attendance": {"GET": "coordinator", "POST": "coordinator"},
    "meeting-agenda": {"GET": "coordinator", "POST": "coordinator"},
    "meeting-add": {"GET": "coordinator", "POST": "coordinator"},
    "meeting-minutes": {"GET": "coordinator commissioner", "POST": "coordinator"},
    "meeting-minutes-pdf": {"GET": "coordinator commissioner"},
    "meeting-extracts": {"GET": "coordinator", "POST": "coordinator"},
    "meeting-extract": {"GET": "coordinator"},
    "meeting-extract-pdf": {"GET": "coordinator"},
    # Their own alone: the one in these tests is the coordinator's, and the others do not find it.
    "saved-filter": {"GET": "coordinator", "POST": "coordinator"},
    "saved-filter-remove": {"POST": "coordinator"},
    "session-end": {"POST": "coordinator"},
}
# Roles that may open such a page about something of theirs, and do not find this one.
NOT_THEIRS = {
    "saved-filter": "keyworker community_professional commissioner",
    "saved-filter-remove": "keyworker community_professional commissioner",
    # They rate the people given to them, and keep no register.
    "area-gone-through": "keyworker",
    "meeting-minutes": "commissioner",  # who reads them and adds nothing
    "session-end": (
        "keyworker community_professional panel_chair panel_member commissioner oversight_panel_member "
        "host_commissioner family governance_lead analyst administrator"
    ),
}

# Pages about nobody in particular: what is listed on them is another test's matter (the crawl).
# Which ways they may be asked, and which roles they are shown to; all others are refused.
EVERY_ROLE = (
    "coordinator keyworker community_professional panel_chair panel_member commissioner "
    "oversight_panel_member host_commissioner family governance_lead analyst administrator"
)
STAFF = EVERY_ROLE.replace("family ", "")
FOR_ROLES = {
    "my-work": ("GET", STAFF),
    "roles": ("GET", STAFF),
    "referrals": ("GET", "coordinator"),
    "referrals-find": ("POST", "coordinator"),
    "referrals-take-in": ("GET POST", "coordinator"),
    "duty": ("GET POST", "coordinator"),
    "consent-forms": ("GET", "coordinator"),
    "register": ("GET", "coordinator keyworker community_professional commissioner"),
    "search": ("GET POST", "coordinator keyworker community_professional commissioner"),
    "search-found": ("GET", "coordinator keyworker community_professional commissioner"),
    "saved-filters": ("GET", "coordinator keyworker community_professional commissioner"),
    "saved-filter-new": ("GET POST", "coordinator keyworker community_professional commissioner"),
    "parts": ("GET POST", "coordinator administrator"),
    "recommendations": ("GET", "coordinator keyworker community_professional commissioner"),
    "transfers": ("GET", "coordinator"),
    "dashboard": ("GET", "coordinator commissioner analyst"),
    "known-admissions": ("GET", "coordinator"),
    "known-admission-add": ("GET POST", "coordinator"),
    "meetings": ("GET", "coordinator commissioner"),
    "meeting-plan": ("GET POST", "coordinator"),
    "reviews": (
        "GET",
        "coordinator keyworker community_professional panel_chair panel_member commissioner",
    ),
    "experts": ("GET", "coordinator"),
    "expert-add": ("GET POST", "coordinator"),
    "me": ("GET", "family"),
    "governance": ("GET", "governance_lead"),
    "emergencies": ("GET", "governance_lead administrator"),
    "emergency": ("GET POST", "coordinator keyworker community_professional commissioner"),
    "second-person": ("GET", STAFF),
    "ask-names": ("GET POST", "coordinator commissioner"),
    "areas": ("GET", "administrator"),
    "signals": ("GET", "governance_lead"),
    "oversight": ("GET", "oversight_panel_member"),
    "placements": ("GET", "host_commissioner"),
}

# Pages for everybody who has signed in, with a role or without one.
FOR_EVERYBODY_SIGNED_IN = {
    "home": "GET",
    "account_logout": "GET POST",
    "account_reauthenticate": "GET POST",
    "second-factor": "GET",
    "choose-area": "POST",
    "your-sign-in": "GET",
    "add-app": "GET POST",
    "remove-app": "GET POST",
    "add-passkey": "GET POST",
    "passkey": "GET POST",
    "recovery-codes": "GET POST",
    "change-password": "GET POST",
    "sessions": "GET",
    "session-clock": "GET",
    "session-stay": "POST",
    "sessions-end-others": "POST",
    "kept": "POST",
    "kept-clear": "POST",
    "organisation-link": "POST",
}

# Pages for anybody. Somebody thought about each of these.
OPEN = {
    "start": "GET",
    "choose-style": "POST",
    "consent": "GET POST",
    "consent-step": "GET POST",
    "consent-check": "GET POST",
    "consent-sent": "GET",
    "consent-forget": "POST",
    "consent-later": "GET POST",
    "change-my-mind": "GET POST",
    "changed-my-mind": "GET",
    "flag": "GET POST",
    "flag-step": "GET POST",
    "flag-check": "GET POST",
    "flag-sent": "GET",
    "flag-forget": "POST",
    "flag-later": "GET POST",
    "flag-code-again": "POST",
    "flag-copy": "GET",
    "part-two": "GET POST",
    "part-two-code": "GET POST",
    "part-two-link": "GET POST",
    "help": "GET",
    "disagree": "GET",
    "track-disagree": "GET POST",
    "track": "GET POST",
    "track-status": "GET",
    "track-take-back": "GET POST",
    "track-close": "POST",
    "come-back": "GET POST",
    "come-back-link": "GET HEAD POST",
    "refer-later": "GET POST",
    "refer-paper": "GET",
    "refer-pdf": "GET",
    "consent-paper": "GET",
    "consent-pdf": "GET",
    "flag-paper": "GET",
    "flag-pdf": "GET",
    "refer": "GET POST",
    "refer-step": "GET POST",
    "refer-check": "GET POST",
    "refer-sent": "GET",
    "refer-forget": "POST",
    "health-live": "GET",
    "health-ready": "GET",
    "account_login": "GET POST",
    "account_inactive": "GET",
    "mfa_authenticate": "GET POST",
    "mfa_login_webauthn": "GET POST",
    "invitation": "GET POST",
    "organisation-sign-in": "GET",
    "organisation-back": "GET",
    "choose-password": "GET POST",
    "cannot-sign-in": "GET POST",
    "cannot-sign-in-asked": "GET",
}

# Of these, steps of a sign-in that has begun: whoever has not begun one is sent to its beginning.
STEPS_OF_SIGNING_IN = {"mfa_authenticate", "mfa_login_webauthn", "organisation-sign-in", "organisation-back"}
# Nothing to link to and nothing to come back from, where no organisation signs people in.
WITHOUT_A_PROVIDER = {"organisation-sign-in": "-", "organisation-back": "no", "organisation-link": "-"}

# The demonstration's door is open to anybody where the demonstration is on; elsewhere it is not found.
DEMONSTRATION = {"demo": "GET", "demo-sign-in": "POST"}

# What somebody without a second factor still reaches, besides the open pages: to get one, or to leave.
BEFORE_THE_FACTOR = {
    "account_logout",
    "account_reauthenticate",
    "second-factor",
    "add-app",
    "add-passkey",
    "recovery-codes",
    "session-clock",
    "session-stay",
}
