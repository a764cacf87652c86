/** Lies a server can tell about an otherwise honest room, and a page that must notice each. */
import { test } from "node:test";
import { b64, hex, unb64 } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import type { Pin } from "../../intake_forms/seal/chain";
import type { NewContent } from "../../intake_forms/seal/content";
import { openEntry, verifyEntries } from "../../intake_forms/seal/entries";
import { openEpochs } from "../../intake_forms/seal/epochs";
import { signEvent } from "../../intake_forms/seal/event";
import type { Event } from "../../intake_forms/seal/event";
import { sha256 } from "../../intake_forms/seal/hash";
import { wrapKey } from "../../intake_forms/seal/hpke";
import { newSecret } from "../../intake_forms/seal/keys";
import type { AccountKeys } from "../../intake_forms/seal/keys";
import { sealEntry } from "../../intake_forms/seal/seal-entry";
import { commitOf, makeStatement, parseStatement } from "../../intake_forms/seal/statement";
import type { Statement } from "../../intake_forms/seal/statement";
import { epochInfo } from "../../intake_forms/seal/wraps";
import { refused, TYPES } from "./support";
import { DAY, file, headers, INSTANCE, newAccount, newOrg, newReporter, postEntry, see, store } from "./world";
import type { Org, Store } from "./world";

export const message = (text: string): NewContent => ({ kind: "message", language: "en", text });

export interface Scene { stored: Store; union: Org; amal: AccountKeys; wil: AccountKeys; receipt: Awaited<ReturnType<typeof newReporter>>; pins: Map<string, Pin> }

export async function scene(): Promise<Scene> {
  const [amal, wil] = [await newAccount(), await newAccount()];
  const union = await newOrg([amal, wil]);
  const receipt = await newReporter();
  const stored = store((await file([union], receipt)).bytes, [union]);
  const room = await see(stored);
  postEntry(stored, await sealEntry(room, await openEpochs(room, union.secrets), amal, message("hello")), amal);
  const { fingerprint, version, digest } = union.chain;
  return { stored, union, amal, wil, receipt, pins: new Map([[hex(union.organisation), { fingerprint, version, digest }]]) };
}

/** What a page does before it shows or writes anything. */
export async function visit({ stored, pins }: Scene, keys: Org["secrets"], founder?: Bytes): Promise<void> {
  const room = await see(stored, { pins, founder });
  const { entries } = await verifyEntries(room, headers(stored));
  const epochs = await openEpochs(room, keys);
  for (const [place, entry] of entries.entries()) {
    if (epochs.has(entry.epoch)) await openEntry(entry, stored.entries[place]?.body as Bytes, epochs);
  }
}

/** One lie, told to an otherwise honest scene. */
export function lie(name: string, code: string, tell: (scene: Scene) => unknown): void {
  test(`${name}: ${code}`, async () => {
    const honest = await scene();
    await visit(honest, honest.union.secrets);
    await tell(honest);
    await refused(code, () => visit(honest, honest.union.secrets));
  });
}

/** A statement the server makes with keys of its own, as if it were the next epoch. */
export async function mint({ stored, union }: Pick<Scene, "stored" | "union">, signer: AccountKeys, change: Partial<Statement> = {}, announce = false, roster?: Bytes): Promise<void> {
  const last = parseStatement(unb64(stored.json.epochs.at(-1)?.statement as string));
  const head = sha256(unb64(stored.json.events.at(-1)?.payload as string));
  const ck = newSecret();
  const statement = {
    ...last, epoch: last.epoch + 1, commit: await commitOf(ck), previous: sha256(unb64(stored.json.epochs.at(-1)?.statement as string)),
    closed: sha256(new Uint8Array(0)), lastEvent: head, signer: signer.kid, ...change,
  };
  const body = makeStatement(statement);
  const epoch = stored.json.epochs.length;
  stored.json.epochs.push({ epoch, statement: b64(body), signature: b64(await signer.sign(body)), previous: null });
  const reader = union.secrets.at(-1) as Org["secrets"][0];
  stored.json.wraps.push({ epoch, kid: hex(reader.kid), wrap: b64(await wrapKey(reader.kemPublic, ck, epochInfo(statement, reader.kid))), late: false });
  if (!announce) return;
  const signed = await signEvent(signer, {
    instance: INSTANCE, room: stored.room, seq: stored.json.events.length, prev: head, day: DAY, type: "epoch", actor: signer.kid,
    roster: roster ?? union.chain.digest, data: { statements: [hex(sha256(body))] },
  });
  stored.json.events.push({ payload: b64(signed.payload), signature: b64(signed.signature) });
}

export const chainOf = (each: Scene) => each.stored.json.chains[hex(each.union.organisation)] as Scene["stored"]["json"]["chains"][string];

/** The next event as the server would like it, signed by whom it likes. */
export async function forge(each: Pick<Scene, "stored" | "union"> & { receipt?: AccountKeys }, signer: AccountKeys, change: Partial<Event>): Promise<void> {
  const { events } = each.stored.json;
  const seq = change.seq ?? events.length;
  const prev = sha256(unb64(events.at(-1)?.payload as string));
  const event = { instance: INSTANCE, room: each.stored.room, seq, prev, day: DAY, type: "acknowledged", actor: signer.kid, roster: each.union.chain.digest, data: {}, ...change };
  const signed = await signEvent(signer, event, TYPES);
  events[seq] = { payload: b64(signed.payload), signature: b64(signed.signature) };
  if (signer !== each.receipt) each.stored.json.authors.push({ kid: hex(signer.kid), kem_public: b64(signer.kemPublic), sig_public: b64(signer.sigPublic) });
}
