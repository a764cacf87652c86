/** Whoever comes back: a kept report knows whose words were compared, a pin never goes back, and signing in leads to this site only. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyDirectory } from "../../intake_forms/page/directory";
import { draftOf, knownFrom, newReport, resumed } from "../../intake_forms/page/report";
import type { OrganisationJson } from "../../intake_forms/page/transport";
import { hex } from "../../intake_forms/seal/bytes";
import { comingBack } from "../../remedy_api/web/client/coming-back";
import { pinProven } from "../../remedy_api/web/client/vault";
import type { VaultContent } from "../../remedy_api/web/client/vault";
import { changeOrg, chainJson, INSTANCE, newAccount, newOrg } from "../sealing_ts/world";
import type { Org } from "../sealing_ts/world";

function listing(org: Org): OrganisationJson {
  const chain = chainJson(org);
  const newest = chain.epochs[chain.epochs.length - 1] as (typeof chain.epochs)[number];
  return { organisation: hex(org.organisation), name: "Union", kind: "worker_organisation", country: "IN", languages: ["en"], description: {}, chain, ...newest };
}

test("a kept report goes on with the keys that were compared, and with no others under the same name", async () => {
  const [manager, member] = [await newAccount(), await newAccount()];
  const [org, compared, away] = [await newOrg([manager, member]), await newOrg([manager]), await newOrg([manager])];
  const before = await verifyDirectory(INSTANCE, [org, compared, away].map(listing), () => undefined);
  const [id, other] = [hex(org.organisation), hex(compared.organisation)];
  const written = { ...newReport("en"), chosen: [id], marks: { [id]: "same", [other]: "different" } as const };
  const draft = draftOf(written, before.listed);
  assert.deepEqual(Object.keys(draft.pins).sort(), [id, other].sort(), "only who was chosen or compared");

  const report = resumed({ secret: new Uint8Array(13), code: "" }, JSON.parse(JSON.stringify(draft)) as typeof draft);
  const known = (organisation: string) => knownFrom(report, organisation);
  await changeOrg(org, [manager]);
  const renewed = await verifyDirectory(INSTANCE, [listing(org)], known);
  assert.equal(renewed.listed.length, 1, "keys that follow from those compared");
  assert.equal(draftOf(report, renewed.listed).pins[id]?.version, 1);
  assert.deepEqual(draftOf(report, []).pins, draft.pins, "who is not listed today stays pinned");

  const impostor = await newOrg([await newAccount()], org.organisation);
  const swapped = await verifyDirectory(INSTANCE, [listing(impostor)], known);
  assert.deepEqual([swapped.listed.length, swapped.refused.map((each) => each.code)], [0, ["wrong-fingerprint"]]);
});

test("proving the words of an organisation does not take its pin back to an older list", () => {
  const pin = (version: number, fingerprint = "aa") => ({ fingerprint, version, digest: `${version}` });
  const content: VaultContent = { pins: { org: pin(5) }, invitations: {} };
  pinProven(content, "org", pin(3));
  assert.deepEqual(content.pins.org, pin(5));
  assert.equal(content.proven?.org, "aa");
  pinProven(content, "org", pin(6));
  assert.deepEqual(content.pins.org, pin(6));
  pinProven(content, "org", pin(0, "bb"));
  assert.deepEqual(content.pins.org, pin(0, "bb"), "another key that was proven takes the place of one that was only seen");
});

test("after signing in one comes back to a page of this site, whatever the link says", () => {
  const site = "https://remedy.example";
  const back = (wanted: string) => comingBack(`#${encodeURIComponent(wanted)}`, site);
  assert.equal(back("/en/reports/1?x=2#y"), `${site}/en/reports/1?x=2#y`);
  for (const elsewhere of ["", "//evil.example", "/\\evil.example", "https://evil.example/", "javascript:alert(1)", "/en/sign-in", "en/inbox"]) {
    assert.equal(back(elsewhere), null, elsewhere);
  }
  for (const crooked of ["/.//evil.example", "/x/..//evil.example", "/\t/evil.example", "/./\\evil.example"]) {
    const target = back(crooked);
    assert.ok(target === null || new URL(target, site).origin === site, crooked);
  }
  assert.equal(comingBack("#%", site), null);
});
