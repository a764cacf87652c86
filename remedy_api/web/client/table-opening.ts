/** A table as this browser can vouch for it: the server's answer, compared with the whole signed history of its room. */
import { _ } from "./i18n";
import { openRoom } from "./room-opening";
import type { OpenRoom, Reader } from "./room-opening";
import { hex } from "./seal";
import type { TableFacts } from "./seal-tables";
import type { Session } from "./session";
import { showing } from "./shown-readers";
import { Stop } from "./stop";
import { compare, roleOf, sameMoment } from "./table-compare";
import { fetchTable } from "./table-view";
import type { TableRole, TableView } from "./table-view";

const ATTEMPTS = 4;

/** An organisation of the person who looks, and what it does here. */
export interface Mine { reader: Reader; fingerprint: string; role: TableRole }

export interface OpenTable extends OpenRoom { view: TableView; facts: TableFacts; mine: Mine[] }

/** Fetches and checks everything. Throws a Stop or a SealError; nothing is usable then. */
export async function openTable(session: Session, id: string): Promise<OpenTable> {
  for (let attempt = 1; ; attempt++) {
    const view = await fetchTable(id);
    const room = await openRoom(session, id);
    if (sameMoment(view, room)) {
      compare(view, room);
      showing(room);
      const facts = room.verified.table;
      const mine = room.readers.filter((reader) => reader.mine).map((reader): Mine => {
        const fingerprint = hex(reader.trust.chain.fingerprint);
        return { reader, fingerprint, role: roleOf(facts, fingerprint) };
      });
      return { ...room, view, facts, mine };
    }
    // Somebody acted or wrote between the two answers: both are asked for anew.
    if (attempt === ATTEMPTS) throw new Stop(_("What the server says of this table does not fit its signed history. Nothing is opened or sent. Please tell your help contact."));
  }
}

/** The organisation by which this person represents the workers here, if there is one. */
export const representing = (of: OpenTable): Mine | undefined => of.mine.find(({ role }) => role === "representative");
