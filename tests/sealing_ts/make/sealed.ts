/** Vectors of what is sealed; other bytes each time. Rooms and submissions are made by the functions that pages use. */
import { EMPTY, hex, unb64, unhex } from "../../../intake_forms/seal/bytes";
import type { Bytes } from "../../../intake_forms/seal/bytes";
import { admit, makeEvent, newEpoch } from "../../../intake_forms/seal/change";

import type { Content, NewContent } from "../../../intake_forms/seal/content";
import { hkdf, sealBox } from "../../../intake_forms/seal/derive";
import { openEntry, verifyEntries } from "../../../intake_forms/seal/entries";
import { openEpochs } from "../../../intake_forms/seal/epochs";
import { entryMessage, makeHeader } from "../../../intake_forms/seal/header";
import { wrapKey } from "../../../intake_forms/seal/hpke";
import { accountKeys, newSecret, orgKeys } from "../../../intake_forms/seal/keys";
import type { AccountKeys, KemKeys } from "../../../intake_forms/seal/keys";
import { lp } from "../../../intake_forms/seal/lp";
import { sealPreviousSecret } from "../../../intake_forms/seal/organisation";
import { newReceipt } from "../../../intake_forms/seal/paper";
import { receiptKeys } from "../../../intake_forms/seal/receipt";
import { commitmentOf, recordKey, streamKeyOf } from "../../../intake_forms/seal/record";
import { admissionOf, roomInside } from "../../../intake_forms/seal/room";
import type { VerifiedRoom } from "../../../intake_forms/seal/room";
import { sealEntry } from "../../../intake_forms/seal/seal-entry";
import { sealRecord } from "../../../intake_forms/seal/seal-record";
import { sealDraft, sealSession, sealSlot, sealVault } from "../../../intake_forms/seal/slots";
import { sealStream } from "../../../intake_forms/seal/stream";
import { kemPair } from "../../../intake_forms/seal/xwing";
import { openSubmission } from "../reading";
import { textsOf } from "../support";
import { changeOrg, DAY, file, flip, headers, INSTANCE as WORLD, newAccount, newOrg, post, postEntry, readerOf, refresh, see, store } from "../world";
import type { Org, Store } from "../world";
import { INSTANCE, seed } from "./plain";

const flipped = (text: string, at?: number): string => hex(flip(unhex(text), at));

export async function wrapsFile() {
  const kemSeed = newSecret();
  const { kemPublic } = kemPair(kemSeed);
  const [key, info] = [newSecret(), lp("info", 7)];
  const base = { kem_seed: hex(kemSeed), kem_public: hex(kemPublic), info: hex(info), wrap: hex(await wrapKey(kemPublic, key, info)) };
  return { wraps: [
    { ...base, name: "opens", key: hex(key) },
    { ...base, name: "info a byte longer", info: `${base.info}00`, refused: "cannot-open" },
    { ...base, name: "another recipient", kem_seed: hex(newSecret()), refused: "cannot-open" },
    { ...base, name: "ML-KEM's part altered", wrap: flipped(base.wrap, 17), refused: "cannot-open" },
    { ...base, name: "X25519's part altered", wrap: flipped(base.wrap, 1100), refused: "cannot-open" },
    { ...base, name: "X25519's part zero", wrap: `${base.wrap.slice(0, 2176)}${"00".repeat(32)}${base.wrap.slice(2240)}`, refused: "cannot-open" },
    { ...base, name: "the key's part altered", wrap: flipped(base.wrap, 1130), refused: "cannot-open" },
    { ...base, name: "a byte short", wrap: base.wrap.slice(2), refused: "malformed" },
  ] };
}

export async function boxesFile() {
  const [key, user, id, secret] = [newSecret(), seed("user", 16), seed("id", 16), newSecret()];
  const room = seed("room", 16);
  const [now, before] = [await orgKeys(newSecret()), await orgKeys(newSecret())];
  const [ckNow, ckBefore] = [newSecret(), newSecret()];
  const text = new TextEncoder().encode("{\"pins\":{},\"invitations\":{}}");
  const at = { instance: INSTANCE, user: hex(user) };
  const place = { instance: INSTANCE, user, type: "recovery" as const, slot: id };
  const slot = { name: "slot", type: "slot", key: hex(key), ...at, slot_type: "recovery", slot: hex(id), sealed: hex(await sealSlot(key, place, secret)), plaintext: hex(secret) };
  const session = { name: "session", type: "session", key: hex(key), ...at, session: hex(id), sealed: hex(await sealSession(secret, key, INSTANCE, user, id)), plaintext: hex(secret) };
  const vault = { name: "vault", type: "vault", account_secret: hex(secret), ...at, version: 9, sealed: hex(await sealVault(secret, INSTANCE, user, 9, text)), plaintext: hex(text) };
  const draft = { name: "draft", type: "draft", account_secret: hex(secret), ...at, draft: "مسودة", sealed: hex(await sealDraft(secret, INSTANCE, user, "مسودة", text)), plaintext: hex(text) };
  const orgPrev = { name: "org_prev", type: "org_prev", secret: hex(now.secret), instance: INSTANCE, organisation: hex(id), epoch: 4,
    sealed: hex(await sealPreviousSecret(now, before, { instance: INSTANCE, organisation: id, epoch: 4 })), plaintext: hex(before.secret) };
  const epochPrev = { name: "epoch_prev", type: "epoch_prev", ck: hex(ckNow), instance: INSTANCE, room: hex(room), epoch: 2,
    sealed: hex(await sealBox(await hkdf(ckNow, "remedy/v1/epoch/prev"), lp("remedy/v1/epoch/prev", INSTANCE, room, 2), ckBefore)), plaintext: hex(ckBefore) };
  const bad = <T extends { name: string; plaintext: string }>({ plaintext: _, ...box }: T, name: string, more: object) => ({ ...box, name: `${box.name}: ${name}`, ...more, refused: "cannot-open" });
  return { boxes: [
    slot, session, vault, draft, orgPrev, epochPrev,
    bad(slot, "as a passphrase's", { slot_type: "passphrase" }), bad(slot, "another id", { slot: hex(user) }), bad(slot, "another instance", { instance: "elsewhere" }),
    bad(session, "another session", { session: hex(user) }), bad(session, "altered", { sealed: flipped(session.sealed) }),
    bad(vault, "another version", { version: 8 }), bad(vault, "another user", { user: hex(id) }), bad(draft, "another name", { draft: "" }), bad(draft, "cut", { sealed: draft.sealed.slice(0, 40) }),
    bad(orgPrev, "another epoch", { epoch: 3 }), bad(epochPrev, "another room", { room: hex(id) }),
  ] };
}

/** As the vectors write what was opened. */
export const opened = (content: Content): object => content.kind === "attachment" ? { ...content, content: hex(content.content) } : content;

export async function entriesFile() {
  const author = await accountKeys(newSecret());
  const ck = newSecret();
  const room = seed("room", 16);
  const base = (epoch: number, kind = "reporter") => ({
    ck: hex(ck), instance: INSTANCE, room: hex(room), room_kind: kind, epoch,
    author: { kid: hex(author.kid), kem_public: hex(author.kemPublic), sig_public: hex(author.sigPublic) },
  });
  const place = (epoch: number, kind: string) => ({ ck, instance: INSTANCE, room, texts: textsOf(kind, epoch), epoch, head: seed("head") });
  const good = async (name: string, epoch: number, content: NewContent, told: object, kind = "reporter") => {
    const { header, body } = await sealRecord(place(epoch, kind), author, content);
    return { ...base(epoch, kind), name, header: hex(header), body: hex(body), opened: told };
  };
  const text = (kind: string, value: string, more: object = {}) => ({ kind, language: "bn", form: "", version: 0, text: value, ...more });
  /** Plaintext of one's own, sealed as it should not be. */
  const bad = async (name: string, refused: string, padded: Bytes, kind = "reporter") => {
    const where = { room, epoch: 1, entry: seed(name, 16), author: author.kid, salt: seed(`${name} salt`, 16), head: EMPTY };
    const key = await recordKey(ck, INSTANCE, where);
    const { body, bodyHash } = await sealStream(await streamKeyOf(key), { size: padded.length, pieces: [padded] });
    const unsigned = { ...where, commitment: await commitmentOf(key), bodyHash, bodyLength: body.length };
    return { ...base(1, kind), name, header: hex(makeHeader({ ...unsigned, signature: await author.sign(entryMessage(INSTANCE, unsigned)) })), body: hex(body), refused };
  };
  const padded = (inner: Bytes, size = 4096, last = 0): Bytes => {
    const all = new Uint8Array(size);
    all.set(lp(inner));
    all[size - 1] = last;
    return all;
  };
  const message = lp("message", "en", "", 0, "x");
  const first = await good("a message", 1, { kind: "message", language: "bn", text: "আমরা পড়েছি" }, text("message", "আমরা পড়েছি"));
  const photo = seed("photo", 5000);
  const moved = (name: string, refused: string, change: object) => ({ ...first, opened: undefined, name, ...change, refused });
  return { entries: [
    first,
    await good("answers", 0, { kind: "answers", language: "bn", form: "general", version: 2, text: "{}" }, text("answers", "{}", { form: "general", version: 2 })),
    await good("a text of the second step", 0, { kind: "narrative", language: "bn", text: "আ".repeat(1400) }, text("narrative", "আ".repeat(1400))),
    await good("a reprisal told by a reporter", 1, { kind: "reprisal", language: "bn", text: '{"what":"…"}' }, text("reprisal", '{"what":"…"}')),
    await bad("a link in a conversation", "kind-not-allowed", padded(lp("reprisal_link", "en", "", 0, "00112233445566778899aabbccddeeff"))),
    await good("a photo", 1, { kind: "attachment", name: "ছবি.png", type: "image/png", content: photo }, { kind: "attachment", size: 5000, name: "ছবি.png", type: "image/png", content: hex(photo) }),
    await bad("a size of another step", "padding-size", padded(message, 16_384)),
    await bad("padding that says something", "padding-not-zero", padded(message, 4096, 1)),
    await bad("a kind that does not belong", "kind-not-allowed", padded(lp("narrative", "en", "", 0, "x"))),
    ...await Promise.all((["message", "reasons", "mandate", "risk", "safe_contact", "referral", "notice"] as const).map((kind) =>
      good(`of a case: ${kind}`, kind === "message" ? 0 : 1, { kind, language: "bn", text: kind }, text(kind, kind), "workers"))),
    await good("of a case: a file", 0, { kind: "attachment", name: "a", type: "b", content: new Uint8Array(0) }, { kind: "attachment", size: 0, name: "a", type: "b", content: "" }, "workers"),
    ...await Promise.all(["person", "answers", "narrative"].map((kind) => bad(`of a case: ${kind}`, "kind-not-allowed", padded(lp(kind, "en", "", 0, "x")), "workers"))),
    ...await Promise.all((["finding", "comment", "interests", "witness", "reprisal", "reprisal_link"] as const).map((kind) => good(`of a case: ${kind}`, 2, { kind, language: "bn", text: kind }, text(kind, kind), "workers"))),
    ...await Promise.all((["message", "reasons", "plan", "report", "minute", "reply"] as const).map((kind) => good(`of a table: ${kind}`, 0, { kind, language: "bn", text: kind }, text(kind, kind), "table"))),
    await good("of a table: a file", 1, { kind: "attachment", name: "a", type: "b", content: new Uint8Array(0) }, { kind: "attachment", size: 0, name: "a", type: "b", content: "" }, "table"),
    ...await Promise.all(["person", "narrative", "mandate", "finding", "witness", "referral", "reprisal", "reprisal_link"].map((kind) => bad(`of a table: ${kind}`, "kind-not-allowed", padded(lp(kind, "en", "", 0, "x")), "table"))),
    ...await Promise.all(["plan", "minute"].map((kind) => bad(`of a case: ${kind}`, "kind-not-allowed", padded(lp(kind, "en", "", 0, "x")), "workers"))),
    await bad("what belongs to a case", "kind-not-allowed", padded(lp("mandate", "en", "", 0, "x"))),
    await bad("of a room without rules", "unknown-kind", padded(message), "dialogue"),
    await bad("a kind that does not exist", "kind-not-allowed", padded(lp("rumour", "en", "", 0, "x"))),
    await bad("no language", "malformed", padded(lp("message", "", "", 0, "x"))),
    await bad("four items", "malformed", padded(lp("message", "en", "", 0))),
    await bad("a version without a form", "malformed", padded(lp("message", "en", "", 1, "x"))),
    await bad("text that is no UTF-8", "malformed", padded(lp("message", "en", "", 0, Uint8Array.of(0xc3, 0x28)))),
    await bad("an attachment larger than it is", "padding-size", padded(lp("attachment", 9000, "a", "b"))),
    moved("a body of another entry", "wrong-body", { body: flipped(first.body) }),
    moved("a body cut", "wrong-length", { body: first.body.slice(32) }),
    moved("another instance", "bad-signature", { instance: "elsewhere" }),
    moved("another epoch key", "wrong-commitment", { ck: hex(newSecret()) }),
    moved("a header of another entry", "wrong-body", { header: (await good("another", 1, { kind: "message", language: "bn", text: "?" }, {})).header }),
  ] };
}

export async function submissionFile() {
  const [one, two] = [await newOrg([await newAccount()]), await newOrg([await newAccount()])];
  const { code, secret } = newReceipt();
  const receipt = await receiptKeys(secret, WORLD);
  const organisations = [one, two].map((org) => ({ fingerprint: hex(org.chain.fingerprint), secret: hex((org.secrets[0] as { secret: Bytes }).secret) }));
  const make = async (name: string, reread: boolean, more: object = {}) => {
    const filed = await file([one, two], receipt, { reread, ...more });
    const read = await openSubmission(filed.bytes, WORLD, one.secrets);
    return { name, instance: WORLD, receipt: code, reread, organisations, submission: hex(filed.bytes), room: hex(filed.room), proof: hex(filed.proof), opened: read.opened.map(opened) };
  };
  const plain = await make("three texts", false);
  const bad = (name: string, refused: string, change: object) => ({ ...plain, name, room: undefined, proof: undefined, opened: undefined, ...change, refused });
  return { submissions: [
    plain, await make("to be read again", true),
    await make("with a photo that follows", false, { attachments: [{ name: "foto.jpg", type: "image/jpeg", content: new Uint8Array(300_000) }] }),
    bad("for another instance", "foreign-instance", { instance: "elsewhere" }), bad("a byte more", "trailing-bytes", { submission: `${plain.submission}00` }),
    bad("an envelope cut", "wrong-length", { submission: plain.submission.slice(0, -2) }),
  ] };
}

/** The room as the vectors write it. */
export function material(stored: Store, late: (kid: Bytes) => string) {
  const { json } = stored;
  const keys = (each: { kid: string; kem_public: string; sig_public: string }) => ({ kid: each.kid, kem_public: hex(unb64(each.kem_public)), sig_public: hex(unb64(each.sig_public)) });
  return {
    receipt: json.receipt && keys(json.receipt),
    epochs: json.epochs.map((each) => ({ epoch: each.epoch, statement: hex(unb64(each.statement)), signature: hex(unb64(each.signature)), previous: each.previous && hex(unb64(each.previous)) })),
    wraps: json.wraps.map((each) => ({ epoch: each.epoch, kid: each.kid, wrap: hex(unb64(each.wrap)), late: each.late ? late(unhex(each.kid)) : null })),
    events: json.events.map((each) => ({ payload: hex(unb64(each.payload)), signature: hex(unb64(each.signature)) })),
    authors: json.authors.map(keys),
    chains: Object.entries(json.chains).map(([organisation, chain]) => ({
      organisation, keys: chain.keys.map(keys), rosters: chain.rosters.map((each) => ({ body: hex(unb64(each.body)), signature: hex(unb64(each.signature)) })),
    })),
    entries: stored.entries.map((each) => ({ header: hex(each.header), body: hex(each.body) })),
  };
}

/** A reader of a room as the vectors write it, with the keys of epochs that it opens. */
export async function readerOfVector(room: VerifiedRoom, keys: KemKeys, kemSeed: Bytes) {
  const epochs = [...await openEpochs(room, [keys])].map(([epoch, ck]) => [String(epoch), hex(ck)] as const);
  return { kem_seed: hex(kemSeed), kid: hex(keys.kid), epochs: Object.fromEntries(epochs) };
}

export async function roomsFile() {
  const [amal, wil, sara] = [await newAccount(), await newAccount(), await newAccount()] as [AccountKeys, AccountKeys, AccountKeys];
  const [union, monitor] = [await newOrg([amal, wil]), await newOrg([sara])] as [Org, Org];
  const secret = newReceipt().secret;
  const receipt = await receiptKeys(secret, WORLD);
  const stored = store((await file([union], receipt)).bytes, [union]);
  const say = async (author: AccountKeys, keys: readonly KemKeys[], text: string) => {
    const room = await see(stored);
    postEntry(stored, await sealEntry(room, await openEpochs(room, keys), author, { kind: "message", language: "nl", text }), author);
  };
  const given = async (actor: AccountKeys) => {
    const room = await see(stored);
    return { entries: await verifyEntries(room, headers(stored)), keys: await openEpochs(room, union.secrets), actor, day: DAY };
  };
  const fingerprint = monitor.chain.fingerprint;
  post(stored, await makeEvent(await see(stored), wil, { type: "acknowledged" }, DAY), wil);
  await say(amal, union.secrets, "Wij hebben uw melding gelezen.");
  await say(receipt, [receipt], "Dank u.");
  post(stored, await makeEvent(await see(stored), amal, { type: "handover_proposed", fingerprint }, DAY), amal);
  post(stored, await makeEvent(await see(stored), receipt, { type: "consented", fingerprint }, DAY), receipt);
  post(stored, await admit({ ...await given(amal), newcomer: await readerOf(monitor) }), amal);
  refresh(stored, [union, monitor]);
  await say(sara, monitor.secrets, "Wij kijken mee.");
  await changeOrg(union, [amal]);
  refresh(stored, [union, monitor]);
  post(stored, await newEpoch(await given(amal)), amal);
  await say(receipt, [receipt], "Is Wil weg?");

  const room = await see(stored);
  const inside = roomInside(room);
  const { entries } = await verifyEntries(room, headers(stored));
  const kemSeed = async (each: { secret: Bytes }) => hkdf(each.secret, "remedy/v1/org/kem");
  const receiptSeed = await hkdf(await hkdf(secret, lp("remedy/v1/receipt", WORLD)), "remedy/v1/id/kem");
  const reader = (keys: KemKeys, seed: Bytes) => readerOfVector(room, keys, seed);
  const readers = [await reader(receipt, receiptSeed)];
  for (const keys of [...union.secrets, ...monitor.secrets]) readers.push(await reader(keys, await kemSeed(keys)));
  const all = await openEpochs(room, union.secrets);
  const told = await Promise.all(entries.map(async (entry, place) => ({ epoch: entry.epoch, ...opened(await openEntry(entry, stored.entries[place]?.body as Bytes, all)) })));
  const whole = material(stored, (kid) => hex(admissionOf(inside, kid)));
  const base = { name: "acknowledged, answered, handed over, re-keyed", instance: WORLD, room: hex(stored.room), material: whole, readers, expected: { head: hex(room.head), epochs: room.epochs.length, withdrawn: false, opened: told } };
  const lie = (name: string, refused: string, change: Partial<typeof whole>) => ({ name, material: change, refused });
  const last = whole.epochs.length - 1;
  return { rooms: [
    base,
    lie("the last epoch hidden", "not-announced", { epochs: whole.epochs.slice(0, last) }),
    lie("the last event hidden", "not-announced", { events: whole.events.slice(0, -1) }),
    lie("an event in the middle hidden", "broken-chain", { events: whole.events.filter((_, at) => at !== 2) }),
    lie("an entry hidden", "wrong-closed", { entries: whole.entries.slice(1) }),
    lie("an entry doubled", "twins", { entries: [...whole.entries, whole.entries.at(-1) as typeof whole.entries[0]] }),
    lie("two bodies swapped", "wrong-body", { entries: whole.entries.map((each, at) => at > 1 ? each : { ...each, body: whole.entries[1 - at]?.body as string }) }),
    lie("an organisation's chain missing", "unknown-roster", { chains: whole.chains.slice(0, 1) }),
    lie("authors missing", "unknown-signer", { authors: [], chains: whole.chains.map((each) => ({ ...each, rosters: each.rosters.slice(0, 1), keys: each.keys.slice(0, 1) })) }),
    lie("a wrap altered", "cannot-open", { wraps: whole.wraps.map((each) => ({ ...each, wrap: flipped(each.wrap) })) }),
    lie("a statement's signature altered", "bad-signature", { epochs: whole.epochs.map((each, at) => at === last ? { ...each, signature: flipped(each.signature) } : each) }),
    lie("a previous key altered", "cannot-open", { epochs: whole.epochs.map((each, at) => at === last ? { ...each, previous: flipped(each.previous as string) } : each) }),
  ] };
}

