"""The words that the rules of plain words know: what may stand, what may not, what cannot be avoided. Pure.

Short on purpose. A word is added here by somebody who looked for a plainer one first.
"""

# Letters that most readers know better than the words they stand for.
KNOWN_LETTERS = frozenset({"NHS", "GP", "PDF", "UK", "TV", "OK", "ID"})

# Hard words that have no plainer name here, each for its reason. They count like a word of two syllables.
UNAVOIDABLE: dict[str, str] = {
    "register": "the name of the list itself",
    "autism": "the name of what somebody is",
    "autistic": "the same",
    "disability": "part of “learning disability”, the name people chose",
    "disabilities": "the same",
    "organisation": "who may see: no shorter word holds council, school and charity",
    "organisations": "the same",
    "hospital": "everybody knows it, whatever a formula says",
    "hospitals": "the same",
    "keyworker": "the name of somebody’s post",
    "keyworkers": "the same",
    "advocate": "the name of somebody’s post; the pages say what they do",
    "education": "part of a plan’s own name",
    "emergency": "the word on every phone notice",
    "emergencies": "the same",
    "information": "no shorter word for what is told about somebody",
    "family": "everybody knows it",
    "family’s": "the same",
    "e-mail": "everybody knows it",
    "anybody": "everybody knows it",
    "everybody": "the same",
    "somebody": "the same",
    "computer": "the same",
    "university": "the same",
    "religion": "the name of a question that must be asked",
    "assessment": "what people wait for, by its name",
    "interpreter": "the name of somebody’s work",
    "medicine": "everybody knows it",
    "January": "a month", "February": "a month",
}  # fmt: skip

# Said otherwise, always: rule T6. Some blame the person, some are the office's own language.
BANNED: dict[str, str] = {
    # they blame, or make somebody smaller
    "non-compliant": "says no to",
    "non-compliance": "saying no",
    "failed to attend": "did not come",
    "failed to engage": "did not want to",
    "did not engage": "did not want to",
    "hard to reach": "we have not reached",
    "challenging behaviour": "what the person does when things are hard",
    "attention-seeking": "asks for help",
    "attention seeking": "asks for help",
    "manipulative": "say what happened",
    "suffers from": "has",
    "suffering from": "with",
    "suffer from": "have",
    "victim of autism": "autistic person",
    "afflicted": "has",
    "wheelchair-bound": "uses a wheelchair",
    "mental age": "say what help is needed",
    "special needs": "say which help",
    "high-functioning": "say what help is needed",
    "low-functioning": "say what help is needed",
    "high functioning": "say what help is needed",
    "low functioning": "say what help is needed",
    "the disabled": "disabled people",
    "the mentally ill": "people with a mental illness",
    "frequent flyer": "say how often",
    "placed on": "on",
    "refuses to": "says no to",
    "absconded": "left",
    "committed suicide": "died by suicide",
    # the office's language
    "service user": "person",
    "service users": "people",
    "stakeholder": "say who",
    "stakeholders": "say who",
    "multi-agency": "together",
    "multidisciplinary": "say who comes",
    "multi-disciplinary": "say who comes",
    "pathway": "say what happens",
    "signposting": "tell where to go",
    "signpost": "tell where to go",
    "liaise": "talk with",
    "escalate": "tell the manager",
    "escalated": "told the manager",
    "facilitate": "help",
    "utilise": "use",
    "commence": "start",
    "terminate": "end",
    "prior to": "before",
    "in order to": "to",
    "with regard to": "about",
    "regarding": "about",
    "in relation to": "about",
    "in the event of": "if",
    "in respect of": "about",
    "pursuant to": "under",
    "whilst": "while",
    "upon receipt": "when we get it",
    "please note": "leave it out",
    "due to the fact that": "because",
    "at this moment in time": "now",
    "ascertain": "find out",
    "endeavour": "try",
    "notify": "tell",
    "provision": "help",
    "appropriate": "right",
    "additional": "more",
    "sufficient": "enough",
    "approximately": "about",
    "assist": "help",
    "assistance": "help",
    "complete the form": "fill in the form",
    "submit": "send",
    "submitted": "sent",
}  # fmt: skip

# Forms of "to be", and "get" where it stands for one.
BE = frozenset({
    "am", "are", "aren’t", "be", "been", "being", "gets", "got", "is", "isn’t", "it’s", "that’s", "they’re",
    "was", "wasn’t", "were", "weren’t", "we’re", "you’re",
})  # fmt: skip
# What may stand between "is" and the participle of a passive.
BETWEEN = frozenset({
    "again", "all", "already", "also", "always", "been", "being", "both", "first", "just", "never", "not",
    "now", "often", "once", "only", "sometimes", "soon", "still", "then", "usually",
})  # fmt: skip
# Participles that do not end in -ed.
IRREGULAR = frozenset({
    "begun", "bought", "broken", "brought", "built", "caught", "chosen", "cut", "done", "drawn",
    "driven", "eaten", "forgotten", "found", "given", "heard", "held", "hidden", "kept", "known", "laid",
    "led", "lost", "made", "meant", "met", "paid", "put", "read", "rung", "said", "seen", "sent", "shown",
    "shut", "sold", "spent", "spoken", "stolen", "taken", "taught", "thought", "thrown", "told",
    "understood", "won", "worn", "written",
})  # fmt: skip
# They look like participles and say how somebody is, how things are, or what the name of something is.
NOT_PASSIVE = frozenset({
    "annoyed", "bored", "called", "closed", "locked", "confused", "disabled", "excited", "frightened",
    "gone", "hundred", "hurt", "interested", "left", "married", "pleased", "related", "relaxed", "scared",
    "set", "tired", "upset", "used", "worried",
})  # fmt: skip
