/** What an organisation's managers may sign: each mistake is refused before anything is signed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hex } from "../../intake_forms/seal/bytes";
import { foundRoster, nextRoster, verifyChain } from "../../intake_forms/seal/chain";
import { parseEvent } from "../../intake_forms/seal/event";
import { newId, newSecret } from "../../intake_forms/seal/keys";
import { openOrganisation } from "../../intake_forms/seal/organisation";
import { parseRoster } from "../../intake_forms/seal/roster";
import type { Signed } from "../../intake_forms/seal/roster";
import { parseStatement } from "../../intake_forms/seal/statement";
import { refused } from "./support";
import { changeOrg, INSTANCE, newAccount, newOrg } from "./world";

test("a founding roster is signed by one of its own managers, who is a member", async () => {
  const [amal, wil] = [await newAccount(), await newAccount()];
  const given = { instance: INSTANCE, organisation: newId(), organisationKid: newSecret(), signer: amal };
  await refused("not-a-manager", () => foundRoster({ ...given, members: [amal.kid, wil.kid], managers: [wil.kid] }));
  await refused("manager-not-member", () => foundRoster({ ...given, members: [wil.kid], managers: [amal.kid] }));
  await refused("twins", () => foundRoster({ ...given, members: [amal.kid, amal.kid], managers: [amal.kid] }));
  const roster = parseRoster((await foundRoster({ ...given, members: [amal.kid, wil.kid], managers: [amal.kid] })).body);
  assert.deepEqual([roster.version, roster.epoch, roster.previous.length], [0, 0, 0]);
});

test("a next roster follows its rules or is not signed", async () => {
  const [amal, wil] = [await newAccount(), await newAccount()];
  const union = await newOrg([amal, wil]);
  const kid = hex(union.chain.latest.organisationKid);
  const both = { members: [amal.kid, wil.kid], managers: [amal.kid] };
  await refused("not-a-manager", () => nextRoster(union.chain, { ...both, signer: wil }));
  await refused("epoch-not-raised", () => nextRoster(union.chain, { members: [amal.kid], managers: [amal.kid], signer: amal }));
  await refused("no-manager", () => nextRoster(union.chain, { ...both, managers: [], signer: amal }));
  await refused("manager-not-member", () => nextRoster(union.chain, { ...both, managers: [newSecret()], signer: amal }));
  await refused("key-not-changed", () => nextRoster(union.chain, { ...both, organisationKid: union.chain.latest.organisationKid, signer: amal }));
  await changeOrg(union, [amal]);
  assert.notEqual(hex(union.chain.latest.organisationKid), kid);
  const old = union.chain.rosters[0]?.organisationKid as Uint8Array;
  await refused("key-not-changed", () => nextRoster(union.chain, { members: [amal.kid], managers: [amal.kid], organisationKid: old, signer: amal }));
  await assert.rejects(nextRoster({ ...union.chain }, { members: [amal.kid], managers: [amal.kid], signer: amal }), TypeError);
  await assert.rejects(openOrganisation({ ...union.chain }, amal, { epochs: [], wraps: [] }), TypeError);
});

test("what is signed has a largest size", async () => {
  const union = await newOrg([await newAccount()]);
  const rosters = new Array<Signed>(4097).fill(union.rosters[0] as Signed);
  await refused("too-large", () => verifyChain({ instance: INSTANCE, organisation: union.organisation, rosters, keys: union.people }));
  await refused("too-large", () => parseRoster(new Uint8Array(80_001)));
  await refused("too-large", () => parseStatement(new Uint8Array(16_385)));
  await refused("too-large", () => parseEvent(new Uint8Array(16_385)));
});
