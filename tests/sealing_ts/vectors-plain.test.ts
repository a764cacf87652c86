/** Vectors of everything that has one answer: encodings, keys, codes, sizes, words. */
import assert from "node:assert/strict";
import { hex, unhex } from "../../intake_forms/seal/bytes";
import { hkdf } from "../../intake_forms/seal/derive";
import { disclosureInfo } from "../../intake_forms/seal/disclosure";
import { epochInfo, lateInfo } from "../../intake_forms/seal/epochs";
import { sha256 } from "../../intake_forms/seal/hash";
import { checkInviteMac, inviteMac, inviteSecret } from "../../intake_forms/seal/invite";
import { accountKeys, accountProof, checkKeys, orgKeys } from "../../intake_forms/seal/keys";
import { lp, lpSorted, readLp, readSorted } from "../../intake_forms/seal/lp";
import type { Item } from "../../intake_forms/seal/lp";
import { organisationInfo } from "../../intake_forms/seal/organisation";
import { attachmentSize, ladder, plainSize } from "../../intake_forms/seal/padding";
import { parseReceipt, writeCode } from "../../intake_forms/seal/paper";
import { authKey, masterKey, normalise, slotKey } from "../../intake_forms/seal/passphrase";
import type { Kdf } from "../../intake_forms/seal/passphrase";
import { orgRecoveryKeys, receiptKeys, recoveryAuth, recoverySlotKey } from "../../intake_forms/seal/receipt";
import { verifySignature } from "../../intake_forms/seal/signing";
import { fingerprintWords } from "../../intake_forms/seal/words";
import { kemPair } from "../../intake_forms/seal/xwing";
import { SealError } from "../../intake_forms/seal/errors";
import { each, keysOf, same } from "./support";
import type { Case } from "./support";

const itemOf = (item: { hex?: string; text?: string; number?: number }): Item => item.text ?? item.number ?? unhex(item.hex as string);

each("lp", "lists", (given) => same(lp(...given.items.map(itemOf)), given.lp));
each("lp", "sorted", (given) => same(lpSorted(given.items.map(unhex)), given.lp));
each("lp", "read", (given) => assert.deepEqual(readLp(unhex(given.bytes)).map(hex), given.items));
each("lp", "read_sorted", (given) => assert.deepEqual(readSorted(unhex(given.bytes)).map(hex), given.items));
each("derive", "hkdf", async (given) => same(await hkdf(unhex(given.secret), unhex(given.info), unhex(given.salt)), given.out));

each("keys", "accounts", async (given) => {
  const keys = await accountKeys(unhex(given.secret));
  same(await hkdf(unhex(given.secret), "remedy/v1/id/kem"), given.kem_seed);
  same(kemPair(unhex(given.kem_seed)).kemPublic, given.kem_public);
  same(keys.kemPublic, given.kem_public);
  same(keys.sigPublic, given.sig_public);
  same(keys.kid, given.kid);
  same(await accountProof(keys, given.instance, unhex(given.user)), given.proof);
});
each("keys", "organisations", async (given) => {
  const keys = await orgKeys(unhex(given.secret));
  same(kemPair(unhex(given.kem_seed)).kemPublic, given.kem_public);
  same(keys.kemPublic, given.kem_public);
  same(keys.kid, given.kid);
});
each("keys", "refused", (given) => checkKeys(keysOf(given)));
each("keys", "signatures", (given) => verifySignature(unhex(given.sig_public), unhex(given.message), unhex(given.signature)));

each("codes", "codes", async (given) => {
  const secret = unhex(given.r);
  assert.equal(writeCode(given.type, secret), given.code);
  for (const typed of [given.code, ...given.typed]) same(parseReceipt(typed, given.type), given.r, typed);
  await CODES[given.type]?.(given);
});
each("codes", "refused", (given) => parseReceipt(given.typed, given.type));

const CODES: Record<string, (given: Case) => Promise<void>> = {
  "receipt": async (given) => {
    const keys = await receiptKeys(unhex(given.r), given.instance);
    same((await accountKeys(unhex(given.account_secret))).kid, given.kid);
    same(keys.kid, given.kid);
    same(keys.lookup, given.lookup);
    same(sha256(keys.lookup), given.lookup_hash);
  },
  "recovery": async (given) => {
    same(await recoveryAuth(unhex(given.r), given.instance, unhex(given.user)), given.auth);
    same(await recoverySlotKey(unhex(given.r), given.instance, unhex(given.user)), given.wrap);
  },
  "org-recovery": async (given) => {
    same((await orgRecoveryKeys(unhex(given.r), given.instance)).kid, given.kid);
  },
};

each("passphrase", "normalise", (given) => {
  const normal = normalise(given.typed);
  // The form alone may be empty; whatever would be hashed is refused then.
  if (normal === "") throw new SealError("empty-passphrase");
  assert.equal(normal, given.normalised);
});
each("passphrase", "master", async (given) => {
  const kdf: Kdf = { name: "argon2id", ...given.kdf };
  const master = await masterKey(given.passphrase, unhex(given.salt), kdf);
  same(master, given.master);
  same(await authKey(master, given.instance, unhex(given.user)), given.auth);
  same(await slotKey(master, given.instance, unhex(given.user)), given.wrap);
});

each("padding", "sizes", (given) => {
  assert.equal(attachmentSize(given.size), given.attachment);
  if (given.text === null) assert.throws(() => ladder(given.size), { code: "too-large" });
  else assert.equal(ladder(given.size), given.text);
});
each("padding", "sealed", (given) => assert.equal(plainSize(given.length), given.size));
each("words", "words", (given) => assert.deepEqual(fingerprintWords(unhex(given.digest)), given.words));

const invitation = (given: Case) => ({
  instance: given.instance, fingerprint: unhex(given.fingerprint), invitation: unhex(given.invitation), role: given.role,
  inviter: unhex(given.inviter), invitee: unhex(given.invitee),
});
each("invites", "secrets", async (given) =>
  same(await inviteSecret(unhex(given.account_secret), given.instance, unhex(given.invitation)), given.secret));
each("invites", "macs", async (given) => {
  const mac = await inviteMac(given.side, unhex(given.secret), invitation(given));
  if (given.mac !== undefined) same(mac, given.mac);
  const other = given.side === "inviter" ? "invitee" : "inviter";
  assert.equal(await checkInviteMac(given.side, unhex(given.secret), invitation(given), mac), true);
  assert.equal(await checkInviteMac(other, unhex(given.secret), invitation(given), mac), false);
});

each("infos", "infos", (given) => {
  const place = { instance: given.instance, room: unhex(given.room ?? ""), epoch: given.epoch, commit: unhex(given.commit ?? "") };
  const infos: Record<string, () => Uint8Array> = {
    org: () => organisationInfo({ instance: given.instance, organisation: unhex(given.organisation), epoch: given.epoch },
      unhex(given.organisation_kid), unhex(given.member)),
    epoch: () => epochInfo(place, unhex(given.kid)),
    late: () => lateInfo(place, unhex(given.admitting), unhex(given.kid)),
    disclosure: () => disclosureInfo({
      instance: given.instance, place: unhex(given.place), entry: unhex(given.entry), commitment: unhex(given.commitment),
      bodyHash: unhex(given.body_hash), targetRoom: unhex(given.target_room), consent: unhex(given.consent),
    }, unhex(given.kid)),
  };
  same((infos[given.type] as () => Uint8Array)(), given.info);
});
