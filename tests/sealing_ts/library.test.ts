/** What the library is not: it knows no page and no network, its codes are those of the page that describes it, and each is reached. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CODES, SealError, topicOf } from "../../intake_forms/seal/errors";
import { applyFounded, newWalk } from "../../intake_forms/seal/walk";
import { cases, KINDS, refused, root } from "./support";

const folder = join(root, "intake_forms/seal");
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const read = (file: string): string => readFileSync(join(folder, file), "utf8");

test("no page and no network", () => {
  assert.ok(sources.length > 30);
  for (const file of sources) {
    const code = read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    assert.doesNotMatch(code, /\b(document|window|navigator|location|localStorage|sessionStorage|indexedDB|fetch|XMLHttpRequest|console|eval)\b/, file);
    assert.doesNotMatch(code, /Math\.random|Date\.now/, file);
  }
});

test("WebAssembly in one file only", () => {
  assert.deepEqual(sources.filter((file) => read(file).includes("hash-wasm")), ["passphrase.ts"]);
});

test("no file past 300 lines", () => {
  for (const file of sources) assert.ok(read(file).split("\n").length <= 300, file);
});

test("the codes are those of PROTOCOL.md, in its order", () => {
  const section = readFileSync(join(folder, "PROTOCOL.md"), "utf8").split("## 12")[1]?.split("## 13")[0] as string;
  assert.deepEqual(CODES, [...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map((found) => found[1]));
  for (const code of CODES) assert.ok(topicOf(code));
});

test("each refusal is reached by a vector or a test", () => {
  const reached = new Set<string>();
  for (const [file, lists] of Object.entries(FILES)) for (const list of lists) for (const given of cases(file, list)) if (given.refused) reached.add(given.refused);
  const tests = readdirSync(join(root, "tests/sealing_ts")).filter((file) => file.endsWith(".test.ts") && !file.startsWith("library")).map((file) => readFileSync(join(root, "tests/sealing_ts", file), "utf8")).join("\n");
  const unreached = CODES.filter((code) => !reached.has(code) && !tests.includes(`"${code}"`) && !tests.includes(`: ${code}`));
  assert.deepEqual(unreached, Object.keys(ELSEWHERE));
});

/** Refused by what a browser does not do. */
const ELSEWHERE = {
  "wrong-mac": "`checkInviteMac` answers, and the page stops with a sentence of its own",
  "self-test": "asked by the server when it starts",
};

const FILES = {
  lp: ["read", "read_sorted"], keys: ["refused", "signatures"], codes: ["refused"], passphrase: ["normalise", "master"], padding: ["sealed"], rosters: ["chains"],
  statements: ["statements"], events: ["events"], headers: ["headers"], streams: ["refused"], wraps: ["wraps"], boxes: ["boxes"], entries: ["entries"],
  submission: ["submissions"], rooms: ["rooms"], workers: ["rooms"],
};

test("rooms without rules are refused until their rules are written", async () => {
  const actor = new Uint8Array(32);
  const event = { instance: "i", room: actor.subarray(16), seq: 0, prev: actor.subarray(32), day: "2026-01-01", type: "founded", actor, roster: actor.subarray(32), data: { kind: "dialogue", founder: "00".repeat(32) } };
  await refused("unknown-kind", () => applyFounded(newWalk("i", event.room, new Map(), new Map(), KINDS), event));
});

test("a refusal says its code and place, and quotes nothing", () => {
  const error = new SealError("malformed", "room");
  assert.equal(error.message, "malformed: room");
  assert.equal(error.name, "SealError");
});
