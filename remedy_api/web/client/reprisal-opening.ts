/**
 * Opening a case about a reprisal, in one press: its room, what happened, and the links that tie it to the case it belongs to.
 * What was begun is kept in this browser, locked, until all of it is done: a second try goes on where the first one stopped,
 * also after the page was closed, and makes nothing twice.
 */
import { call, get, newKey, Problem } from "./api";
import { findDraft, keepDraft } from "./drafts";
import { _ } from "./i18n";
import { list } from "./names";
import { writeReprisal } from "./reprisal-words";
import type { Reprisal } from "./reprisal-words";
import { send, today } from "./room-acts";
import { openRoom, openRow } from "./room-opening";
import type { OpenRoom } from "./room-opening";
import { equal } from "./seal";
import { foundWorkersRoom } from "./seal-cases";
import type { FoundingJson } from "./seal-cases";
import type { Membership, Session } from "./session";
import { showing } from "./shown-readers";
import { Stop } from "./stop";
import { asReader, remember, trusted } from "./trust";

/** `origin`: the case somebody is punished for, or empty. */
export interface Opening extends Reprisal { organisation: string; origin: string; language: string }
export type Part = "opening" | "writing" | "tying";

interface Begun { room: string; organisation: string; day: string; key: string; json: FoundingJson }

export class ReprisalOpener {
  private begun: Begun | null = null;

  constructor(private readonly session: Session, private readonly name: string) {}

  /** What an earlier try has left, and whether its case is there. */
  async before(): Promise<boolean> {
    this.begun ??= await this.kept();
    return this.begun !== null && await isThere(this.begun.room);
  }

  /** Gives the id of the case. `part` is told what is being done. */
  async open(membership: Membership, opening: Opening, part: (now: Part) => void): Promise<string> {
    part("opening");
    const { room, day } = await this.found(membership);
    part("writing");
    const { language, origin } = opening;
    await once(this.session, await ownRoom(this.session, room), day, { kind: "reprisal", language, text: writeReprisal(opening) });
    if (origin !== "") {
      part("tying");
      await once(this.session, await ownRoom(this.session, room), day, { kind: "reprisal_link", language, text: origin });
      await once(this.session, await openRoom(this.session, origin), day, { kind: "reprisal_link", language, text: room });
    }
    return room;
  }

  /** Forgets what was begun: a case that is there stays there. */
  async forget(): Promise<void> {
    this.begun = null;
    await keepDraft(this.session, this.name, "");
  }

  private async found(membership: Membership): Promise<Begun> {
    if (await this.before() && this.begun !== null) return this.begun;
    // Signed on another day, or for another organisation: nobody has it, so it is signed anew.
    const good = this.begun?.day === today() && this.begun.organisation === membership.organisation;
    const begun = good && this.begun !== null ? this.begun : await sign(this.session, membership);
    await this.keep(begun);
    try {
      await call("POST", "/v1/cases", { json: begun.json, key: begun.key });
    } catch (error) {
      // Refused is refused. Only no answer may mean that it is there.
      if (error instanceof Problem) await this.forget();
      throw error;
    }
    return begun;
  }

  private async keep(begun: Begun): Promise<void> {
    this.begun = begun;
    // A browser without room for it still holds it as long as the page is open.
    await keepDraft(this.session, this.name, JSON.stringify(begun)).catch(() => undefined);
  }

  private async kept(): Promise<Begun | null> {
    try {
      return JSON.parse(await findDraft(this.session, this.name)) as Begun;
    } catch {
      return null;
    }
  }
}

/** Somebody who opens no cases writes it into the case, for whoever represents the workers there. */
export async function tell(session: Session, origin: string, told: Reprisal, language: string): Promise<void> {
  await once(session, await openRoom(session, origin), today(), { kind: "reprisal", language, text: writeReprisal(told) });
}

async function isThere(room: string): Promise<boolean> {
  try {
    await get(`/v1/cases/${room}`);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return false;
    throw error;
  }
}

async function sign(session: Session, { organisation, name }: Membership): Promise<Begun> {
  const trust = await trusted(session, organisation, name);
  await remember(session, [trust]);
  const day = today();
  const { room, json } = await foundWorkersRoom({
    instance: session.instance, day, actor: session.keys, organisation: await asReader(trust),
    events: [
      // By this the server knows that it comes first. Whom it hit, what was done and for which case: it does not.
      { type: "recorded", data: { fact: "profile", values: ["reprisal"] } },
      { type: "recorded", data: { fact: "issues", values: [] } },
      { type: "recorded", data: { fact: "workers", values: [] } },
      { type: "recorded", data: { fact: "site", values: [] } },
      { type: "stage", data: { stage: "admissibility", reason: "", entry: "" } },
    ],
  });
  return { room, organisation, day, key: newKey(), json };
}

/** The room just founded. Whoever was let in since then, the person has not seen: she looks at the case first. */
async function ownRoom(session: Session, id: string): Promise<OpenRoom> {
  const room = await openRoom(session, id);
  const others = [...room.readers, ...room.coming].filter((reader) => !reader.mine);
  if (others.length > 0) {
    throw new Stop(_("The case was opened, and meanwhile somebody was let in: %(names)s. Open it in your list of cases, look who can read it, and write there.", { names: list(others.map(({ name }) => name)) }));
  }
  showing(room);
  return room;
}

interface Words { kind: "reprisal" | "reprisal_link"; language: string; text: string }

/** Sends a text unless this person has sent it here already. */
async function once(session: Session, room: OpenRoom, since: string, words: Words): Promise<void> {
  for (const row of room.rows) {
    if (row.postedOn < since || !equal(row.entry.author, session.keys.kid)) continue;
    const { content } = await openRow(room, row);
    if (content?.kind === words.kind && content.text === words.text) return;
  }
  await send(session, room.id, words);
}
