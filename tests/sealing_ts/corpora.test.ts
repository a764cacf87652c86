/** Official vectors: HPKE with X-Wing, and Project Wycheproof's for the parts it is made of. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { x25519 } from "@noble/curves/ed25519.js";
import { ml_kem768 } from "@noble/post-quantum/ml-kem.js";
import { concat, hex, unhex } from "../../intake_forms/seal/bytes";
import { schedule } from "../../intake_forms/seal/hpke";
import { sharedSecret } from "../../intake_forms/seal/native";
import { checkKemPublic, decapsulate, kemPair } from "../../intake_forms/seal/xwing";
import { corpus, root, same } from "./support";

interface HpkeCase { suite_id: string; kdf_id: number; info: string; skRm: string; pkRm: string; enc: string; shared_secret: string; key: string; base_nonce: string; mode: number }
const hpke = JSON.parse(readFileSync(join(root, "tests/corpora/hpke-pq-647a.json"), "utf8")) as HpkeCase[];

test("HPKE: keys and shared secrets of every vector for KEM 0x647a", async () => {
  assert.ok(hpke.length > 0);
  for (const given of hpke) {
    const { kem, kemPublic } = kemPair(unhex(given.skRm));
    same(kemPublic, given.pkRm);
    same(await decapsulate(kem, unhex(given.enc)), given.shared_secret);
  }
});

test("HPKE: the key schedule, in the suite of the vectors with HKDF-SHA-256", async () => {
  const ours = hpke.filter((given) => given.mode === 0 && given.kdf_id === 1);
  for (const given of ours) {
    const { key, nonce } = await schedule(unhex(given.shared_secret), unhex(given.info), unhex(given.suite_id));
    same(key, given.key);
    same(nonce, given.base_nonce);
  }
  assert.ok(ours.length > 0, "no vector with HKDF-SHA-256");
});

test("Wycheproof X25519: the same secrets; where one would be zero, none", async () => {
  for (const group of corpus("wycheproof-x25519_test.json").testGroups) {
    for (const given of group.tests) {
      const [scalar, point] = [unhex(given.private), unhex(given.public)];
      if (/^0*$/.test(given.shared)) {
        await assert.rejects(sharedSecret(scalar, point), given.comment);
        const kem = concat(ml_kem768.keygen(new Uint8Array(64)).publicKey, point);
        assert.throws(() => checkKemPublic(kem), { code: "bad-key" }, given.comment);
      } else {
        same(await sharedSecret(scalar, point), given.shared, given.comment);
        same(x25519.getSharedSecret(scalar, point), given.shared, given.comment);
      }
    }
  }
});

test("Wycheproof ML-KEM-768: decapsulation, and keys that are none", () => {
  for (const group of corpus("wycheproof-mlkem_768_test.json").testGroups) {
    for (const given of group.tests) {
      const run = () => {
        const keys = ml_kem768.keygen(unhex(given.seed));
        if (given.ek !== undefined) same(keys.publicKey, given.ek);
        return ml_kem768.decapsulate(unhex(given.c), keys.secretKey);
      };
      if (given.result === "valid") same(run(), given.K, `tc ${given.tcId}`);
      else assert.throws(run, `tc ${given.tcId}`);
    }
  }
});

test("Wycheproof ML-KEM-768: a key with a coefficient outside the field is refused", () => {
  const good = kemPair(new Uint8Array(32)).kemPublic.subarray(1184);
  for (const group of corpus("wycheproof-mlkem_768_encaps_test.json").testGroups) {
    for (const given of group.tests) {
      const key = unhex(given.ek);
      if (given.result === "valid") {
        const { cipherText, sharedSecret: secret } = ml_kem768.encapsulate(key, unhex(given.m));
        assert.equal(hex(cipherText), given.c);
        assert.equal(hex(secret), given.K);
        checkKemPublic(concat(key, good));
      } else {
        assert.throws(() => checkKemPublic(concat(key, good)), { code: "bad-key" }, `tc ${given.tcId}`);
      }
    }
  }
});

test("Wycheproof AES-GCM: what WebCrypto opens and refuses here", async () => {
  for (const group of corpus("wycheproof-aes_gcm_test.json").testGroups) {
    for (const given of group.tests) {
      const key = await crypto.subtle.importKey("raw", Buffer.from(given.key, "hex"), "AES-GCM", false, ["decrypt"]);
      const open = () => crypto.subtle.decrypt({ name: "AES-GCM", iv: Buffer.from(given.iv, "hex"), additionalData: Buffer.from(given.aad, "hex") }, key, Buffer.from(given.ct + given.tag, "hex"));
      if (given.result === "valid") same(new Uint8Array(await open()), given.msg, `tc ${given.tcId}`);
      else await assert.rejects(open(), `tc ${given.tcId}`);
    }
  }
});
