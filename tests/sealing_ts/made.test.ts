/** The committed vectors are what this library makes today. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { DETERMINISTIC, rendered, SEALED } from "./make/files";
import { root } from "./support";

const committed = (file: string): string => readFileSync(join(root, "tests/vectors/typescript", `${file}.json`), "utf8");

for (const [file, make] of Object.entries(DETERMINISTIC)) {
  // Whoever changes a byte of the protocol changes a committed file, and sees it in the review.
  test(`${file}: the same bytes each time`, async () => assert.equal(await rendered(make), committed(file)));
}

for (const [file, make] of Object.entries(SEALED)) {
  test(`${file}: the same cases each time`, async () => {
    const names = (text: string) => Object.entries(JSON.parse(text) as object).map(([list, cases]) => [list, Array.isArray(cases) ? cases.map((each: { name: string }) => each.name) : cases as unknown]);
    assert.deepEqual(names(await rendered(make)), names(committed(file)));
  });
}
