/** What the browser measures: one filing sealed by the library that the reporter's page is built from. */
import { sealSubmission } from "../../intake_forms/seal/filing";
import type { OrganisationKeys } from "../../intake_forms/seal/keys";
import { organisationReader } from "../../intake_forms/seal/organisation";
import { newReceipt } from "../../intake_forms/seal/paper";
import { receiptKeys } from "../../intake_forms/seal/receipt";
import { INSTANCE, newAccount, newOrg } from "../sealing_ts/world";
import type { Org } from "../sealing_ts/world";

const TEXT = "We were not paid for overtime since June, and who asked was moved to the night shift. ".repeat(4);

let organisations: Org[] = [];

async function prepare(): Promise<void> {
  organisations = await Promise.all([0, 1, 2].map(async () => newOrg([await newAccount()])));
}

/**
 * Three short texts, three organisations, two epochs; the milliseconds it took. Each time for keys that were never sealed to, as on a
 * reporter's page, where they are verified while she chooses: what the library remembers of a key helps within one filing only.
 */
async function sealOnce(): Promise<number> {
  const readers = await Promise.all(organisations.map(({ chain, secrets: [keys] }) => organisationReader(chain, (keys as OrganisationKeys).kemPublic.slice())));
  const receipt = await receiptKeys(newReceipt().secret, INSTANCE);
  const started = performance.now();
  const sealed = await sealSubmission({
    instance: INSTANCE, receipt, readers, reread: false, day: "2026-01-02", language: "en",
    person: '{"name":"A worker","contact":"ask at the gate","language":"bn"}',
    answers: { form: "workplace-grievance", version: 1, text: '{"form":"workplace-grievance","version":1,"answers":{"issue":"wages"}}' },
    narrative: TEXT,
  });
  const took = performance.now() - started;
  if (sealed.bytes.length < 20_000) throw new Error("not a filing");
  return took;
}

Object.assign(globalThis, { prepare, sealOnce });
