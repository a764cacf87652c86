/** Vectors with one answer: encodings, keys, codes, sizes, words. */
import { sha512 } from "@noble/hashes/sha2.js";
import { concat, hex, unhex, utf8 } from "../../../intake_forms/seal/bytes";
import type { Bytes } from "../../../intake_forms/seal/bytes";
import { hkdf } from "../../../intake_forms/seal/derive";
import { disclosureInfo } from "../../../intake_forms/seal/disclosure";
import { epochInfo, lateInfo } from "../../../intake_forms/seal/epochs";
import { SealError } from "../../../intake_forms/seal/errors";
import { sha256 } from "../../../intake_forms/seal/hash";
import { inviteMac, inviteSecret } from "../../../intake_forms/seal/invite";
import { accountKeys, accountProof, orgKeys } from "../../../intake_forms/seal/keys";
import * as labels from "../../../intake_forms/seal/labels";
import { lp, lpSorted } from "../../../intake_forms/seal/lp";
import type { Item } from "../../../intake_forms/seal/lp";
import { organisationInfo } from "../../../intake_forms/seal/organisation";
import { attachmentSize, ladder, plainSize } from "../../../intake_forms/seal/padding";
import { writeCode } from "../../../intake_forms/seal/paper";
import type { CodeType } from "../../../intake_forms/seal/paper";
import { authKey, KDF, masterKey, normalise, slotKey } from "../../../intake_forms/seal/passphrase";
import { orgRecoveryKeys, receiptKeys, recoveryAuth, recoverySlotKey } from "../../../intake_forms/seal/receipt";
import { sealStream } from "../../../intake_forms/seal/stream";
import { fingerprintWords } from "../../../intake_forms/seal/words";

export const INSTANCE = "remedy.example/تظلم";

/** Bytes that are the same each time, for a name. */
export function seed(name: string, size = 32): Bytes {
  const blocks = Array.from({ length: Math.ceil(size / 64) }, (_, at) => sha512(utf8(`${name}/${at}`)));
  return concat(...blocks).slice(0, size);
}

/** The code of the refusal, or null. */
export async function codeOf(run: () => unknown): Promise<string | null> {
  try {
    await run();
    return null;
  } catch (error) {
    if (error instanceof SealError) return error.code;
    throw error;
  }
}

type Described = { hex: string } | { text: string } | { number: number };
const described = (item: Item): Described =>
  typeof item === "string" ? { text: item } : typeof item === "number" ? { number: item } : { hex: hex(item) };

export function lpFile() {
  const lists: [string, Item[]][] = [
    ["one empty item", [""]], ["two empty items", ["", new Uint8Array(0)]], ["text beyond the first plane", ["𐍈 🐌", "é", "e\u0301"]],
    ["numbers", [0, 1, 255, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER]], ["a list within", [lp("a", "b"), lp(), 7]], ["300 bytes", [seed("lp", 300)]],
  ];
  const sorted = [["ff", "00", "0000", "", "7f80"], ["61"]];
  return {
    lists: lists.map(([name, items]) => ({ name, items: items.map(described), lp: hex(lp(...items)) })),
    sorted: sorted.map((items) => ({ name: `${items.length} items`, items, lp: hex(lpSorted(items.map(unhex))) })),
    read: [
      { name: "an empty item", bytes: "00000000", items: [""] },
      { name: "nothing", bytes: "", items: [] },
      { name: "three bytes of a length", bytes: "000000", refused: "malformed" },
      { name: "a length of four thousand millions", bytes: "ffffffff00", refused: "malformed" },
    ],
    read_sorted: [
      { name: "a prefix first", bytes: hex(lp("a", "ab", "b")), items: ["61", "6162", "62"] },
      { name: "a prefix last", bytes: hex(lp("ab", "a")), refused: "not-sorted" },
      { name: "the empty item twice", bytes: hex(lp("", "")), refused: "twins" },
    ],
  };
}

export async function deriveFile() {
  const cases: { name: string; secret: Bytes; salt: Bytes; info: Bytes }[] = Object.entries(labels).map(([name, label]) => ({ name, secret: seed(name), salt: new Uint8Array(0), info: utf8(label) }));
  cases.push({ name: "a salt", secret: seed("a secret"), salt: seed("a salt", 16), info: lp("x", 1) });
  return { hkdf: await Promise.all(cases.map(async ({ name, secret, salt, info }) =>
    ({ name, secret: hex(secret), salt: hex(salt), info: hex(info), out: hex(await hkdf(secret, info, salt)) }))) };
}

export async function keysFile() {
  const user = seed("user", 16);
  const accounts = await Promise.all(["one", "two"].map(async (name) => {
    const secret = seed(name);
    const keys = await accountKeys(secret);
    return {
      name, secret: hex(secret), kem_seed: hex(await hkdf(secret, labels.ID_KEM)), sig_seed: hex(await hkdf(secret, labels.ID_SIG)),
      kem_public: hex(keys.kemPublic), sig_public: hex(keys.sigPublic), kid: hex(keys.kid),
      instance: INSTANCE, user: hex(user), proof: hex(await accountProof(keys, INSTANCE, user)),
    };
  }));
  const organisations = await Promise.all(["one", "two"].map(async (name) => {
    const secret = seed(`organisation ${name}`);
    const keys = await orgKeys(secret);
    return { name, secret: hex(secret), kem_seed: hex(await hkdf(secret, labels.ORG_KEM)), kem_public: hex(keys.kemPublic), kid: hex(keys.kid) };
  }));
  const keys = await accountKeys(seed("one"));
  const message = utf8("what was said");
  const signature = await keys.sign(message);
  const good = { sig_public: hex(keys.sigPublic), message: hex(message), signature: hex(signature) };
  const [first, second] = accounts as [typeof accounts[0], typeof accounts[0]];
  return {
    accounts, organisations,
    refused: [
      { name: "the kid of another", kid: second.kid, kem_public: first.kem_public, sig_public: first.sig_public, refused: "wrong-kid" },
      { name: "an account without its signing key", kid: first.kid, kem_public: first.kem_public, sig_public: "", refused: "wrong-kid" },
      { name: "a KEM key one byte short", kid: first.kid, kem_public: first.kem_public.slice(2), sig_public: first.sig_public, refused: "bad-key" },
      { name: "a signing key of 33 bytes", kid: first.kid, kem_public: first.kem_public, sig_public: `${first.sig_public}00`, refused: "bad-key" },
    ],
    signatures: [
      { name: "good", ...good },
      { name: "another message", ...good, message: hex(utf8("what was not said")), refused: "bad-signature" },
      { name: "of another key", ...good, sig_public: second.sig_public, refused: "bad-signature" },
      { name: "S one bit higher than it can be", ...good, signature: good.signature.slice(0, 126) + "ff", refused: "bad-signature" },
      { name: "63 bytes", ...good, signature: good.signature.slice(2), refused: "bad-signature" },
    ],
  };
}

export async function codesFile() {
  const user = seed("user", 16);
  const derived: Record<CodeType, (r: Bytes) => Promise<object>> = {
    "receipt": async (r) => {
      const keys = await receiptKeys(r, INSTANCE);
      const secret = await hkdf(r, lp(labels.RECEIPT, INSTANCE));
      return { account_secret: hex(secret), lookup: hex(keys.lookup), lookup_hash: hex(sha256(keys.lookup)), kid: hex(keys.kid) };
    },
    "recovery": async (r) => ({ user: hex(user), auth: hex(await recoveryAuth(r, INSTANCE, user)), wrap: hex(await recoverySlotKey(r, INSTANCE, user)) }),
    "org-recovery": async (r) => ({ account_secret: hex(await hkdf(r, lp(labels.ORG_RECOVERY, INSTANCE))), kid: hex((await orgRecoveryKeys(r, INSTANCE)).kid) }),
  };
  const codes = await Promise.all((["receipt", "recovery", "org-recovery"] as const).map(async (type) => {
    const r = seed(type, 13);
    const code = writeCode(type, r);
    const typed = [code.toLowerCase(), code.replace(/-/g, ""), code.replace(/-/g, " – "), ` ${code.replace(/1/g, "l").replace(/0/g, "o")}\n`];
    return { name: type, type, r: hex(r), code, typed, instance: INSTANCE, ...await derived[type](r) };
  }));
  const code = writeCode("receipt", seed("receipt", 13));
  return {
    codes,
    refused: [
      { name: "one symbol too many", type: "receipt", typed: `${code}0`, refused: "bad-code" },
      { name: "U stands for nothing", type: "receipt", typed: `U${code.slice(1)}`, refused: "bad-code" },
      { name: "letters that become ASCII only in capitals", type: "receipt", typed: `\u017f${code.slice(1)}`, refused: "bad-code" },
      { name: "a receipt for a recovery code", type: "recovery", typed: code, refused: "bad-code" },
    ],
  };
}

export async function passphraseFile() {
  const typed = ["zeven  woorden\tvan papier", "ｃａｆé", "cafe\u0301", "\u3000いろは\u3000にほへ\u2029", "ﷺ"];
  const [salt, user] = [seed("salt", 16), seed("user", 16)];
  const passphrase = typed[2] as string;
  const master = await masterKey(passphrase, salt, KDF);
  const { name: _, ...floor } = KDF;
  const base = { passphrase, salt: hex(salt), instance: INSTANCE, user: hex(user) };
  return {
    normalise: [...typed.map((each, at) => ({ name: String(at), typed: each, normalised: normalise(each) })), { name: "only spaces", typed: "\u2003\t\n", refused: "empty-passphrase" }],
    master: [
      { ...base, name: "at the floor", kdf: floor, master: hex(master), auth: hex(await authKey(master, INSTANCE, user)), wrap: hex(await slotKey(master, INSTANCE, user)) },
      { ...base, name: "a pass fewer", kdf: { ...floor, passes: 2 }, refused: "weak-kdf" },
      { ...base, name: "seventeen lanes", kdf: { ...floor, lanes: 17 }, refused: "excessive-kdf" },
      { ...base, name: "nothing typed", passphrase: " ", kdf: floor, refused: "empty-passphrase" },
    ],
  };
}

export async function paddingFile() {
  const sizes = [2, 4095, 4096, 4097, 65_536, 65_537, 262_144, 262_145, 1_000_003, 26_214_400];
  const sealed = [4112, 16_400, 262_160, 262_176, 65_552 + 1, 4096 + 16 + 1, 0, 16];
  return {
    sizes: await Promise.all(sizes.map(async (size) => ({ name: String(size), size, text: await codeOf(() => ladder(size)) === null ? ladder(size) : null, attachment: attachmentSize(size) }))),
    sealed: await Promise.all(sealed.map(async (length) => {
      const refused = await codeOf(() => plainSize(length));
      return { name: String(length), length, ...(refused === null ? { size: plainSize(length) } : { refused }) };
    })),
  };
}

export function wordsFile() {
  return { words: ["first", "second", "third"].map((name) => ({ name, digest: hex(seed(name)), words: fingerprintWords(seed(name)) })) };
}

export async function invitesFile() {
  const [secret, invitation] = [seed("inviter"), seed("invitation", 16)];
  const shared = await inviteSecret(secret, INSTANCE, invitation);
  const parts = { instance: INSTANCE, invitation, inviter: seed("inviter kid"), invitee: seed("invitee kid") };
  const macs = [];
  for (const side of ["invitee", "inviter"] as const) {
    for (const role of ["manager", "member"] as const) {
      for (const fingerprint of [seed("fingerprint"), new Uint8Array(0)]) {
        macs.push({
          name: `${side}, ${role}, ${fingerprint.length === 0 ? "no key yet" : "founded"}`, secret: hex(shared), side, instance: INSTANCE, fingerprint: hex(fingerprint),
          invitation: hex(invitation), role, inviter: hex(parts.inviter), invitee: hex(parts.invitee), mac: hex(await inviteMac(side, shared, { ...parts, role, fingerprint })),
        });
      }
    }
  }
  return { secrets: [{ name: "a secret", account_secret: hex(secret), instance: INSTANCE, invitation: hex(invitation), secret: hex(shared) }], macs };
}

export function infosFile() {
  const ids = { room: seed("room", 16), organisation: seed("organisation", 16), entry: seed("entry", 16), target: seed("target", 16) };
  const [commit, kid, member, admitting, place, hash, consent] = ["commit", "kid", "member", "admitting", "place", "hash", "consent"].map((name) => seed(name)) as [Bytes, Bytes, Bytes, Bytes, Bytes, Bytes, Bytes];
  const at = { instance: INSTANCE, room: ids.room, epoch: 3, commit };
  const room = { instance: INSTANCE, room: hex(ids.room), epoch: 3, commit: hex(commit) };
  const disclosed = { instance: INSTANCE, place, entry: ids.entry, commitment: commit, bodyHash: hash, targetRoom: ids.target, consent };
  return { infos: [
    { name: "epoch", type: "epoch", ...room, kid: hex(kid), info: hex(epochInfo(at, kid)) },
    { name: "late", type: "late", ...room, kid: hex(kid), admitting: hex(admitting), info: hex(lateInfo(at, admitting, kid)) },
    { name: "org", type: "org", instance: INSTANCE, organisation: hex(ids.organisation), epoch: 0, organisation_kid: hex(kid), member: hex(member),
      info: hex(organisationInfo({ instance: INSTANCE, organisation: ids.organisation, epoch: 0 }, kid, member)) },
    { name: "disclosure", type: "disclosure", instance: INSTANCE, place: hex(place), entry: hex(ids.entry), commitment: hex(commit), body_hash: hex(hash),
      target_room: hex(ids.target), consent: hex(consent), kid: hex(kid), info: hex(disclosureInfo(disclosed, kid)) },
  ] };
}

export async function streamsFile() {
  const key = seed("stream");
  const short = seed("short", 100);
  const { body } = await sealStream(key, { size: 100, pieces: [short] });
  const sizes = [262_143, 262_144, 262_145, 600_000];
  return {
    streams: [
      { name: "100 bytes", key: hex(key), plaintext: hex(short), sealed: hex(body), body_hash: hex((await sealStream(key, { size: 100, pieces: [short] })).bodyHash) },
      ...await Promise.all(sizes.map(async (zeros) => {
        const sealed = await sealStream(key, { size: zeros, pieces: [] });
        return { name: `${zeros} zeros`, key: hex(key), zeros, sealed_hash: hex(sha256(sealed.body)), body_hash: hex(sealed.bodyHash) };
      })),
    ],
    refused: [
      { name: "one byte cut", key: hex(key), sealed: hex(body.subarray(0, -1)), refused: "cannot-open" },
      { name: "one byte more", key: hex(key), sealed: `${hex(body)}00`, refused: "cannot-open" },
      { name: "another key", key: hex(seed("other")), sealed: hex(body), refused: "cannot-open" },
      { name: "nothing", key: hex(key), sealed: "", refused: "cannot-open" },
    ],
  };
}
