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
const [NOBODY, EVIDENCE] = [named(), { types: [], evidence: true }];

test("what is asked for follows from the steps that name the entry", () => {
  assert.deepEqual(contentsFor(named("linked"), "message", ""), ["evidence"]);
  assert.deepEqual(contentsFor(EVIDENCE, "attachment", ""), ["evidence"]);
  assert.deepEqual(contentsFor(named("commented"), "comment", ""), ["finding"]);
  assert.deepEqual(contentsFor(named("contested"), "reasons", ""), ["finding"]);
  assert.deepEqual(contentsFor(named("stage", "commented"), "message", ""), ["finding"]);
  assert.deepEqual(contentsFor(named("stage"), "message", ""), ["notice", "facts"]);
  assert.deepEqual(contentsFor({ types: ["stage"], evidence: true }, "notice", ""), ["notice", "facts"]);
});

test("and from its kind, where no step names it", () => {
  const asked: Readonly<Record<string, readonly string[]>> = {
    message: ["evidence"], attachment: ["evidence"], reasons: ["finding"], notice: ["notice", "facts"], referral: ["notice", "facts"],
    finding: ["finding"], comment: ["finding"],
  };
  for (const [kind, contents] of Object.entries(asked)) assert.deepEqual(contentsFor(NOBODY, kind, ""), contents, kind);
  for (const kind of ["", "witness", "reprisal", "minute", "constructor"]) assert.deepEqual(contentsFor(NOBODY, kind, ""), [], kind);
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

test("a copy of nobody knows what is known as a copy, and never shown", () => {
  for (const form of ["redacted-copy", "redacted-copy-", "redacted-copy-plan", "redacted-copy-finding-evidence", "redacted-copyevidence"]) {
    assert.ok(isCopyForm(form), form);
    for (const naming of [NOBODY, EVIDENCE, named("stage"), named("finding")]) assert.deepEqual(contentsFor(naming, "message", form), [], form);
  }
  assert.ok(!isCopyForm("") && !isCopyForm("copy"));
});

test("nothing is offered on a consent that the server would not take for it", () => {
  assert.deepEqual(contentsFor(EVIDENCE, "finding", ""), []);
  assert.deepEqual(contentsFor(EVIDENCE, "message", "redacted-copy-finding"), []);
  assert.deepEqual(contentsFor(named("stage"), "comment", ""), []);
});
