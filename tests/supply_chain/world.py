"""A large supply chain, written straight into the tables: what nobody asks about must cost nobody anything."""

import json
import re
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, text

# Of every ten sites one is operated by each maker; they deliver to makers and brands all over the place, which buyers buy from.
FILL = """
CREATE FUNCTION pg_temp.id(of text, n bigint) RETURNS bytea LANGUAGE sql IMMUTABLE
  AS $$ SELECT substring(sha256(convert_to(of || n, 'UTF8')) for 16) $$;
INSERT INTO company_profile (company, name, native_name, country, source, version)
SELECT pg_temp.id('company', n), 'Company ' || n, '', 'CN', 'public', 1
FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n WHERE n % 10 = 0;
INSERT INTO site (site, name, native_name, address, country, open_for_filing, version, activities, status, operator, source)
SELECT pg_temp.id('site', n), 'Garment Works ' || n, '', 'Road ' || n, 'CN', false, 1, '{}', 'open',
  pg_temp.id('company', n / 10 * 10), 'import'
FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n;
INSERT INTO site_word (word, site)
SELECT w, pg_temp.id('site', n)
FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n,
  LATERAL unnest(ARRAY['garment works ' || n, 'works ' || n, n::text]) w;
INSERT INTO company_word (word, company)
SELECT w, pg_temp.id('company', n)
FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n, LATERAL unnest(ARRAY['company ' || n, n::text]) w WHERE n % 10 = 0;
INSERT INTO supply_link (link, site, company, source, first_seen, last_seen, confidence, standing, version)
SELECT pg_temp.id('link', n::bigint * 2 + m), pg_temp.id('site', n),
  pg_temp.id('company', (CAST(:first AS int) + (n::bigint * 7919 * m) % (CAST(:last AS int) - CAST(:first AS int))) / 10 * 10),
  'disclosure', date '2026-01-01', date '2026-06-01', 'medium', 'claimed', 1
FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n, generate_series(1, 2) m
ON CONFLICT DO NOTHING;
INSERT INTO contract (contract, buyer, supplier, reference, title, starts_on, cpv, confirmed, version)
SELECT pg_temp.id('contract', n), :buyer, pg_temp.id('company', n), 'R ' || n, 'Contract ' || n, date '2026-01-01', '{}', true, 1
FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n WHERE n % 100 = 0;
INSERT INTO contract_word (word, contract)
SELECT 'contract ' || n, pg_temp.id('contract', n)
FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n WHERE n % 100 = 0;
DROP FUNCTION pg_temp.id(text, bigint)
"""

TABLES = "site, site_word, site_identifier, company_profile, company_word, supply_link, contract, contract_word"
_OURS = re.compile(rf"\b(?:{TABLES.replace(', ', '|')})\b")


def fill(engine: Engine, buyer: bytes, first: int, last: int) -> None:
    """Sites `first` (a multiple of ten) to `last`, with companies, links among these, and contracts of `buyer`."""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        for statement in re.split(r";\n(?!$)", FILL):
            if statement.strip():
                names = set(re.findall(r":([a-z]+)\b", statement))
                values: dict[str, Any] = {"first": first, "last": last, "buyer": buyer}
                connection.execute(text(statement), {name: values[name] for name in names & set(values)})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text(f"VACUUM ANALYZE {TABLES}"))


def pages(engine: Engine, client: TestClient, path: str) -> int:
    """Pages of the database that a request's statements on the supply chain touch."""
    asked: list[tuple[str, Any]] = []

    def note(connection: object, cursor: object, statement: str, parameters: Any, *_: object) -> None:
        if _OURS.search(statement) and statement.lstrip()[:6] in ("SELECT", "WITH R"):
            asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
    finally:
        event.remove(engine, "before_cursor_execute", note)
    total = 0
    with engine.connect() as connection:
        for statement, parameters in asked:
            explained = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", parameters)
            plan = explained.scalar_one()
            plan = json.loads(plan) if isinstance(plan, str) else plan
            total += plan[0]["Plan"]["Shared Hit Blocks"] + plan[0]["Plan"]["Shared Read Blocks"]
    assert asked
    return total
