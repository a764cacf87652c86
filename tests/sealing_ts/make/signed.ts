/** Vectors of what is signed: rosters, statements, events, headers. All the same each time. */
import { EMPTY, hex, utf8 } from "../../../intake_forms/seal/bytes";
import type { Bytes } from "../../../intake_forms/seal/bytes";
import { verifyChain } from "../../../intake_forms/seal/chain";
import { makeEvent, pae, signEvent } from "../../../intake_forms/seal/event";
import type { Event, EventData } from "../../../intake_forms/seal/event";
import { sha256 } from "../../../intake_forms/seal/hash";
import { makeHeader, placeOf } from "../../../intake_forms/seal/header";
import type { Header } from "../../../intake_forms/seal/header";
import { accountKeys } from "../../../intake_forms/seal/keys";
import type { AccountKeys } from "../../../intake_forms/seal/keys";
import { lp } from "../../../intake_forms/seal/lp";
import { makeRoster } from "../../../intake_forms/seal/roster";
import type { Roster, Signed } from "../../../intake_forms/seal/roster";
import { closedHash, makeStatement, sortReaders } from "../../../intake_forms/seal/statement";
import type { Statement } from "../../../intake_forms/seal/statement";
import { TYPES } from "../support";
import { caseEvents, caseLies, tableEvents, tableLies } from "./event-data";
import { INSTANCE, seed } from "./plain";

const signedHex = (each: Signed) => ({ body: hex(each.body), signature: hex(each.signature) });

export async function rostersFile() {
  const [one, two, three] = await Promise.all(["manager one", "manager two", "member"].map((name) => accountKeys(seed(name)))) as [AccountKeys, AccountKeys, AccountKeys];
  const organisation = seed("organisation", 16);
  const sign = async (signer: AccountKeys, roster: Omit<Roster, "instance" | "organisation" | "signer">): Promise<Signed> => {
    const body = makeRoster({ instance: INSTANCE, organisation, signer: signer.kid, ...roster });
    return { body, signature: await signer.sign(body) };
  };
  const [first, second] = [seed("key 0"), seed("key 1")];
  const founding = await sign(one, { version: 0, previous: EMPTY, epoch: 0, organisationKid: first, members: [one.kid], managers: [one.kid] });
  const grown = { version: 1, previous: sha256(founding.body), epoch: 0, organisationKid: first, members: [one.kid, two.kid, three.kid], managers: [one.kid, two.kid] };
  const joined = await sign(one, grown);
  const shrunk = { version: 2, previous: sha256(joined.body), epoch: 1, organisationKid: second, members: [two.kid, three.kid], managers: [two.kid] };
  const left = await sign(two, shrunk);
  const rosters = [founding, joined, left];
  const keys = [one, two, three].map((each) => ({ kid: hex(each.kid), kem_public: hex(each.kemPublic), sig_public: hex(each.sigPublic) }));
  const chain = await verifyChain({ instance: INSTANCE, organisation, rosters, keys: [one, two, three] });
  const base = { instance: INSTANCE, organisation: hex(organisation) };
  const expected = { fingerprint: hex(chain.fingerprint), words: chain.words, version: 2, digest: hex(chain.digest), epoch: 1, kid: hex(second) };
  const lie = async (name: string, refused: string, list: (Signed | Promise<Signed>)[], more: object = {}) =>
    ({ name, ...base, rosters: (await Promise.all(list)).map(signedHex), ...more, refused });
  const pin = (version: number, digest: Bytes, fingerprint = chain.fingerprint) => ({ pin: { fingerprint: hex(fingerprint), version, digest: hex(digest) } });
  return { chains: [
    { name: "three rosters", ...base, rosters: rosters.map(signedHex), keys, expected },
    { name: "pinned on the way", ...base, rosters: rosters.map(signedHex), ...pin(1, sha256(joined.body)), fingerprint: hex(chain.fingerprint), expected },
    await lie("somebody left and the key stayed", "epoch-not-raised", [founding, joined, sign(one, { ...shrunk, epoch: 0, organisationKid: first })]),
    await lie("a new key in the same epoch", "key-changed", [founding, sign(one, { ...grown, organisationKid: second })]),
    await lie("a new epoch with the old key", "key-not-changed", [founding, joined, sign(one, { ...shrunk, organisationKid: first })]),
    await lie("an epoch skipped", "epoch-jump", [founding, joined, sign(one, { ...shrunk, epoch: 2 })]),
    await lie("signed by a member", "not-a-manager", [founding, joined, sign(three, shrunk)]),
    await lie("signed by who becomes manager with it", "not-a-manager", [founding, sign(two, grown)]),
    await lie("a manager who is no member", "manager-not-member", [founding, sign(one, { ...grown, managers: [seed("nobody")] })]),
    await lie("nobody manages", "no-manager", [founding, sign(one, { ...grown, managers: [] })]),
    await lie("a roster left out", "broken-chain", [founding, left]),
    await lie("the first is missing", "broken-chain", [joined, left]),
    await lie("a signature of another roster", "bad-signature", [founding, { body: joined.body, signature: left.signature }]),
    await lie("older than what was pinned", "rolled-back", [founding], pin(2, sha256(left.body))),
    await lie("another past than what was pinned", "forked", rosters, pin(1, sha256(left.body))),
    await lie("another organisation than what was pinned", "wrong-fingerprint", rosters, pin(0, sha256(joined.body), sha256(joined.body))),
    await lie("of another installation", "foreign-instance", rosters, { instance: "elsewhere" }),
    await lie("of another organisation", "foreign-organisation", rosters, { organisation: hex(seed("other", 16)) }),
    await lie("keys of the second signer missing", "unknown-signer", rosters, { keys: [keys[0]] }),
  ] };
}

const statement: Statement = {
  instance: INSTANCE, room: seed("room", 16), kind: "reporter", epoch: 0, commit: seed("commit"), previous: EMPTY, closed: EMPTY, lastEvent: seed("event"),
  signer: seed("signer"), readers: sortReaders([{ fingerprint: EMPTY, kid: seed("receipt") }, { fingerprint: seed("union"), kid: seed("union kid") }, { fingerprint: seed("monitor"), kid: seed("monitor kid") }]),
};

export function statementsFile() {
  const good = (name: string, given: Statement) => {
    const body = makeStatement(given);
    return {
      name, body: hex(body), hash: hex(sha256(body)), instance: given.instance, room: hex(given.room), kind: given.kind, epoch: given.epoch, commit: hex(given.commit),
      previous: hex(given.previous), closed: hex(given.closed), last_event: hex(given.lastEvent), signer: hex(given.signer),
      readers: given.readers.map((reader) => ({ fingerprint: hex(reader.fingerprint), kid: hex(reader.kid) })),
    };
  };
  const bad = (name: string, refused: string, body: Bytes) => ({ name, body: hex(body), refused });
  const [reader] = statement.readers;
  const next = { ...statement, epoch: 1, previous: seed("previous"), closed: seed("closed") };
  const headers = [utf8("two"), utf8("one"), utf8("three")];
  return {
    statements: [
      good("epoch 0", statement), good("epoch 1", next), good("the farthest epoch", { ...next, epoch: Number.MAX_SAFE_INTEGER, kind: "table", lastEvent: EMPTY }),
      bad("epoch 0 follows something", "broken-chain", makeStatement({ ...statement, previous: seed("previous") })),
      bad("epoch 1 closes nothing", "broken-chain", makeStatement({ ...next, closed: EMPTY })),
      bad("no reader", "no-reader", makeStatement({ ...statement, readers: [] })),
      bad("one organisation with two kids", "twins", makeStatement({ ...statement, readers: [{ fingerprint: seed("a"), kid: seed("b") }, { fingerprint: seed("a"), kid: seed("c") }] })),
      bad("one kid, as organisation and receipt", "twins", makeStatement({ ...statement, readers: [{ fingerprint: seed("a"), kid: seed("b") }, { fingerprint: EMPTY, kid: seed("b") }] })),
      bad("a kind that does not exist", "unknown-kind", makeStatement({ ...statement, kind: "kitchen" })),
      bad("a room of 15 bytes", "malformed", makeStatement({ ...statement, room: seed("room", 15) })),
      bad("a fingerprint of 31 bytes", "malformed", makeStatement({ ...statement, readers: [{ fingerprint: seed("a", 31), kid: reader?.kid as Bytes }] })),
      bad("no instance", "malformed", makeStatement({ ...statement, instance: "" })),
      bad("an instance of 257 bytes", "too-large", makeStatement({ ...statement, instance: "i".repeat(257) })),
      bad("a byte too many", "malformed", Uint8Array.of(...makeStatement(statement), 0)),
      bad("an item too many", "trailing-bytes", Uint8Array.of(...makeStatement(statement), 0, 0, 0, 0)),
      bad("a head", "wrong-label", lp("remedy/v1/head", "x")),
    ],
    closed: [{ name: "three in any order", headers: headers.map(hex), closed: hex(closedHash(headers)) }],
  };
}

export async function eventsFile() {
  const secret = seed("actor");
  const keys = await accountKeys(secret);
  const event = (more: Partial<Event>): Event => ({
    instance: INSTANCE, room: seed("room", 16), seq: 4, prev: seed("prev"), day: "2028-02-29", type: "acknowledged", actor: keys.kid, roster: seed("roster"), data: {}, ...more,
  });
  const good = async (name: string, given: Event) => {
    const { payload, signature } = await signEvent(keys, given, TYPES);
    return {
      name, payload: hex(payload), pae: hex(pae(payload)), hash: hex(sha256(payload)), account_secret: hex(secret), signature: hex(signature),
      event: JSON.parse(new TextDecoder().decode(payload)) as object,
    };
  };
  const text = new TextDecoder().decode(makeEvent(event({})));
  const bad = (name: string, refused: string, payload: string) => ({ name, payload: hex(new TextEncoder().encode(payload)), refused });
  const fingerprint = hex(seed("union"));
  const said = caseEvents(fingerprint).map(([type, data]) => event({ type, data }));
  const agreed = tableEvents(fingerprint).map(([name, type, data]) => [name, event({ type, data })] as const);
  return { events: [
    await good("acknowledged on a leap day", event({})),
    await good("founded", event({ seq: 0, prev: EMPTY, roster: EMPTY, type: "founded", data: { kind: "reporter", founder: hex(keys.kid) } })),
    await good("sixteen statements", event({ type: "epoch", data: { statements: Array.from({ length: 16 }, (_, at) => hex(seed(`statement ${at}`))) } })),
    await good("consented", event({ roster: EMPTY, type: "consented", data: { fingerprint, purpose: "handover" } })),
    await good("revoked", event({ type: "revoked", data: { reader: fingerprint } })),
    await good("an instance that must be escaped", event({ instance: "a\"b\\c/d\n\u0001\u007f\u2028é😀" })),
    await good("a case founded", event({ seq: 0, prev: EMPTY, type: "founded", data: { kind: "workers", founder: fingerprint } })),
    ...await Promise.all(said.map((each) => good(`of a case: ${each.type}`, each))),
    ...caseLies(fingerprint).map(([name, type, data]) => bad(`of a case: ${name}`, "malformed", new TextDecoder().decode(makeEvent(event({ type, data: data as EventData }))))),
    await good("a table founded", event({ seq: 0, prev: EMPTY, type: "founded", data: { kind: "table", founder: fingerprint } })),
    ...await Promise.all(agreed.map(([name, each]) => good(`of a table: ${name}`, each))),
    ...tableLies(fingerprint).map(([name, type, data]) => bad(`of a table: ${name}`, "malformed", new TextDecoder().decode(makeEvent(event({ type, data: data as EventData }))))),
    bad("of a table: twin keys in a step", "malformed", new TextDecoder().decode(makeEvent(agreed[0]?.[1] as Event)).replace("\"form\":", "\"form\":\"a\",\"form\":")),
    bad("of a table: a space in a step", "malformed", new TextDecoder().decode(makeEvent(agreed[0]?.[1] as Event)).replace("\"form\":", "\"form\": ")),
    bad("a day that does not exist", "malformed", text.replace("2028-02-29", "2027-02-29")),
    bad("a day in other words", "malformed", text.replace("2028-02-29", "2028-2-29")),
    bad("a space", "malformed", text.replace(":", ": ")),
    bad("twin keys", "malformed", text.replace("\"seq\":4", "\"seq\":3,\"seq\":4")),
    bad("4.0", "malformed", text.replace("\"seq\":4", "\"seq\":4.0")),
    bad("4e0", "malformed", text.replace("\"seq\":4", "\"seq\":4e0")),
    bad("-4", "malformed", text.replace("\"seq\":4", "\"seq\":-4")),
    bad("past what numbers hold", "malformed", text.replace("\"seq\":4", "\"seq\":9007199254740993")),
    bad("version 2", "malformed", text.replace("\"v\":1", "\"v\":2")),
    bad("version true", "malformed", text.replace("\"v\":1", "\"v\":true")),
    bad("a member more", "malformed", text.replace("\"data\":{}", "\"data\":{},\"more\":1")),
    bad("a member without a name", "malformed", text.replace("\"data\":{}", "\"data\":{\"\":{\"any\":[\"thing\",1.5]}}")),
    bad("members in one name", "malformed", text.replace(/^\{"v":1,"instance":/, "{\"v,instance\":")),
    bad("__proto__", "malformed", text.replace("\"data\":{}", "\"data\":{\"__proto__\":{}}")),
    bad("a needless escape", "malformed", text.replace("acknowledged", "\\u0061cknowledged")),
    bad("capital digits", "malformed", text.replace(hex(keys.kid), hex(keys.kid).toUpperCase())),
    bad("a lone surrogate", "malformed", text.replace(INSTANCE, "\\ud800")),
    bad("a list", "malformed", `[${text}]`),
    bad("nothing", "malformed", ""),
    bad("a type that does not exist", "unknown-event", text.replace("acknowledged", "applauded")),
    bad("a type of Object", "unknown-event", text.replace("acknowledged", "constructor")),
    bad("seventeen statements", "malformed", text.replace("acknowledged", "epoch").replace("\"data\":{}", `"data":{"statements":[${Array.from({ length: 17 }, () => `"${fingerprint}"`).join()}]}`)),
    bad("first and not founded", "broken-chain", text.replace("\"seq\":4", "\"seq\":0")),
    bad("without the one before", "broken-chain", text.replace(/"prev":"[0-9a-f]*"/, "\"prev\":\"\"")),
    bad("too long", "too-large", text.replace(INSTANCE, "i".repeat(16_384))),
  ] };
}

export function headersFile() {
  const header: Header = {
    room: seed("room", 16), epoch: 2, entry: seed("entry", 16), author: seed("author"), salt: seed("salt", 16), head: seed("head"),
    commitment: seed("commitment"), bodyHash: seed("body hash"), bodyLength: 16_400, signature: seed("signature", 64),
  };
  const good = (name: string, given: Header) => ({
    name, header: hex(makeHeader(given)), room: hex(given.room), epoch: given.epoch, entry: hex(given.entry), author: hex(given.author), salt: hex(given.salt), head: hex(given.head),
    commitment: hex(given.commitment), body_hash: hex(given.bodyHash), body_length: given.bodyLength, signature: hex(given.signature), place: hex(placeOf(given)),
  });
  const bad = (name: string, refused: string, given: Partial<Header>) => ({ name, header: hex(makeHeader({ ...header, ...given })), refused });
  return { headers: [
    good("an answer", header), good("nothing seen, two chunks", { ...header, head: EMPTY, bodyLength: 524_320 }),
    bad("a size no padding gives", "padding-size", { bodyLength: 16_401 }), bad("an empty body", "padding-size", { bodyLength: 0 }),
    bad("28 MiB", "too-large", { bodyLength: 28 * 1024 * 1024 }), bad("a signature of 63 bytes", "malformed", { signature: seed("signature", 63) }),
    bad("half a head", "malformed", { head: seed("head", 16) }), bad("a salt too long", "too-large", { salt: seed("salt", 300) }),
  ] };
}
