/** What a person does in a report besides writing: acknowledging it, and handing it to another organisation. */
import type { OpenReport } from "./report-opening";
import { on, post, today } from "./room-acts";
import type { Candidate } from "./room-acts";
import { admit, makeEvent } from "./seal-rooms";
import type { Session } from "./session";
import { chosen } from "./shown-readers";
import { asReader } from "./trust";

export async function acknowledge(session: Session, report: OpenReport): Promise<void> {
  await on(session, report.id, async (room) => post(room, await makeEvent(room.verified, session.keys, { type: "acknowledged" }, today())));
}

export async function proposeHandOver(session: Session, report: OpenReport, to: Candidate): Promise<void> {
  const fingerprint = to.trust.chain.fingerprint;
  await on(session, report.id, async (room) => post(room, await makeEvent(room.verified, session.keys, { type: "handover_proposed", fingerprint }, today())));
}

/** After the reporter's signed consent: the newcomer gets a key to everything said from now on and to what was said before. */
export async function completeHandOver(session: Session, report: OpenReport, to: Candidate): Promise<void> {
  const newcomer = await asReader(to.trust);
  await on(session, report.id, async (room) =>
    post(room, await admit({ entries: room.entries, keys: room.keys, actor: session.keys, day: today(), newcomer })));
  chosen(report.id, newcomer.fingerprint);
}
