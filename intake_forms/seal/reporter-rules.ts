/** Reporter rooms: which event may follow and who may sign it (PROTOCOL.md, 5.1), which epoch may be opened (5.2). */
import { equal, hex } from "./bytes";
import type { Bytes } from "./bytes";
import { CONVERSATION, FILED } from "./content";
import { checkReaders, checkSigner } from "./epoch-rules";
import { SealError } from "./errors";
import { REPORTER_TYPES } from "./event";
import type { Event } from "./event";
import { sameReader } from "./statement";
import type { Statement } from "./statement";
import { checkActor, inForce, letGo, letIn, need, nextNames } from "./walk";
import type { RoomRules, Walk } from "./walk";

export const REPORTER: RoomRules = { kind: "reporter", types: REPORTER_TYPES, handsOn: true, nothing: {}, texts, found, apply, open };

/** Epoch 0 is what was filed, the later ones the conversation about it. */
function texts(epoch: number): readonly string[] {
  return epoch === 0 ? FILED : CONVERSATION;
}

/** A receipt founds. */
function found(walk: Walk, event: Event): void {
  if (event.data.founder !== hex(event.actor) || event.roster.length > 0) throw new SealError("wrong-founder");
  walk.founder = event.actor;
}

function apply(walk: Walk, event: Event, hash: Bytes): void {
  const byFounder = checkActor(walk, event) === "";
  const fingerprint = event.data.fingerprint as string;
  switch (event.type) {
    case "acknowledged":
    case "handover_proposed":
      return need(!byFounder, event);
    case "consented":
      need(byFounder, event);
      walk.consented.set(fingerprint, (walk.consented.get(fingerprint) ?? 0) + 1);
      return;
    case "withdrawn":
      need(byFounder, event);
      walk.withdrawn = true;
      return;
    case "admitted":
      return admitted(walk, event, hash, byFounder, fingerprint);
    case "revoked":
      return revoked(walk, event, byFounder, event.data.reader as string);
  }
}

function admitted(walk: Walk, event: Event, hash: Bytes, byFounder: boolean, fingerprint: string): void {
  if (nextNames(walk).has(fingerprint)) throw new SealError("wrong-event", "already a reader");
  if (!byFounder) {
    const consents = walk.consented.get(fingerprint) ?? 0;
    need(consents > 0, event);
    walk.consented.set(fingerprint, consents - 1);
  }
  letIn(walk, fingerprint, hash);
}

function revoked(walk: Walk, event: Event, byFounder: boolean, name: string): void {
  if (!nextNames(walk).has(name)) throw new SealError("wrong-event", "not a reader");
  const receipt = inForce(walk)?.readers.some((reader) => reader.fingerprint.length === 0 && hex(reader.kid) === name) === true;
  // The reporter lets organisations go; a representative cuts off a lost receipt, whose finder could sign here.
  need(byFounder !== receipt, event);
  letGo(walk, name);
  if (receipt) walk.cutOff.add(name);
}

function open(walk: Walk, statement: Statement): void {
  const organisations = statement.readers.filter((reader) => reader.fingerprint.length > 0);
  const receipts = statement.readers.filter((reader) => reader.fingerprint.length === 0);
  if (statement.epoch > 1) {
    // A kid that is an organisation's fingerprint would stand for it by name and drop it.
    checkReaders(walk, statement, receipts.every((reader) => inForce(walk)?.readers.some((each) => sameReader(each, reader))));
    if (organisations.length === 0) throw new SealError("no-reader");
    return checkSigner(walk, statement);
  }
  if (!equal(statement.signer, walk.founder)) throw new SealError("wrong-founder");
  const foreign = receipts.some((reader) => !equal(reader.kid, walk.founder));
  if (organisations.length === 0) throw new SealError("no-reader");
  if (statement.epoch === 0) {
    if (foreign) throw new SealError("readers-changed");
    return;
  }
  const chosen = (walk.statements[0] as Statement).readers.filter((reader) => reader.fingerprint.length > 0);
  const same = organisations.length === chosen.length && organisations.every((reader) => chosen.some((each) => sameReader(each, reader)));
  if (!same || foreign || receipts.length !== 1 || walk.admitted.size > 0 || walk.revoked.size > 0) throw new SealError("readers-changed");
}
