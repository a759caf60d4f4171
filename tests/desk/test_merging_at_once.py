"""Workers who join and separate the same contacts at the same moment, on PostgreSQL under the desk's own role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.desk.processes import outcome, python
from tests.postgres import DESK, Cluster, running_cluster

pytestmark = [pytest.mark.postgres, pytest.mark.wide]

BEGIN = """
import sys
import django
django.setup()
from uuid import uuid4
from portal.desk import contacts
from portal.desk.models import Contact, Joining, Team, TeamMember, Worker
"""
PREPARE = (
    BEGIN
    + """
from django.utils import timezone
someone = Worker.objects.create_user("at-once@example.fi", "x", name="W", language="fi")
TeamMember.objects.create(team=Team.objects.get(), worker=someone)
now = timezone.now()
for number in range(6):
    Contact.objects.create(
        reference=f"R{number}", kind="help_request", language="fi", urgency="normal", arrival=now, due_on=now.date()
    )
"""
)
JOIN = (
    BEGIN
    + """
someone, by = Worker.objects.get(), {one.reference: one.pk for one in Contact.objects.all()}
done = 0
for _ in range(10):
    for kept, joined in [pair.split(">") for pair in sys.argv[1].split()]:
        for act in (
            lambda: contacts.join(by[kept], by[joined], someone, "sama", entry_id=uuid4()),
            lambda: contacts.separate(by[kept], by[joined], someone, entry_id=uuid4()),
        ):
            try:
                act()
                done += 1
            except contacts.NotPossible:
                pass
print(done)
"""
)
COUNT = (
    BEGIN
    + """
rows = list(Contact.objects.all())
assert all(one.joined_to_id is None or one.status == "closed" for one in rows)
assert not Contact.objects.filter(joined_to__joined_to__isnull=False).exists()
for one in rows:
    newest = Joining.objects.filter(contact=one).order_by("-at").first()
    assert (one.joined_to_id is not None) == (newest is not None and newest.choice == "joined"), one
print(Joining.objects.count())
"""
)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with running_cluster() as running:
        yield running


@pytest.fixture(scope="module")
def keys() -> Path:
    if not Path(settings.PRIVATE_KEY_FILE).exists():
        call_command("make_keys", directory=Path(settings.PRIVATE_KEY_FILE).parent)
    return Path(settings.PRIVATE_KEY_FILE)


@pytest.mark.usefixtures("keys")
def test_joining_crosswise_at_once_never_hangs_and_never_makes_a_chain(cluster: Cluster) -> None:
    with cluster.connect("postgres", DESK) as connection:
        connection.execute("GRANT INSERT ON desk_teammember, desk_worker, desk_contact TO desk_web")
    database = cluster.url("desk_web", DESK)
    outcome(python(PREPARE, database=database))
    ways = ("R0>R1 R2>R3 R1>R2", "R1>R0 R3>R2 R2>R1", "R0>R1 R4>R5 R5>R0", "R5>R4 R1>R2 R0>R5")
    workers = [python(JOIN, one, database=database) for one in ways]
    done = sum(int(outcome(one)) for one in workers)
    assert done == int(outcome(python(COUNT, database=database))) > 0
