/** What a person does at a table. Each act is signed here for one organisation of theirs, on a freshly checked room; see room-acts. */
import { actFor } from "./case-acts";
import type { Sealed } from "./case-acts";
import type { Told } from "./room-opening";
import type { NewEvent } from "./seal-cases";
import type { TextKind } from "./seal-rooms";
import type { NewTableEvent } from "./seal-tables";
import type { Session } from "./session";

/** Signs and sends one event. `as`: for whom, by its fingerprint in hex. Which events there are says the room, before any is signed. */
export const say = (session: Session, id: string, as: string, event: NewTableEvent): Promise<void> => actFor(session, id, as, event as NewEvent);

/** The same with a sealed text that the event names; an empty one is not sent, and the name of it is empty. */
export async function sayWith(session: Session, id: string, as: string, sealed: Sealed, kind: TextKind, told: Told, event: (entry: string) => NewTableEvent): Promise<void> {
  await say(session, id, as, event(told.text === "" ? "" : await sealed.digest(session, id, kind, told)));
}
