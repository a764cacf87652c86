/** Against other implementations of the same: HPKE and X-Wing of hpke-js, X-Wing of noble, noble's curves against WebCrypto's. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";
import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { ml_kem768_x25519 } from "@noble/post-quantum/hybrid.js";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { equal, hex, random } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { openWrap, wrapKey } from "../../intake_forms/seal/hpke";
import { ephemeralSecret, sharedSecret, signer } from "../../intake_forms/seal/native";
import { generatePassphrase } from "../../intake_forms/seal/passphrase-words";
import { englishWords } from "../../intake_forms/seal/words";
import { decapsulate, encapsulate, kemPair } from "../../intake_forms/seal/xwing";

const ROUNDS = 25;
const kem = new XWing();
const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const whole = (bytes: Bytes): ArrayBuffer => bytes.slice().buffer as ArrayBuffer;

test("hpke-js opens our wraps and we open its seals", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const [seed, key, info] = [random(32), random(32), random(round * 7)];
    const ours = kemPair(seed);
    const theirs = await kem.generateKeyPairDerand(seed.slice());
    assert.equal(hex(new Uint8Array(await kem.serializePublicKey(theirs.publicKey))), hex(ours.kemPublic));
    const wrap = await wrapKey(ours.kemPublic, key, info);
    const opened = await suite.open({ recipientKey: theirs.privateKey, enc: whole(wrap.subarray(0, 1120)), info: whole(info) }, whole(wrap.subarray(1120)));
    assert.ok(equal(new Uint8Array(opened), key));
    const sealed = await suite.seal({ recipientPublicKey: theirs.publicKey, info: whole(info) }, whole(key));
    const bytes = new Uint8Array([...new Uint8Array(sealed.enc), ...new Uint8Array(sealed.ct)]);
    assert.ok(equal(await openWrap(ours.kem, bytes, info), key));
  }
});

test("noble's X-Wing agrees in both directions", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const seed = random(32);
    const ours = kemPair(seed);
    const theirs = ml_kem768_x25519.keygen(seed);
    assert.equal(hex(theirs.publicKey), hex(ours.kemPublic));
    const { shared, enc } = await encapsulate(ours.kemPublic);
    assert.equal(hex(ml_kem768_x25519.decapsulate(enc, theirs.secretKey)), hex(shared));
    const other = ml_kem768_x25519.encapsulate(theirs.publicKey);
    assert.equal(hex(await decapsulate(ours.kem, other.cipherText)), hex(other.sharedSecret));
  }
});

test("Curve25519 of the machine and of noble give the same bytes", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const [scalar, message] = [random(32), random(round * 11)];
    const { ephemeral, shared } = await ephemeralSecret(x25519.getPublicKey(scalar));
    assert.equal(hex(x25519.getSharedSecret(scalar, ephemeral)), hex(shared));
    assert.equal(hex(await sharedSecret(scalar, ephemeral)), hex(shared));
    assert.equal(hex(await signer(scalar)(message)), hex(ed25519.sign(message, scalar)));
  }
});

test("the words are those of BIP39", () => {
  assert.deepEqual(englishWords(), wordlist);
});

test("a made passphrase has seven words of one list in the person's language", () => {
  for (const [language, pattern] of [["en", /^[a-z]+$/], ["nl", /^[a-z]+$/], ["fr", /^\p{L}+$/u], ["zh", /^\p{Script=Han}$/u], ["zh-Hant", /^\p{Script=Han}$/u], ["ko", /^\p{Script=Hangul}+$/u], ["ar", /^[a-z]+$/]] as const) {
    const words = generatePassphrase(language).split(" ");
    assert.equal(words.length, 7);
    for (const word of words) assert.match(word.normalize("NFC"), pattern, language);
  }
  assert.notEqual(generatePassphrase("en"), generatePassphrase("en"));
});
