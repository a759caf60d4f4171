"""A notice of many pages is one letter however often it is sent, and one amendment when it was changed in between."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from portal.intake.models import Letter
from portal.vault.sealing import PrivateKey
from tests.environment import ROOT
from tests.portal.intake.builders import opened, reference_on
from tests.portal.intake.changed_notice import CHANGED, changed_by_back_button, notice_before_sending
from tests.portal.intake.kind_builders import WORDS
from tests.postgres import running_cluster


@pytest.mark.django_db
def test_a_notice_changed_by_the_back_button_is_one_amendment_and_both_open(desk_key: PrivateKey) -> None:
    visitor, old, last = notice_before_sending()
    sent = visitor.client.get(visitor.sends(visitor.hidden(last), last)["Location"])
    for _twice in range(2):
        changed_by_back_button(visitor, old)
        changed = visitor.client.get(visitor.sends(visitor.hidden(last), last)["Location"])
        assert reference_on(changed) == reference_on(sent)
    first, second = Letter.objects.order_by("arrival")
    assert (second.relation, second.belongs_to, second.kind) == ("amendment", first.reference, "child_welfare_notice")
    assert [opened(one, desk_key)["own_words"] for one in (first, second)] == [WORDS, CHANGED]
    assert opened(second, desk_key)["persons"] == opened(first, desk_key)["persons"]


@pytest.mark.postgres
def test_fifty_posts_of_a_notice_are_one_letter_and_fifty_of_its_change_one_amendment() -> None:
    with running_cluster() as cluster:
        done = subprocess.run(
            [sys.executable, "-m", "tests.portal.intake.parallel_notices"],
            cwd=ROOT,
            # All posts come from one address within a minute.
            env={**os.environ, "SEND_LIMIT_PER_MINUTE": "1000", **cluster.portal_environment()},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        assert done.stdout == "1 1"
        with cluster.connect("postgres", "portal") as connection:
            found = connection.execute("SELECT relation, count(*) FROM intake_letter GROUP BY relation").fetchall()
    assert dict(found) == {"": 1, "amendment": 1}
