/** Nothing is sealed to somebody whom the person has not seen among those who read. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hex } from "../../intake_forms/seal/bytes";
import type { OpenRoom } from "../../remedy_api/web/client/room-opening";
import { forge } from "./lies";
import { letGo, letIn, openCase, seeCase } from "./workers-world";
import type { Case } from "./workers-world";
import { changeOrg, newAccount, newOrg, refresh } from "./world";
import type { Org } from "./world";

Object.assign(globalThis, { document: { documentElement: { lang: "en" }, body: { dataset: {} }, querySelector: () => null, getElementById: () => null } });
const { checkShown, chosen, showing } = await import("../../remedy_api/web/client/shown-readers");
const { Stop } = await import("../../remedy_api/web/client/stop");

async function room({ stored }: Case, ...known: Org[]): Promise<OpenRoom> {
  const verified = await seeCase(stored);
  return { id: hex(stored.room), verified, known: known.map(({ chain }, at) => ({ name: `Organisation ${at}`, trust: { chain } })) } as unknown as OpenRoom;
}

test("a removed member lets somebody in with the server's help: no key is made for them unasked", async () => {
  const each = await openCase();
  const evil = await newOrg([await newAccount()]);
  showing(await room(each));
  checkShown(await room(each));
  const old = each.union.chain.digest;
  await changeOrg(each.union, [each.amal]);
  refresh(each.stored, [each.union, evil]);
  await forge(each, each.wil, { roster: old, type: "admitted", data: { fingerprint: hex(evil.chain.fingerprint) } });
  const now = await room(each, evil);
  assert.throws(() => checkShown(now), (error) => error instanceof Stop && error.message.includes("Organisation 0"));
  showing(now);
  checkShown(now);
});

test("somebody let in by another representative is shown first; whom this person let in she knows; who goes asks nothing", async () => {
  const each = await openCase();
  const monitor = await newOrg([await newAccount()]);
  showing(await room(each));
  await letIn(each.stored, each.union, each.amal, monitor);
  const now = await room(each, monitor);
  assert.throws(() => checkShown(now), Stop);
  chosen(hex(each.stored.room), monitor.chain.fingerprint);
  checkShown(now);
  await letGo(each.stored, each.union, each.amal, monitor.chain.fingerprint);
  const after = await room(each, monitor);
  checkShown(after);
  showing(after);
  assert.throws(() => checkShown(now), Stop, "back again is new again");
});

test("where nobody was shown, nothing is done", async () => {
  const each = await openCase();
  await assert.rejects(async () => checkShown(await room(each)), TypeError);
});
