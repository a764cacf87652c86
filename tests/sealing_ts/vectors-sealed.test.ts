/** Vectors of what is sealed: one side's seals opened by the other, and what nobody may open. */
import assert from "node:assert/strict";
import { EMPTY, hex, unhex } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import type { Content } from "../../intake_forms/seal/content";
import { hkdf, openBox } from "../../intake_forms/seal/derive";
import { openRecord } from "../../intake_forms/seal/entries";
import { sha256 } from "../../intake_forms/seal/hash";
import { entryMessage, parseHeader } from "../../intake_forms/seal/header";
import { openWrap } from "../../intake_forms/seal/hpke";
import { orgKeys } from "../../intake_forms/seal/keys";
import { lp } from "../../intake_forms/seal/lp";
import { openPreviousSecret } from "../../intake_forms/seal/organisation";
import { recordKey } from "../../intake_forms/seal/record";
import { verifySignature } from "../../intake_forms/seal/signing";
import { openDraft, openSession, openSlot, openVault } from "../../intake_forms/seal/slots";
import { bodyHash, openStream, sealedSize, sealStream } from "../../intake_forms/seal/stream";
import { kemPair } from "../../intake_forms/seal/xwing";
import { openSubmission } from "./reading";
import { each, same, textsOf } from "./support";
import type { Case } from "./support";

const part = (given: Case, name: string): Bytes => unhex(given[name]);

const BOXES: Record<string, (given: Case) => Promise<Bytes>> = {
  slot: (given) => openSlot(part(given, "key"),
    { instance: given.instance, user: part(given, "user"), type: given.slot_type, slot: part(given, "slot") }, part(given, "sealed")),
  session: (given) => openSession(part(given, "sealed"), part(given, "key"), given.instance, part(given, "user"), part(given, "session")),
  vault: (given) => openVault(part(given, "account_secret"), given.instance, part(given, "user"), given.version, part(given, "sealed")),
  draft: (given) => openDraft(part(given, "account_secret"), given.instance, part(given, "user"), given.draft, part(given, "sealed")),
  org_prev: async (given) => {
    const kid = given.plaintext === undefined ? EMPTY : (await orgKeys(part(given, "plaintext"))).kid;
    const place = { instance: given.instance, organisation: part(given, "organisation"), epoch: given.epoch };
    return (await openPreviousSecret(await orgKeys(part(given, "secret")), part(given, "sealed"), place, kid)).secret;
  },
  epoch_prev: async (given) =>
    openBox(await hkdf(part(given, "ck"), "remedy/v1/epoch/prev"), lp("remedy/v1/epoch/prev", given.instance, part(given, "room"), given.epoch), part(given, "sealed")),
};
each("boxes", "boxes", async (given) => same(await (BOXES[given.type] as (given: Case) => Promise<Bytes>)(given), given.plaintext));

each("streams", "streams", async (given) => {
  const plaintext = given.zeros === undefined ? part(given, "plaintext") : new Uint8Array(given.zeros);
  const { body, bodyHash: hash } = await sealStream(part(given, "key"), { size: plaintext.length, pieces: [plaintext] });
  if (given.sealed === undefined) same(sha256(body), given.sealed_hash);
  else same(body, given.sealed);
  assert.equal(body.length, sealedSize(plaintext.length));
  same(hash, given.body_hash);
  same(await bodyHash(body), given.body_hash);
  assert.deepEqual(Buffer.from(await openStream(part(given, "key"), body)), Buffer.from(plaintext));
});
each("streams", "refused", async (given) => openStream(part(given, "key"), part(given, "sealed")));

each("wraps", "wraps", async (given) => {
  const { kem, kemPublic } = kemPair(part(given, "kem_seed"));
  const key = await openWrap(kem, part(given, "wrap"), part(given, "info"));
  same(kemPublic, given.kem_public);
  same(key, given.key);
});

/** As the vectors write what was opened. */
function opened(content: Content): object {
  return content.kind === "attachment" ? { ...content, content: hex(content.content) } : content;
}

each("entries", "entries", async (given) => {
  const header = parseHeader(part(given, "header"));
  const message = entryMessage(given.instance, { ...header, author: unhex(given.author.kid) });
  verifySignature(unhex(given.author.sig_public), message, header.signature);
  const key = await recordKey(part(given, "ck"), given.instance, header);
  assert.deepEqual(opened(await openRecord(key, textsOf(given.room_kind, header.epoch), header, part(given, "body"))), given.opened);
});

// What a server refuses of a submission is the server's: here those are opened that it must accept.
each("submission", "submissions", async (given) => {
  const secrets = await Promise.all(given.organisations.map((each: { secret: string }) => orgKeys(unhex(each.secret))));
  const filed = await openSubmission(part(given, "submission"), given.instance, secrets);
  same(filed.room, given.room);
  same(filed.proof, given.proof);
  assert.deepEqual(filed.opened.map(opened), given.opened);
});
