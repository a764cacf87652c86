/** What holds for any input. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { b64, compare, equal, hex, unb64, unhex } from "../../intake_forms/seal/bytes";
import { checkKind, CONVERSATION, encodeContent, parseContent } from "../../intake_forms/seal/content";
import { openBox, sealBox } from "../../intake_forms/seal/derive";
import { SealError } from "../../intake_forms/seal/errors";
import { parseEvent } from "../../intake_forms/seal/event";
import { parseHeader } from "../../intake_forms/seal/header";
import { lp, lpSorted, readLp, readSorted } from "../../intake_forms/seal/lp";
import { attachmentSize, ladder, plainSize } from "../../intake_forms/seal/padding";
import { newReceipt, parseReceipt } from "../../intake_forms/seal/paper";
import { normalise } from "../../intake_forms/seal/passphrase";
import { parseRoster } from "../../intake_forms/seal/roster";
import { parseStatement } from "../../intake_forms/seal/statement";
import { bodyHash, openStream, sealedSize, sealStream } from "../../intake_forms/seal/stream";
import type { Plain } from "../../intake_forms/seal/stream";
import { refused } from "./support";

const bytes = (maxLength = 200) => fc.uint8Array({ maxLength });
const text = fc.string({ unit: "binary", maxLength: 300 }).filter((value) => !/\p{Surrogate}/u.test(value));
const key = fc.uint8Array({ minLength: 32, maxLength: 32 });

test("hex and base64 read what they write, and one spelling only", () => {
  fc.assert(fc.property(bytes(), (value) => equal(unhex(hex(value)), value) && equal(unb64(b64(value)), value)));
  fc.assert(fc.property(fc.string({ maxLength: 12 }), (value) => {
    try {
      return b64(unb64(value)) === value;
    } catch (error) {
      return error instanceof SealError && error.code === "malformed";
    }
  }));
  for (const value of ["0", "0g", "AA", " 00", "0x00"]) assert.throws(() => unhex(value), { code: "malformed" }, value);
  for (const value of ["AA", "AA=", "AB==", "AAA", "AAB=", "A===", "AAAA=", " AAAA", "-AAA", "AA==AAAA"]) assert.throws(() => unb64(value), { code: "malformed" }, value);
});

test("lp has one reading and one writing", () => {
  fc.assert(fc.property(fc.array(bytes(40)), (items) => {
    const read = readLp(lp(...items));
    return read.length === items.length && read.every((item, at) => equal(item, items[at] as Uint8Array));
  }));
  fc.assert(fc.property(bytes(), (value) => {
    try {
      return equal(lp(...readLp(value)), value);
    } catch (error) {
      return error instanceof SealError;
    }
  }));
  fc.assert(fc.property(fc.uniqueArray(bytes(8), { comparator: equal }), (items) => {
    const sorted = readSorted(lpSorted(items));
    return sorted.length === items.length && sorted.every((item, at) => at === 0 || compare(sorted[at - 1] as Uint8Array, item) < 0);
  }));
});

test("readers of signed bytes end in an answer or a refusal, whatever they are given", () => {
  for (const read of [parseRoster, parseStatement, parseEvent, parseHeader, parseContent]) {
    fc.assert(fc.property(bytes(400), (value) => {
      try {
        read(value);
      } catch (error) {
        return error instanceof SealError;
      }
      return true;
    }));
  }
});

test("padding: every size fits its step, and every step is read as one", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 262_144 }), (size) => ladder(size) >= size && plainSize(sealedSize(ladder(size))) === ladder(size)));
  fc.assert(fc.property(fc.integer({ min: 2, max: 26_214_400 }), (size) => {
    const padded = attachmentSize(size);
    return padded >= size && padded <= Math.max(4096, size * 1.12) && plainSize(sealedSize(padded)) === padded;
  }));
});

const joined = (plain: Plain): Uint8Array => {
  const all = new Uint8Array(plain.size);
  all.set(Buffer.concat(plain.pieces));
  return all;
};

test("contents come back as they were written", () => {
  fc.assert(fc.property(fc.constantFrom("person", "answers", "narrative", "message"), text, (kind, value) => {
    const content = { kind: kind as "message", language: "ar", form: "general", version: 3, text: value };
    assert.deepEqual(parseContent(joined(encodeContent(content))), content);
  }));
  fc.assert(fc.property(text.filter((name) => Buffer.byteLength(name) <= 255), bytes(9000), (name, content) => {
    const read = parseContent(joined(encodeContent({ kind: "attachment", name, type: "image/png", content })));
    assert.ok(read.kind === "attachment" && read.name === name && equal(read.content, content));
  }));
});

test("contents that no reader would take are not sealed", async () => {
  const text = { kind: "message" as const, language: "en", text: "x" };
  await refused("malformed", () => encodeContent({ ...text, language: "" }));
  await refused("malformed", () => encodeContent({ ...text, version: 1 }));
  await refused("too-large", () => encodeContent({ ...text, language: "l".repeat(36) }));
  await refused("too-large", () => encodeContent({ ...text, form: "f".repeat(65) }));
  await refused("too-large", () => encodeContent({ kind: "attachment", name: "n".repeat(256), type: "", content: new Uint8Array(0) }));
  await refused("kind-not-allowed", () => checkKind("rumour", CONVERSATION));
});

test("streams come back as they were sealed, cut into any pieces", async () => {
  await fc.assert(fc.asyncProperty(key, fc.array(fc.integer({ min: 0, max: 300_000 }), { maxLength: 3 }), fc.integer({ min: 0, max: 5000 }), async (secret, sizes, zeros) => {
    const pieces = sizes.map((size, at) => new Uint8Array(size).fill(at + 1));
    const size = sizes.reduce((sum, each) => sum + each, 0) + zeros;
    const sealed = await sealStream(secret, { size, pieces });
    assert.ok(equal(await bodyHash(sealed.body), sealed.bodyHash));
    assert.ok(equal(await openStream(secret, sealed.body), joined({ size, pieces })));
  }), { numRuns: 20 });
});

test("a stream altered in any place does not open", async () => {
  const secret = new Uint8Array(32).fill(1);
  const { body } = await sealStream(secret, { size: 300_000, pieces: [] });
  await fc.assert(fc.asyncProperty(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
    const altered = body.slice();
    altered[at] = (altered[at] as number) ^ mask;
    await refused("cannot-open", () => openStream(secret, altered));
  }), { numRuns: 30 });
});

test("a box altered in any place, or moved, does not open", async () => {
  await fc.assert(fc.asyncProperty(key, bytes(), bytes(), fc.nat(), async (secret, aad, plaintext, place) => {
    const sealed = await sealBox(secret, aad, plaintext);
    assert.ok(equal(await openBox(secret, aad, sealed), plaintext));
    const altered = sealed.slice();
    altered[place % sealed.length] = (altered[place % sealed.length] as number) ^ 1;
    await refused("cannot-open", () => openBox(secret, aad, altered));
    await refused("cannot-open", () => openBox(secret, lp(aad), sealed));
  }), { numRuns: 40 });
  await refused("cannot-open", () => openBox(new Uint8Array(32), new Uint8Array(0), new Uint8Array(5)));
});

test("codes are read as people type them; a mistyped symbol is noticed 63 times in 64", () => {
  fc.assert(fc.property(fc.constantFrom("receipt", "recovery", "org-recovery"), fc.func(fc.constantFrom("-", " ", "\u2011", "\n", "\u00a0")), (type, gap) => {
    const { code, secret } = newReceipt(type as "receipt");
    const typed = code.replace(/-/g, () => gap() as string).toLowerCase().replace(/1/g, "l").replace(/0/g, "o");
    return equal(parseReceipt(typed, type as "receipt"), secret);
  }));
  let noticed = 0;
  for (let round = 0; round < 2000; round++) {
    const symbols = newReceipt().code.split("");
    symbols[0] = symbols[0] === "7" ? "8" : "7";
    try {
      parseReceipt(symbols.join(""));
    } catch {
      noticed++;
    }
  }
  assert.ok(noticed > 1900, String(noticed));
});

test("a passphrase has one form", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), (value) => normalise(normalise(value)) === normalise(value)));
});
