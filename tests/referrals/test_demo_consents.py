"""The demonstration has consent forms in each state."""

import random

from accounts.demo import DemoWorld
from dsr.consent import Purpose, State
from dsr.gate import gate
from dsr.models import Person
from referrals import demo_consents
from referrals.models import ConsentForm
from tests.worlds import World


def test_the_demonstration_has_one_to_record_one_recorded_and_one_in_conflict(world: World) -> None:
    demo = DemoWorld({}, {}, random.Random(7), world.today, people=0)
    demo_consents.seed(demo, world.area, world.coordinator)
    states = {form.given_name: form.state for form in ConsentForm.objects.order_by("sent_at")}
    assert states == {"Nell": "recorded", "Gwil": "recorded", "Tegan": "received"}
    gwil, nell = (Person.objects.get(given_name=name) for name in ("Gwil", "Nell"))
    assert gate(gwil, Purpose.REGISTER, on=world.today).state is State.DISPUTED
    assert gate(nell, Purpose.REGISTER, on=world.today).allowed
