/** Vectors of what is signed: rosters, statements, events, headers. */
import assert from "node:assert/strict";
import { fromUtf8, hex, unhex } from "../../intake_forms/seal/bytes";
import { verifyChain } from "../../intake_forms/seal/chain";
import { makeEvent, pae, parseEvent, signEvent } from "../../intake_forms/seal/event";
import { sha256 } from "../../intake_forms/seal/hash";
import { makeHeader, parseHeader, placeOf } from "../../intake_forms/seal/header";
import { accountKeys } from "../../intake_forms/seal/keys";
import { makeRoster } from "../../intake_forms/seal/roster";
import { verifySignature } from "../../intake_forms/seal/signing";
import { closedHash, makeStatement, parseStatement } from "../../intake_forms/seal/statement";
import { cases, each, keysOf, MAKERS, same, TYPES } from "./support";

type Keys = { kid: string; kem_public: string; sig_public: string }[];
/** A case without keys has those of the first case of its maker. */
const firstKeys = new Map<string, Keys>(MAKERS.map((maker) => [maker, cases("rosters", "chains").find((given) => given.name.startsWith(maker))?.keys as Keys]));

each("rosters", "chains", async (given) => {
  const keys: Keys = given.keys ?? firstKeys.get(given.name.split(":")[0] as string);
  const chain = await verifyChain({
    instance: given.instance, organisation: unhex(given.organisation),
    rosters: given.rosters.map((each: { body: string; signature: string }) => ({ body: unhex(each.body), signature: unhex(each.signature) })),
    keys: keys.map(keysOf),
    pin: given.pin && { fingerprint: unhex(given.pin.fingerprint), version: given.pin.version, digest: unhex(given.pin.digest) },
    fingerprint: given.fingerprint && unhex(given.fingerprint),
  });
  const { fingerprint, words, version, digest, epoch, kid } = given.expected;
  same(chain.fingerprint, fingerprint);
  assert.deepEqual(chain.words, words);
  assert.equal(chain.version, version);
  same(chain.digest, digest);
  assert.equal(chain.latest.epoch, epoch);
  same(chain.latest.organisationKid, kid);
  same(makeRoster(chain.latest), given.rosters[given.rosters.length - 1].body, "written again");
});

each("statements", "statements", (given) => {
  const body = unhex(given.body);
  const { readers, lastEvent, epoch, kind, instance, ...bytes } = parseStatement(body);
  same(makeStatement(parseStatement(body)), given.body);
  same(sha256(body), given.hash);
  assert.deepEqual({ epoch, kind, instance, last_event: hex(lastEvent) },
    { epoch: given.epoch, kind: given.kind, instance: given.instance, last_event: given.last_event });
  for (const [name, value] of Object.entries(bytes)) same(value, given[name], name);
  assert.deepEqual(readers.map((reader) => ({ fingerprint: hex(reader.fingerprint), kid: hex(reader.kid) })), given.readers);
});
each("statements", "closed", (given) => same(closedHash(given.headers.map(unhex)), given.closed));

each("events", "events", async (given) => {
  const payload = unhex(given.payload);
  const event = parseEvent(payload, TYPES);
  assert.deepEqual(JSON.parse(fromUtf8(payload)), given.event);
  same(makeEvent(event), given.payload);
  same(pae(payload), given.pae);
  same(sha256(payload), given.hash);
  const keys = await accountKeys(unhex(given.account_secret));
  verifySignature(keys.sigPublic, pae(payload), unhex(given.signature));
  // Ed25519 has one signature for a key and a message.
  same((await signEvent(keys, event, TYPES)).signature, given.signature);
});

each("headers", "headers", (given) => {
  const header = parseHeader(unhex(given.header));
  same(makeHeader(header), given.header);
  same(placeOf(header), given.place);
  const { epoch, bodyHash, bodyLength, ...bytes } = header;
  assert.equal(epoch, given.epoch);
  same(bodyHash, given.body_hash);
  assert.equal(bodyLength, given.body_length);
  for (const [name, value] of Object.entries(bytes)) same(value, given[name], name);
});
