/** What is shown at a table out of the room of the workers: what the server hands out of it, opened and checked on this device. */
import { getAll, getBytes, Problem } from "./api";
import { openCase } from "./case-opening";
import type { OpenCase } from "./case-opening";
import { fetchCase } from "./case-view";
import { _ } from "./i18n";
import { organisationKeys } from "./members";
import { openRow } from "./room-opening";
import type { Opened, OpenRoom } from "./room-opening";
import { equal, hex, unb64, unhex } from "./seal";
import type { OrganisationKeys } from "./seal";
import { openDisclosure } from "./seal-tables";
import type { OpenedDisclosure } from "./seal-tables";
import type { Session } from "./session";
import { Stop } from "./stop";
import { representing } from "./table-opening";
import type { OpenTable } from "./table-opening";
import { publicKeys } from "./trust";
import type { PublicKeys } from "./trust";

interface DisclosureJson { disclosure: string; seq: number; wraps: { kid: string; wrap: string }[]; signature: string; author: PublicKeys | null; length: number; live: boolean }

/** One disclosure as the history of the table has it; `said`: what the server hands out of it, or null. Organisations are fingerprints. */
export interface Shown { digest: string; day: string; by: string; to: readonly string[]; author: string; consent: string; entry: string; said: DisclosureJson | null }

/** One answer for each time that a table is opened. */
const asking = new WeakMap<OpenTable, Promise<Shown[]>>();

/**
 * The newest first: for those who represent the workers all that was ever signed, for everybody else what the server hands out to
 * them, which is nothing as soon as the workers do not allow it any more. Throws a Stop for what nobody signed.
 */
export function shownAt(of: OpenTable): Promise<Shown[]> {
  const asked = asking.get(of) ?? askShown(of);
  asking.set(of, asked);
  return asked;
}

async function askShown(of: OpenTable): Promise<Shown[]> {
  const items = await getAll<DisclosureJson>(`/v1/rooms/${of.id}/disclosures`);
  const said = new Map(items.map((each) => [each.disclosure, each]));
  const signed = of.facts.disclosures.map(({ hash, organisation, event: { day, data } }): Shown => ({
    digest: hash, day, by: organisation, to: data.to as readonly string[], author: String(data.author), consent: String(data.consent), entry: String(data.entry), said: said.get(hash) ?? null }));
  // What was shown after this page looked comes with its next look.
  const unsigned = items.some(({ disclosure, seq }) => seq < of.verified.events.length && !signed.some(({ digest }) => digest === disclosure));
  if (unsigned) throw new Stop(_("The server shows something here that nobody signed. It is not opened. Please tell your help contact."));
  return signed.filter((each) => each.said !== null || representing(of) !== undefined).reverse();
}

const keys = new WeakMap<OpenTable, Promise<OrganisationKeys[]>>();

/** Opens it for one of my organisations; null once it is not shown to us any more. Throws what `openDisclosure` does. */
export async function openShown(session: Session, of: OpenTable, { digest, said }: Shown): Promise<OpenedDisclosure | null> {
  if (said === null) return null;
  const mine = keys.get(of) ?? Promise.all(of.mine.map(({ reader }) => organisationKeys(session, reader.trust))).then((all) => all.flat());
  keys.set(of, mine);
  try {
    const body = await getBytes(`/v1/rooms/${of.id}/disclosures/${digest}/body`);
    return await openDisclosure(of.verified, await mine, {
      event: digest, wraps: said.wraps.map(({ kid, wrap }) => ({ kid: unhex(kid), wrap: unb64(wrap) })), body, signature: unb64(said.signature),
      author: said.author === null ? undefined : publicKeys(said.author),
    });
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

const behind = new WeakMap<OpenTable, Promise<OpenCase>>();

/** The case behind a table, for those who read it: opened and checked once while this page shows the table as it is, or `anew`. */
export function caseBehind(session: Session, of: OpenTable, anew = false): Promise<OpenCase> {
  const before = anew ? undefined : behind.get(of);
  if (before !== undefined) return before;
  const opening = fetchCase(of.view.case ?? "").then((view) => openCase(session, view));
  opening.catch(() => behind.delete(of));
  behind.set(of, opening);
  return opening;
}

/** What was shown, out of the room of the workers itself: for those who represent them and are not among those to whom it was. */
export async function inCase(from: OpenCase, { entry }: Shown): Promise<Opened | null> {
  const row = from.rows.find((each) => hex(each.entry.entry) === entry);
  return row === undefined || !from.keys.has(row.entry.epoch) ? null : openRow(from, row);
}

/** The organisation whose lists have the key of who wrote something, as far as it is known at this table; else nothing. */
export function writer(of: OpenRoom, author: Uint8Array): string {
  return of.known.find(({ trust }) => trust.chain.rosters.some(({ members }) => members.some((each) => equal(each, author))))?.name ?? "";
}

/** How many of the newest entries are looked through for what was said to something shown. */
const LOOKED_THROUGH = 300;

/** What was said to each thing that was shown, by the event that showed it, in its order. */
export async function repliesAt(of: OpenRoom): Promise<Map<string, Opened[]>> {
  const found = new Map<string, Opened[]>();
  for (const row of of.rows.slice(-LOOKED_THROUGH)) {
    if (row.body === null || !of.keys.has(row.entry.epoch)) continue;
    const opened = await openRow(of, row);
    const to = answers(opened);
    if (to !== "") found.set(to, [...found.get(to) ?? [], opened]);
  }
  return found;
}

/** The event that showed what this is a reply to, or nothing. */
export const answers = ({ content }: Opened): string => content?.kind === "reply" ? content.form : "";
