/** What a person does at a table. Each act is signed here for one organisation of theirs, on a freshly checked room; see room-acts. */
import { actFor } from "./case-acts";
import type { Sealed } from "./case-acts";
import { on, post, today } from "./room-acts";
import type { Told } from "./room-opening";
import { admitReader } from "./seal-cases";
import type { NewEvent } from "./seal-cases";
import type { TextKind } from "./seal-rooms";
import type { NewTableEvent } from "./seal-tables";
import type { Session } from "./session";
import { chosen } from "./shown-readers";
import type { TableRole } from "./table-view";
import { asReader } from "./trust";
import type { Trusted } from "./trust";

/** Signs and sends one event. `as`: for whom, by its fingerprint in hex. Which events there are says the room, before any is signed. */
export const say = (session: Session, id: string, as: string, event: NewTableEvent): Promise<void> => actFor(session, id, as, event as NewEvent);

/** The same with a sealed text that the event names; an empty one is not sent, and the name of it is empty. */
export async function sayWith(session: Session, id: string, as: string, sealed: Sealed, kind: TextKind, told: Told, event: (entry: string) => NewTableEvent): Promise<void> {
  await say(session, id, as, event(told.text === "" ? "" : await sealed.digest(session, id, kind, told)));
}

/** Lets an organisation sit at the table from now on. One that sits there already, by an earlier try whose answer was lost, stays. */
export async function seat(session: Session, id: string, trust: Trusted, role: TableRole): Promise<void> {
  const newcomer = await asReader(trust);
  await on(session, id, async (room) => {
    if ([...room.readers, ...room.coming].some(({ organisation }) => organisation === trust.organisation)) return;
    await post(room, await admitReader({ entries: room.entries, keys: room.keys, actor: session.keys, day: today(), newcomer, ...(role === "reader" ? {} : { role }) }));
  });
  chosen(id, newcomer.fingerprint);
}
