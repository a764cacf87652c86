/** Who leaves with a member: the same list as in tests/keyring/test_leaving_with.py. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { leavingWith } from "../../remedy_api/web/client/leaving-with";
import type { Listed } from "../../remedy_api/web/client/leaving-with";

declare const ROOT: string;

interface Case { says: string; members: string[]; managers: string[]; listed: Listed[]; leaves: string; with: string[] }

const bytes = (kid: string): Uint8Array => Uint8Array.from(Buffer.from(kid, "hex"));

test("programs leave with the person who answers for them, and nobody else whatever the server says", () => {
  const cases = JSON.parse(readFileSync(join(ROOT, "tests/keyring/leaving.json"), "utf8")) as Case[];
  assert.ok(cases.length > 5);
  for (const { says, members, managers, listed, leaves, with: expected } of cases) {
    const found = leavingWith({ members: members.map(bytes), managers: managers.map(bytes) }, listed, leaves);
    assert.deepEqual(found.map(({ kid }) => kid), expected, says);
  }
});
