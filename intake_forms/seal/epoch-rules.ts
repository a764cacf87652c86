/** Whether a statement may open the next epoch of a room: the list of PROTOCOL.md, 5.2, as code. */
import { EMPTY, equal, hex } from "./bytes";
import { epochOf } from "./chain";
import { SealError } from "./errors";
import type { Event } from "./event";
import { sha256 } from "./hash";
import type { Bytes } from "./bytes";
import type { Signed } from "./roster";
import { verifySignature } from "./signing";
import { nameOf, parseStatement } from "./statement";
import type { RoomReader, Statement } from "./statement";
import { actsIn, names, nextNames } from "./walk";
import type { Walk } from "./walk";

/** Checks one statement, then lets it be in force. `before`: the exact bytes of the one before, or empty. */
export function applyStatement(walk: Walk, signed: Signed, before: Bytes, announcing: Event): void {
  const statement = parseStatement(signed.body);
  checkPlace(walk, statement, before, announcing);
  const signer = walk.keys.get(hex(statement.signer));
  if (signer === undefined) throw new SealError("unknown-signer");
  verifySignature(signer.sigPublic, signed.body, signed.signature);
  checkOrganisations(walk, statement);
  walk.rules?.open(walk, statement);
  walk.statements.push(statement);
  walk.admitted.clear();
  walk.revoked.clear();
}

function checkPlace(walk: Walk, statement: Statement, before: Bytes, announcing: Event): void {
  if (statement.instance !== walk.instance) throw new SealError("foreign-instance");
  if (!equal(statement.room, walk.room)) throw new SealError("foreign-room");
  if (statement.kind !== walk.kind) throw new SealError("unknown-kind");
  if (statement.epoch !== walk.statements.length) throw new SealError("foreign-epoch");
  if (!equal(statement.previous, before.length > 0 ? sha256(before) : EMPTY)) throw new SealError("broken-chain", "statement");
  if (!equal(statement.lastEvent, announcing.prev) || !equal(statement.signer, announcing.actor)) throw new SealError("not-announced");
}

function checkOrganisations(walk: Walk, statement: Statement): void {
  for (const reader of statement.readers) {
    if (reader.fingerprint.length === 0) continue;
    const chain = walk.chains.get(hex(reader.fingerprint));
    if (chain === undefined) throw new SealError("unknown-roster", "reader");
    const epoch = epochOf(chain, reader.kid);
    if (epoch === undefined) throw new SealError("wrong-kid", "reader");
    const before = lastNamed(walk, reader);
    // Whoever was removed from the organisation still holds the older key.
    if (before !== undefined && epoch < (epochOf(chain, before.kid) ?? 0)) throw new SealError("roster-went-back");
  }
}

/** The organisation as a statement of this room last named it, however long ago: who left and comes back brings no old key back. */
function lastNamed(walk: Walk, { fingerprint }: RoomReader): RoomReader | undefined {
  for (let place = walk.statements.length; place > 0; place--) {
    const found = walk.statements[place - 1]?.readers.find((each) => equal(each.fingerprint, fingerprint));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The readers before, with what was admitted and less what was revoked since; `known`: what else the kind of room asks. */
export function checkReaders(walk: Walk, statement: Statement, known: boolean): void {
  const wanted = nextNames(walk);
  if (!known || statement.readers.length !== wanted.size || !statement.readers.every((reader) => wanted.has(nameOf(reader)))) {
    throw new SealError("readers-changed");
  }
}

/** Who opens an epoch acts for somebody who reads before and after. */
export function checkSigner(walk: Walk, statement: Statement): void {
  // For a reader of this very statement: somebody removed from an organisation is vouched for with its old key only,
  // so he cannot mint an epoch for its new one and keep the key he made.
  const before = names(walk);
  if (!actsIn(statement, statement.signer, walk.chains).some((name) => before.has(name))) throw new SealError("not-entitled", "statement");
}
