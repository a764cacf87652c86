/** The page offers the consents that the server takes: both sides judge the same list, this one and tests/consent/test_fitting.py. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { contentsFor, fits } from "../../remedy_api/web/client/consent-fitting";
import { copyForm, isCopyForm } from "../../remedy_api/web/client/redacted-forms";
import type { LiveConsent } from "../../remedy_api/web/client/seal-cases";

declare const ROOT: string;

const TODAY = "2026-03-01";
const [IT, ANOTHER] = ["1".repeat(64), "2".repeat(64)];
const NAMED: Readonly<Record<string, readonly string[]>> = { nobody: [], it: [IT as string], another: [ANOTHER as string] };
const LISTED = JSON.parse(readFileSync(join(ROOT, "tests/consent/fitting.json"), "utf8")) as [kind: string, audience: string, named: string, covered: boolean][];

const consent = (audience: string, organisations: readonly string[], change: Partial<LiveConsent> = {}): LiveConsent =>
  ({ audience, content: "evidence", organisations, way: "written", until: "", entry: "", day: "2026-01-01", ...change });
const to = (kind: string) => ({ kind, fingerprint: IT as string });

test("a consent fits an organisation exactly where the ledger of the server says so", () => {
  for (const [kind, audience, named, covered] of LISTED) {
    assert.equal(fits(consent(audience, NAMED[named] ?? []), ["evidence"], [to(kind)], TODAY), covered, `${kind} ${audience} ${named}`);
  }
});

test("it must be of the content, hold today, and speak of everybody to whom something is shown", () => {
  const suppliers = consent("suppliers", []);
  assert.ok(fits(suppliers, ["notice", "evidence"], [to("supplier")], TODAY));
  assert.ok(!fits(suppliers, ["notice", "facts"], [to("supplier")], TODAY));
  assert.ok(!fits(suppliers, ["evidence"], [to("supplier"), to("buyer")], TODAY));
  assert.ok(!fits({ ...suppliers, until: "2026-02-28" }, ["evidence"], [to("supplier")], TODAY));
  assert.ok(fits({ ...suppliers, until: TODAY }, ["evidence"], [to("supplier")], TODAY));
  assert.ok(fits(suppliers, ["evidence"], [to("worker_organisation")], TODAY), "whoever represents the workers needs no audience");
});

const named = (...types: readonly string[]) => ({ types, evidence: false });
const NOBODY = named();

const ASKED = JSON.parse(readFileSync(join(ROOT, "tests/consent/contents.json"), "utf8")) as [types: string[], evidence: boolean, kind: string, form: string, contents: string[]][];

test("what is asked for follows from the steps that name the entry, and from its kind and what it is a copy of, as the command line asks", () => {
  assert.ok(ASKED.length > 40);
  for (const [types, evidence, kind, form, contents] of ASKED) {
    assert.deepEqual(contentsFor({ types, evidence }, kind, form), contents, `${types.join()} ${String(evidence)} ${kind} ${form}`);
  }
});

test("a copy is of what its original is of, and a copy of a copy of what the first one is", () => {
  for (const kind of ["message", "notice", "finding"]) {
    const contents = contentsFor(NOBODY, kind, "");
    const form = copyForm(contents);
    assert.ok(isCopyForm(form));
    assert.deepEqual(contentsFor(NOBODY, "message", form), contents, kind);
    assert.equal(copyForm(contentsFor(NOBODY, "message", form)), form);
  }
  assert.equal(copyForm(contentsFor(named("commented"), "message", "")), "redacted-copy-finding");
  assert.deepEqual(contentsFor(NOBODY, "finding", "redacted-copy-evidence"), ["finding"]);
  assert.deepEqual(contentsFor(named("commented"), "message", "redacted-copy-evidence"), ["finding"]);
  assert.throws(() => copyForm([]), TypeError);
});

test("a copy of nobody knows what is known as a copy", () => {
  for (const form of ["redacted-copy", "redacted-copy-", "redacted-copy-plan", "redacted-copy-finding-evidence", "redacted-copyevidence"]) {
    assert.ok(isCopyForm(form), form);
  }
  assert.ok(!isCopyForm("") && !isCopyForm("copy"));
});
