/**
 * Filing a report, all on the reporter's device: event 0, statement 0, the entries, statement 1, event 1, signed by the
 * receipt. Epoch 0 holds what she wrote; epoch 1 the conversation, which the receipt can read and epoch 0 it cannot.
 */
import { concat, EMPTY, equal, hex, u32 } from "./bytes";
import type { Bytes } from "./bytes";
import { checkKind, FILED } from "./content";
import type { NewContent } from "./content";
import { SealError } from "./errors";
import { signEvent } from "./event";
import type { SignedEvent } from "./event";
import { sha256 } from "./hash";
import { newId, newSecret } from "./keys";
import * as labels from "./labels";
import { lp } from "./lp";
import { checkReader } from "./organisation";
import type { OrganisationReader, Wrap } from "./organisation";
import type { ReceiptKeys } from "./receipt";
import { sealRecord } from "./seal-record";
import { closedHash, commitOf, makeStatement, parseStatement, sortReaders } from "./statement";
import type { Progress } from "./stream";
import { wrapEpoch } from "./wraps";
import type { Recipient } from "./wraps";

const KIND = "reporter";
/** A text's largest sealed body: it travels inside the envelope; larger ones follow it. */
const MAX_INLINE = 262_160;
const MAX_ORGANISATIONS = 8;
const MAX_ENTRIES = 24;
const MAX_SUBMISSION = 27 * 1024 * 1024;

export interface SubmissionGiven {
  readonly instance: string; readonly receipt: ReceiptKeys; readonly readers: readonly OrganisationReader[];
  /** Whether the receipt opens what was filed, too: only if she asks for it, because whoever finds the paper then reads it. */
  readonly reread: boolean;
  readonly day: string; readonly language: string;
  /** JSON {name?, contact?, language, filed_by?}; never disclosed to anybody else. */
  readonly person?: string;
  /** `text`: JSON {form, version, answers}. */
  readonly answers?: { readonly form: string; readonly version: number; readonly text: string };
  readonly narrative?: string;
  readonly attachments?: readonly { readonly name: string; readonly type: string; readonly content: Bytes }[];
  readonly progress?: Progress;
}

export interface SealedSubmission {
  readonly room: Bytes;
  /** The request's body in pieces: `new Blob(parts)` makes no further copy in the page. */
  readonly parts: readonly Bytes[];
  /** The same in one piece, made anew at each call. */
  readonly bytes: Bytes;
  /** Proof of filing: the hash of statement 1, which names nobody. `rewrap` gives another. */
  readonly proof: Bytes;
  /** After a 412: the same organisations with their newest keys (readers-changed for any other); the entries stay. */
  rewrap(readers: readonly OrganisationReader[]): Promise<SealedSubmission>;
}

interface FiledEntry { readonly header: Bytes; readonly body: Bytes }

/** All of a filing that does not depend on the organisations' keys. */
interface Prepared {
  readonly given: SubmissionGiven; readonly room: Bytes; readonly keys: readonly [Bytes, Bytes];
  readonly founded: SignedEvent; readonly entries: readonly FiledEntry[];
}

function contentsOf(given: SubmissionGiven): NewContent[] {
  const { language, person, answers, narrative, attachments = [] } = given;
  const contents: NewContent[] = [];
  if (person !== undefined) contents.push({ kind: "person", language, text: person });
  if (answers !== undefined) contents.push({ kind: "answers", language, ...answers });
  if (narrative !== undefined) contents.push({ kind: "narrative", language, text: narrative });
  contents.push(...attachments.map((each) => ({ kind: "attachment" as const, ...each })));
  for (const content of contents) checkKind(content.kind, FILED);
  return contents;
}

/** Bytes that take time: only attachments do. */
const weight = (content: NewContent): number => content.kind === "attachment" ? content.content.length : 4096;

/**
 * Seals a report to the organisations chosen, whose keys verified chains vouch for. Throws no-reader, too-large,
 * wrong-entries (none, or too many), twins (an organisation named twice).
 */
export async function sealSubmission(given: SubmissionGiven): Promise<SealedSubmission> {
  const contents = contentsOf(given);
  if (contents.length === 0 || contents.length > MAX_ENTRIES) throw new SealError("wrong-entries");
  checkReaders(given, given.readers);
  const { instance, receipt } = given;
  const room = newId();
  const keys = [newSecret(), newSecret()] as const;
  const founded = await signEvent(receipt, {
    instance, room, seq: 0, prev: EMPTY, day: given.day, type: "founded", actor: receipt.kid, roster: EMPTY,
    data: { kind: KIND, founder: hex(receipt.kid) },
  });
  const place = { ck: keys[0], instance, room, texts: FILED, epoch: 0, head: sha256(founded.payload) };
  const total = contents.reduce((sum, content) => sum + weight(content), 0);
  const entries: FiledEntry[] = [];
  let done = 0;
  for (const content of contents) {
    entries.push(await sealRecord(place, receipt, content, (sealed, of) => given.progress?.(done + Math.round(weight(content) * sealed / of), total)));
    done += weight(content);
  }
  return close({ given, room, keys, founded, entries }, given.readers);
}

function checkReaders(given: SubmissionGiven, readers: readonly OrganisationReader[]): void {
  if (readers.length === 0) throw new SealError("no-reader");
  if (readers.length > MAX_ORGANISATIONS) throw new SealError("too-large", "readers");
  for (const reader of readers) {
    if (checkReader(reader).chain.instance !== given.instance) throw new SealError("foreign-instance");
  }
}

/** One epoch of the filing, signed, with its wraps. */
async function epoch(prepared: Prepared, number: 0 | 1, before: Bytes, recipients: readonly Recipient[]): Promise<{ body: Bytes; signature: Bytes; wraps: Bytes }> {
  const { given: { instance, receipt }, room, keys, founded, entries } = prepared;
  const ck = keys[number];
  const statement = {
    instance, room, kind: KIND, epoch: number, commit: await commitOf(ck),
    previous: number === 0 ? EMPTY : sha256(before), closed: number === 0 ? EMPTY : closedHash(entries.map((entry) => entry.header)),
    lastEvent: sha256(founded.payload), signer: receipt.kid, readers: sortReaders(recipients).map(({ fingerprint, kid }) => ({ fingerprint, kid })),
  };
  const body = makeStatement(statement);
  // What this device would refuse to read it must not send.
  parseStatement(body);
  const [signature, wraps] = await Promise.all([receipt.sign(body), wrapEpoch(ck, statement, recipients)]);
  return { body, signature, wraps: lp(...wraps.map((each: Wrap) => lp(each.kid, each.wrap))) };
}

async function close(prepared: Prepared, readers: readonly OrganisationReader[]): Promise<SealedSubmission> {
  const { given: { instance, receipt, reread, day }, room, founded, entries } = prepared;
  const organisations = readers.map(({ fingerprint, kid, kemPublic }) => ({ fingerprint, kid, kemPublic, sigPublic: EMPTY }));
  const everybody = [...organisations, { fingerprint: EMPTY, kid: receipt.kid, kemPublic: receipt.kemPublic, sigPublic: receipt.sigPublic }];
  const zero = await epoch(prepared, 0, EMPTY, reread ? everybody : organisations);
  const one = await epoch(prepared, 1, zero.body, everybody);
  const announced = await signEvent(receipt, {
    instance, room, seq: 1, prev: sha256(founded.payload), day, type: "epoch", actor: receipt.kid, roster: EMPTY,
    data: { statements: [hex(sha256(zero.body)), hex(sha256(one.body))] },
  });
  const inline = ({ body }: FiledEntry): boolean => body.length <= MAX_INLINE;
  const envelope = lp(
    labels.SUBMISSION, zero.body, zero.signature, zero.wraps, one.body, one.signature, one.wraps,
    founded.payload, founded.signature, announced.payload, announced.signature,
    receipt.kemPublic, receipt.sigPublic, sha256(receipt.lookup),
    lp(...entries.map((entry) => lp(entry.header, inline(entry) ? entry.body : EMPTY))));
  const parts = [u32(envelope.length), envelope, ...entries.filter((entry) => !inline(entry)).map((entry) => entry.body)];
  if (parts.reduce((sum, part) => sum + part.length, 0) > MAX_SUBMISSION) throw new SealError("too-large", "submission");
  return {
    room, parts, proof: sha256(one.body),
    get bytes() {
      return concat(...parts);
    },
    async rewrap(newer) {
      checkReaders(prepared.given, newer);
      const same = newer.length === readers.length && newer.every((each) => readers.some((reader) => equal(reader.fingerprint, each.fingerprint)));
      if (!same) throw new SealError("readers-changed");
      return close(prepared, newer);
    },
  };
}
