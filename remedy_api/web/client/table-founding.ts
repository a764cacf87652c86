/** Opening a table: the case names it in its history, and then its room is founded under that very id. */
import { call, newKey, Offline } from "./api";
import { actFor } from "./case-acts";
import { today } from "./room-acts";
import type { Reader } from "./room-opening";
import { hex, unhex } from "./seal";
import type { FoundingJson } from "./seal-cases";
import { foundTableRoom } from "./seal-tables";
import type { Session } from "./session";
import { asReader } from "./trust";

/** A table that is signed and perhaps named: a second try after a lost answer opens the same one, never two. */
export class TableFounder {
  private signed: { room: string; json: FoundingJson; key: string; named: boolean } | null = null;

  /** `organisation`: the one that represents the workers. `waiting`: a table that the case has named and nobody opened yet. Gives the id of the table. */
  async open(session: Session, id: string, organisation: Reader, waiting?: string): Promise<string> {
    const given = { instance: session.instance, day: today(), actor: session.keys, organisation: await asReader(organisation.trust), events: [], room: waiting === undefined ? undefined : unhex(waiting) };
    this.signed ??= { ...await foundTableRoom(given), key: newKey(), named: waiting !== undefined };
    const { room, json, key } = this.signed;
    if (!this.signed.named) await actFor(session, id, hex(organisation.trust.chain.fingerprint), { type: "table_opened", data: { table: room } });
    this.signed.named = true;
    try {
      await call("POST", "/v1/tables", { json, key });
    } catch (error) {
      // Refused is refused: what is sent next is signed anew. Only no answer may mean that it is there.
      if (!(error instanceof Offline)) this.signed = null;
      throw error;
    }
    return room;
  }
}
