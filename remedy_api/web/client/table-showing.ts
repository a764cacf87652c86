/** Showing something from the room of the workers at a table: what can be shown, a copy of it with parts left out, and the signed act. */
import type { OpenCase } from "./case-opening";
import { contentsFor } from "./consent-fitting";
import type { Naming } from "./consent-fitting";
import { copyForm } from "./redacted-forms";
import { asReader } from "./trust";
import { attach, on, post, send, today } from "./room-acts";
import { openBody, openRow } from "./room-opening";
import type { Opened, OpenRoom, Row, Told } from "./room-opening";
import { hex, SealError } from "./seal";
import { checkDisclosed, makeDisclosure } from "./seal-tables";
import type { Session } from "./session";

/** Entries that these steps name are never shown to anybody; of the others only their seal knows the kind. */
const NEVER: ReadonlySet<string> = new Set(["kept", "declared", "consent_given"]);

/** `contents`: what the workers must have consented to, one of these; `naming`: what the history says of it. */
export interface Choosable { row: Row; opened: Opened; naming: Naming; contents: readonly string[] }

/**
 * Of the newest `count` entries those that may be shown, the newest first, each as it is read in the room of the workers. `by`: the
 * fingerprint of who would show them. Words of other organisations are theirs, unless they belong to a step of the case.
 */
export async function choosable(of: OpenCase, by: string, count: number): Promise<Choosable[]> {
  const { events } = of.verified;
  const evidence = new Set(events.filter(({ type }) => type === "finding").flatMap(({ data }) => data.evidence as readonly string[]));
  const writes = (name: string): boolean => name === by || of.facts.roles.get(name) === "monitor";
  const found: Choosable[] = [];
  for (const row of of.rows.slice(-count).reverse()) {
    const types = events.filter(({ data }) => data.entry === row.digest).map(({ type }) => type);
    const naming = { types, evidence: evidence.has(row.digest) };
    const meant = types.length > 0 || naming.evidence || writes(hex(row.entry.fingerprint));
    if (!meant || types.some((type) => NEVER.has(type)) || !of.keys.has(row.entry.epoch)) continue;
    const opened = await openRow(of, row);
    const contents = contentsOf(opened, naming);
    if (opened.said.stop === null && contents.length > 0) found.push({ row, opened, naming, contents });
  }
  return found;
}

/** None for what is never shown. What is too large to have come along is a file. */
function contentsOf({ content }: Opened, naming: Naming): readonly string[] {
  const { kind, form } = content === null || content.kind === "attachment" ? { kind: "attachment", form: "" } : content;
  try {
    checkDisclosed(kind);
    return contentsFor(naming, kind, form);
  } catch {
    return [];
  }
}

/**
 * The whole of it, with what was too large to have come along: what it is of is judged anew by that, for a server could have kept
 * back a text as if it were a file. Throws kind-not-allowed for what is never shown.
 */
export async function whole(of: OpenCase, one: Choosable): Promise<Choosable> {
  const opened = await openRow(of, { ...one.row, body: await openBody(of, one.row) });
  const contents = contentsOf(opened, one.naming);
  if (opened.said.stop === null && contents.length === 0) throw new SealError("kind-not-allowed", opened.said.kind);
  return { ...one, opened, contents };
}

/** Writes a copy of something (`contents`: what that is of) into the room of the workers; the hash of its header. */
export function copyText(session: Session, of: OpenRoom, told: Told, contents: readonly string[]): Promise<string> {
  return send(session, of.id, { kind: "message", ...told, form: copyForm(contents) });
}

export const copyFile = (session: Session, of: OpenRoom, file: File): Promise<string> => attach(session, of.id, file);

/** Shows an entry at a table to organisations there (fingerprints), resting on one consent. A second try after a lost answer finds it there. */
export async function show(session: Session, table: string, from: OpenCase, row: Row, consent: string, to: readonly string[]): Promise<void> {
  const body = await openBody(from, row);
  const entry = hex(row.entry.entry);
  await on(session, table, async (room) => {
    if (isShown(room, entry, consent, to)) return;
    const readers = room.readers.filter(({ trust }) => to.includes(hex(trust.chain.fingerprint)));
    const { events, wraps } = await makeDisclosure({
      table: room.verified, actor: session.keys, day: today(), entry: row.entry, body, keys: from.keys, consent, to: await Promise.all(readers.map(({ trust }) => asReader(trust))) });
    await post(room, { events, disclosures: [{ entry, room: from.id, position: row.position, wraps }] });
  });
}

function isShown(room: OpenRoom, entry: string, consent: string, to: readonly string[]): boolean {
  return room.verified.table.disclosures.some(({ event: { data } }) => data.entry === entry && data.consent === consent && String(data.to) === String([...to].sort()));
}
