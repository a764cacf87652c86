/** What an account's vault keeps of the cases it has seen. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { keepHead } from "../../remedy_api/web/client/seen-heads";
import type { SeenHead } from "../../remedy_api/web/client/seen-heads";

const head = (seq: number, rosters: Record<string, number> = {}): SeenHead => ({ seq, hash: `${seq}`, rosters });

test("more of a case replaces what was seen of it; less does not", () => {
  const vault: { rooms?: Record<string, SeenHead> } = {};
  keepHead(vault, "a", head(4));
  keepHead(vault, "a", head(3));
  keepHead(vault, "a", { seq: 4, hash: "another" });
  assert.deepEqual(vault.rooms, { a: head(4) });
  keepHead(vault, "a", head(5));
  assert.deepEqual(vault.rooms, { a: head(5) });
});

test("what was known of an organisation only grows, whichever device saw more of the case", () => {
  const vault: { rooms?: Record<string, SeenHead> } = { rooms: { a: { seq: 4, hash: "4" } } };
  keepHead(vault, "a", head(4, { union: 2 }));
  assert.deepEqual(vault.rooms, { a: head(4, { union: 2 }) });
  keepHead(vault, "a", head(3, { union: 1, monitor: 5 }));
  assert.deepEqual(vault.rooms, { a: head(4, { union: 2, monitor: 5 }) });
  const same = vault.rooms;
  keepHead(vault, "a", head(4, { union: 2 }));
  assert.equal(vault.rooms, same, "nothing new, nothing written");
  keepHead(vault, "a", head(5, { union: 1 }));
  assert.deepEqual(vault.rooms, { a: head(5, { union: 2, monitor: 5 }) });
});

test("those that last had something new are kept, so that the vault stays small", () => {
  const vault: { rooms?: Record<string, SeenHead> } = {};
  for (let case_ = 0; case_ < 40; case_++) keepHead(vault, `r${case_}`, head(1));
  keepHead(vault, "r8", head(2));
  keepHead(vault, "new", head(1));
  assert.equal(Object.keys(vault.rooms ?? {}).length, 32);
  assert.deepEqual([vault.rooms?.r8, vault.rooms?.r9, vault.rooms?.r10], [head(2), undefined, head(1)]);
});
