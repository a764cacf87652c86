/** A submission read as its readers read it, for tests: the library itself only writes them, the server takes them apart. */
import { equal, hex } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { FILED } from "../../intake_forms/seal/content";
import type { Content } from "../../intake_forms/seal/content";
import { openRecord } from "../../intake_forms/seal/entries";
import { epochInfo } from "../../intake_forms/seal/epochs";
import { SealError } from "../../intake_forms/seal/errors";
import { pae, parseEvent } from "../../intake_forms/seal/event";
import { sha256 } from "../../intake_forms/seal/hash";
import { entryMessage, parseHeader } from "../../intake_forms/seal/header";
import { openWrap, WRAP_SIZE } from "../../intake_forms/seal/hpke";
import { kidOf } from "../../intake_forms/seal/keys";
import type { KemKeys } from "../../intake_forms/seal/keys";
import { exact, fields, readLp } from "../../intake_forms/seal/lp";
import { recordKey } from "../../intake_forms/seal/record";
import { verifySignature } from "../../intake_forms/seal/signing";
import { closedHash, commitOf, parseStatement } from "../../intake_forms/seal/statement";

const MAX_INLINE = 262_160;

export interface Filed {
  readonly items: readonly Bytes[]; readonly entries: readonly { header: Bytes; body: Bytes }[];
  readonly room: Bytes; readonly proof: Bytes; readonly opened: readonly Content[];
}

/** Takes a submission apart, checks its signatures and links, and opens epoch 0 for the first organisation. */
export async function openSubmission(bytes: Bytes, instance: string, readers: readonly KemKeys[]): Promise<Filed> {
  if (bytes.length < 4) throw new SealError("malformed", "envelope length");
  const end = 4 + new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  if (end > 27 * 1024 * 1024) throw new SealError("too-large", "envelope");
  if (end > bytes.length) throw new SealError("wrong-length", "envelope");
  const items = fields(bytes.subarray(4, end), "remedy/v1/submission", 14);
  const [body0, signature0, wraps0, body1, signature1, wraps1, payload0, esig0, payload1, esig1, kem, sig] = items as Bytes[] & { length: 14 };
  const entries: { header: Bytes; body: Bytes }[] = [];
  let at = end;
  for (const item of readLp(items[13] as Bytes, 24)) {
    const [header, inline] = readLp(item, 2) as [Bytes, Bytes];
    const { bodyLength } = parseHeader(header);
    const follows = bodyLength > MAX_INLINE;
    const body = follows ? bytes.subarray(at, at + bodyLength) : inline;
    if (body.length !== bodyLength || (follows && inline.length > 0)) throw new SealError("wrong-length", "body");
    if (follows) at += bodyLength;
    entries.push({ header, body });
  }
  if (at !== bytes.length) throw new SealError("trailing-bytes", "submission");
  const [zero, one] = [parseStatement(body0 as Bytes), parseStatement(body1 as Bytes)];
  if (zero.instance !== instance) throw new SealError("foreign-instance");
  const sigPublic = sig as Bytes;
  if (!equal(kidOf(kem as Bytes, sigPublic), zero.signer)) throw new SealError("wrong-kid");
  verifySignature(sigPublic, body0 as Bytes, signature0 as Bytes);
  verifySignature(sigPublic, body1 as Bytes, signature1 as Bytes);
  verifySignature(sigPublic, pae(payload0 as Bytes), esig0 as Bytes);
  verifySignature(sigPublic, pae(payload1 as Bytes), esig1 as Bytes);
  if (!equal(one.previous, sha256(body0 as Bytes)) || !equal(parseEvent(payload1 as Bytes).prev, sha256(payload0 as Bytes))) throw new SealError("broken-chain");
  if (!equal(one.closed, closedHash(entries.map((entry) => entry.header)))) throw new SealError("wrong-closed");
  for (const [statement, wraps] of [[zero, wraps0], [one, wraps1]] as const) {
    const kids = readLp(wraps as Bytes).map((pair) => {
      const [kid, wrap] = readLp(pair, 2) as [Bytes, Bytes];
      exact(wrap, WRAP_SIZE, "wrap");
      return hex(kid);
    });
    if (kids.join() !== statement.readers.map((reader) => hex(reader.kid)).join()) throw new SealError("wrong-wraps");
  }
  const opened: Content[] = [];
  const reader = readers[0] as KemKeys;
  const wrap = readLp(wraps0 as Bytes).map((pair) => readLp(pair, 2) as [Bytes, Bytes]).find(([kid]) => equal(kid, reader.kid)) as [Bytes, Bytes];
  const ck = await openWrap(reader.kem, wrap[1], epochInfo(zero, reader.kid));
  if (!equal(await commitOf(ck), zero.commit)) throw new SealError("wrong-commitment");
  for (const entry of entries) {
    const header = parseHeader(entry.header);
    verifySignature(sigPublic, entryMessage(instance, header), header.signature);
    opened.push(await openRecord(await recordKey(ck, instance, header), FILED, header, entry.body));
  }
  return { items, entries, room: zero.room, proof: sha256(body1 as Bytes), opened };
}
