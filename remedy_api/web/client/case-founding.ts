/** Opening a case: reports that belong together, a room of its own for those who stand by the workers, and its first facts. */
import { call, getAll, newKey, Offline } from "./api";
import { today } from "./room-acts";
import { openRoom } from "./room-opening";
import type { OpenRoom, Reader } from "./room-opening";
import { hex } from "./seal";
import { foundWorkersRoom } from "./seal-cases";
import type { FoundingJson } from "./seal-cases";
import type { Session } from "./session";
import { asReader } from "./trust";

export interface ReportRow { room: string; filed_on: string; state: string; unseen: boolean; due_on: string | null; case: string | null; readers: { organisation: string; name: string }[] }

/** Reports of an organisation that were confirmed and belong to no case yet. */
export async function waitingReports(organisation: string): Promise<ReportRow[]> {
  const rows = await getAll<ReportRow>(`/v1/organisations/${organisation}/reports`);
  return rows.filter((row) => row.state === "acknowledged" && row.case === null);
}

/** The proof of filing of a report: the hash of its second statement, which names nobody. The report is checked first. */
export async function proofOf(session: Session, room: string): Promise<string> {
  return proofIn(await openRoom(session, room));
}

function proofIn(room: OpenRoom): string {
  const filed = room.verified.epochs[1];
  if (room.verified.kind !== "reporter" || filed === undefined) throw new TypeError("no report");
  return hex(filed.hash);
}

export interface Founding { reports: readonly string[]; issues: readonly string[]; indicators: readonly string[]; workers: string; site: string | null }

/** A case that is signed and perhaps sent: sent again it is the same one, never two. */
interface Signed { content: string; key: string; json: FoundingJson }

export class Founder {
  private signed: Signed | null = null;

  /** `organisation`: the one that represents, of which this person is a member. Gives the id of the case. */
  async open(session: Session, organisation: Reader, founding: Founding): Promise<string> {
    const content = JSON.stringify([organisation.organisation, today(), founding]);
    if (this.signed?.content !== content) this.signed = { content, key: newKey(), json: await sign(session, organisation, founding) };
    const { key, json } = this.signed;
    try {
      return (await call<{ case: string }>("POST", "/v1/cases", { json, key })).data.case;
    } catch (error) {
      // Refused is refused: what is sent next is signed anew, with whatever changed. Only no answer may mean that it is there.
      if (!(error instanceof Offline)) this.signed = null;
      throw error;
    }
  }
}

async function sign(session: Session, organisation: Reader, founding: Founding): Promise<FoundingJson> {
  const proofs: string[] = [];
  for (const room of founding.reports) proofs.push(await proofOf(session, room));
  const { json } = await foundWorkersRoom({
    instance: session.instance, day: today(), actor: session.keys, organisation: await asReader(organisation.trust),
    events: [
      ...proofs.map((report) => ({ type: "linked" as const, data: { report } })),
      { type: "recorded", data: { fact: "issues", values: founding.issues } },
      ...(founding.indicators.length > 0 ? [{ type: "recorded" as const, data: { fact: "indicators", values: founding.indicators } }] : []),
      { type: "recorded", data: { fact: "workers", values: founding.workers === "" ? [] : [founding.workers] } },
      { type: "recorded", data: { fact: "site", values: founding.site === null ? [] : [founding.site] } },
      { type: "stage", data: { stage: "admissibility", reason: "", entry: "" } },
    ],
  });
  return json;
}
