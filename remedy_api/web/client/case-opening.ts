/** A case as this browser can vouch for it: the server's answer, compared with the whole signed history of its room. */
import { compare, roleOf } from "./case-compare";
import { fetchCase } from "./case-view";
import type { CaseView, Role } from "./case-view";
import { get } from "./api";
import { _ } from "./i18n";
import { openRoom, openRow } from "./room-opening";
import type { OpenRoom, Opened, Reader, Watched } from "./room-opening";
import { hex, sha256, unb64 } from "./seal";
import { statementRoom } from "./seal-cases";
import type { CaseFacts } from "./seal-cases";
import type { CaseworkRoom } from "./room-json";
import type { Session } from "./session";
import { showing } from "./shown-readers";
import { Stop } from "./stop";

const ATTEMPTS = 4;
const RANKS: readonly Role[] = ["representative", "coordinator", "monitor"];

export interface OpenCase extends OpenRoom {
  view: CaseView; facts: CaseFacts;
  /** The organisations through which this person reads it, and the most that one of them may do. */
  mine: Reader[]; role: Role;
  /** The one of them that finds the facts; whoever takes the steps may belong to it, too. */
  monitor: Reader | null;
}

/** Fetches and checks everything. `view` is what was shown meanwhile. Throws a Stop or a SealError; nothing is usable then. */
export async function openCase(session: Session, view: CaseView, watch?: Watched): Promise<OpenCase> {
  for (let attempt = 1; ; attempt++) {
    const room = await openRoom(session, view.case, watch);
    // An entry is no step of the history: one that came meanwhile is more than the server said, one that it hides is less.
    if (view.head === hex(room.verified.head) && view.entries >= room.rows.length) {
      compare(view, room);
      await checkReports(view, room);
      showing(room);
      return opened(view, room);
    }
    // Somebody acted or wrote between the two answers: then the newer one is asked for, and says the same in the end.
    if (attempt === ATTEMPTS) throw new Stop(_("What the server says of this case does not fit its signed history. Nothing is opened or sent. Please tell your help contact."));
    view = await fetchCase(view.case);
  }
}

function opened(view: CaseView, room: OpenRoom): OpenCase {
  const facts = room.verified.case;
  const mine = room.readers.filter((reader) => reader.mine);
  const roles = mine.map((reader) => roleOf(facts, hex(reader.trust.chain.fingerprint)));
  return { ...room, view, facts, mine, role: RANKS.find((role) => roles.includes(role)) ?? "reader", monitor: mine[roles.indexOf("monitor")] ?? null };
}

/** Whether each report that the server lists was linked: its proof of filing is the hash of its second statement. */
async function checkReports(view: CaseView, room: OpenRoom): Promise<void> {
  const { linked } = room.verified.case;
  for (const report of view.reports) {
    const json = (await get<CaseworkRoom>(`/v1/rooms/${report.room}`)).data;
    const statement = unb64(json.epochs[1]?.statement ?? "");
    if (!linked.includes(hex(sha256(statement))) || statementRoom(statement) !== report.room) {
      throw new Stop(_("The server counts a report to this case that nobody linked to it. Nothing is opened or sent. Please tell your help contact."));
    }
  }
}

/** The entry that the history names by this digest; null when this person cannot open it or it is not there. */
export async function openNamed(room: OpenRoom, digest: string | undefined): Promise<Opened | null> {
  const row = digest ? room.rows.find((each) => each.digest === digest) : undefined;
  return row === undefined || !room.keys.has(row.entry.epoch) ? null : openRow(room, row);
}
