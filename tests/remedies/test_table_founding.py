"""A table is founded by who represents the workers, under the id that the case has named, once."""

import pytest
from sqlalchemy import Engine, text

from tests.factories.case_readers import admit as admit_to_case
from tests.factories.cases import Case, founding_json
from tests.factories.database import contents
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import today, verified
from tests.factories.tables import founding, name_table, open_table, post_table


def test_a_table_is_founded(case: Case, union: Organisation) -> None:
    table, client = open_table(case), union.manager.client
    assert table.answer.json()["table"] == table.hex != case.hex
    page = table.page(client)
    assert (page["head"], page["case"], page["role"]) == (table.answer.json()["head"], case.hex, "representative")
    assert [(one["name"], one["role"], one["consented"]) for one in page["parties"]] == [(union.name, "representative", None)]
    assert (page["plans"], page["in_force"], page["progress"], page["needs"]) == ([], None, None, "propose_plan")
    (row,) = client.get(f"/v1/organisations/{union.hex}/tables").json()["items"]
    assert (row["table"], row["needs"], row["plans"], row["parties"]) == (table.hex, "propose_plan", 0, [])
    view = table.as_reader(client)
    assert view["kind"] == "table"
    verified(table, view)
    # Nothing at the table names the room of the workers.
    assert case.hex not in client.get(table.path).text + client.get(f"{table.path}/events").text


def test_sent_again_it_is_founded_once(case: Case, engine: Engine) -> None:
    table, client = open_table(case), case.manager.client
    before = contents(engine)
    again = post_table(client, table.sent, key=table.key)
    assert (again.status_code, again.text) == (201, table.answer.text)
    assert contents(engine) == before
    # However often, and whatever became of the key: it is the same founding.
    again = post_table(client, table.sent)
    assert (again.status_code, again.text) == (201, table.answer.text)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM room WHERE kind = 'table'")).scalar_one() == 1
    # Another founding of the same table is not.
    other = post_table(client, founding_json(founding(case.founder, room=table.room)))
    assert (other.status_code, other.json()["code"]) == (409, "table-founded")


def test_what_was_named_and_left_undone_is_founded_later(case: Case) -> None:
    made, client = founding(case.founder), case.manager.client
    name_table(case, made.room)
    assert case.view(client)["tables"] == [{"table": made.room.hex(), "opened_on": str(today()), "founded": False}]
    assert client.get(f"/v1/tables/{made.room.hex()}").status_code == 404
    # Whoever comes by later, with no more than the id that the history names.
    answer = post_table(client, founding_json(founding(case.founder, room=made.room)))
    assert answer.status_code == 201, answer.text
    assert [one["founded"] for one in case.view(client)["tables"]] == [True]
    assert client.get(f"/v1/tables/{made.room.hex()}").status_code == 200


def test_only_under_an_id_that_the_case_has_named(case: Case, union: Organisation, engine: Engine) -> None:
    before = contents(engine)
    answer = post_table(union.manager.client, founding_json(founding(union)))
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert contents(engine) == before


@pytest.mark.parametrize("kind", ["worker_organisation", "monitor", "coordinator", "operator", "buyer"])
def test_only_by_who_represents_the_workers_in_that_case(case: Case, engine: Engine, kind: str) -> None:
    other = make_organisation(case.founder.programme, kind=kind)
    if kind in ("worker_organisation", "monitor", "coordinator"):
        # Who only reads the case founds no table either.
        admit_to_case(case, other)
    made = founding(other)
    name_table(case, made.room)
    before = contents(engine)
    answer = post_table(other.manager.client, founding_json(made))
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert contents(engine) == before


def test_a_table_is_no_case_and_a_case_no_table(case: Case, union: Organisation) -> None:
    made = founding(union)
    name_table(case, made.room)
    client = union.manager.client
    answer = client.post("/v1/cases", json=founding_json(made), headers={"Idempotency-Key": "one"})
    assert answer.json()["code"] == "not-now"
    assert post_table(client, case.sent).status_code == 404
