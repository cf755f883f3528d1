"""The timeline's lines about what was asked, how places ended or rested, and offers to other areas."""

from collections.abc import Iterable

from accounts.permissions import Permission
from dsr.chasing import STAGE_LABELS, Stage
from dsr.days import plain
from dsr.endings import REASON_LABELS, TOLD_LABELS, Reason, Told
from dsr.handing_on import STATE_LABELS, State
from dsr.models import Chase, ConsentPause, Ending, MergeRecord, RegisterEntry, Transfer
from dsr.timeline import Line, midnight, source


@source
def _asked(entry: RegisterEntry) -> Iterable[Line]:
    rows = Chase.objects.filter(recommendation__entry=entry)
    for at, stage, text, owner, by in rows.values_list(
        "at", "stage", "recommendation__text", "recommendation__owner", "by__name"
    ):
        sentence = f"Recommendation “{text}” is late: {STAGE_LABELS[Stage(stage)].lower()}"
        yield Line(at, "recommendation", sentence, by, owner, detail_needs=Permission.SEE_ENTRY)


@source
def _ended(entry: RegisterEntry) -> Iterable[Line]:
    for ending in Ending.objects.filter(entry=entry):
        rows = list(ending.history.order_by("history_id").values_list("history_date", "history_user__name"))
        at, by = rows[0]
        sentence = f"Their place on the register ended: {REASON_LABELS[Reason(ending.reason)]}"
        yield Line(at, "register", sentence, by, ending.why)
        if ending.told_on:
            how = TOLD_LABELS[Told(ending.told_how)].lower()
            sentence = f"The person was told that their place has ended: {how}"
            yield Line(
                midnight(ending.told_on), "register", sentence, rows[-1][1], ending.told_words, has_time=False
            )


@source
def _rested(entry: RegisterEntry) -> Iterable[Line]:
    for pause in ConsentPause.objects.filter(entry=entry):
        rows = list(pause.history.order_by("history_id").values_list("history_date", "history_user__name"))
        sentence = f"Paused until they are asked again on {plain(pause.ask_again_on)}"
        yield Line(rows[0][0], "consent", sentence, rows[0][1], pause.why)
        if pause.ended_on:
            yield Line(rows[-1][0], "consent", "No longer paused", rows[-1][1])


@source
def _offered(entry: RegisterEntry) -> Iterable[Line]:
    """Each step of an offer, where it was made and where it led."""
    for offer in Transfer.objects.filter(entry=entry).select_related("to_area"):
        area, before = offer.to_area.name, ""
        for at, state, why, by in offer.history.order_by("history_id").values_list(
            "history_date", "state", "answer_why", "history_user__name"
        ):
            if state != before:
                sentence = f"To {area}: {STATE_LABELS[State(state)].lower()}"
                yield Line(at, "register", sentence, by, why or ("" if before else offer.why))
            before = state
    for came in Transfer.objects.filter(made=entry).select_related("entry__area", "answered_by"):
        sentence = f"Taken over from {came.entry.area.name}"
        yield Line(
            midnight(came.answered_on), "register", sentence, came.answered_by.name, came.why, has_time=False
        )


@source
def _unmerged(entry: RegisterEntry) -> Iterable[Line]:
    rows = MergeRecord.objects.filter(kept=entry.person_id).exclude(undone_on=None)
    for record in rows.select_related("undone_by"):
        yield Line(
            midnight(record.undone_on), "person", "A merge was undone: they are two records again",
            record.undone_by.name, has_time=False,
        )  # fmt: skip
