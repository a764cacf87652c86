/** Showing something from the room of the workers at a table: what can be shown, a copy of it with parts left out, and the signed act. */
import type { OpenCase } from "./case-opening";
import { asReader } from "./trust";
import { attach, on, post, send, today } from "./room-acts";
import { openBody, openRow } from "./room-opening";
import type { Opened, OpenRoom, Row, Told } from "./room-opening";
import { hex } from "./seal";
import { checkDisclosed, makeDisclosure } from "./seal-tables";
import type { Session } from "./session";

/** Entries that these steps name are never shown to anybody; of the others only their seal knows the kind. */
const NEVER: ReadonlySet<string> = new Set(["kept", "declared", "consent_given"]);

/** Says of a copy that it is one: the form that a text answers, of which there is none by this name. */
export const REDACTED = "redacted-copy";

/** `reasons`: it says why a monitor came to a finding. */
export interface Choosable { row: Row; opened: Opened; reasons: boolean }

/** Of the newest `count` entries those that may be shown, the newest first, each as it is read in the room of the workers. */
export async function choosable(of: OpenCase, count: number): Promise<Choosable[]> {
  const named = (types: (type: string) => boolean): Set<unknown> => new Set(of.verified.events.filter(({ type }) => types(type)).map(({ data }) => data.entry));
  const [never, reasons] = [named((type) => NEVER.has(type)), named((type) => type === "finding")];
  const found: Choosable[] = [];
  for (const row of of.rows.slice(-count).reverse()) {
    if (never.has(row.digest) || !of.keys.has(row.entry.epoch)) continue;
    const opened = await openRow(of, row);
    if (opened.said.stop === null && isShowable(opened)) found.push({ row, opened, reasons: reasons.has(row.digest) });
  }
  return found;
}

/** What is too large to have come along is a file. */
function isShowable({ content }: Opened): boolean {
  try {
    checkDisclosed(content?.kind ?? "attachment");
    return true;
  } catch {
    return false;
  }
}

/** The whole of it, with what was too large to have come along. */
export async function whole(of: OpenCase, { row }: Choosable): Promise<Opened> {
  return openRow(of, { ...row, body: await openBody(of, row) });
}

/** Writes a copy into the room of the workers; the hash of its header. A notice stays one; whatever else becomes a message. */
export const copyText = (session: Session, of: OpenRoom, kind: string, told: Told): Promise<string> =>
  send(session, of.id, { kind: kind === "notice" ? "notice" : "message", ...told, form: REDACTED });

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
