/** What the tests share: vectors of both makers, and the one way to expect a refusal. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { unhex } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { SealError } from "../../intake_forms/seal/errors";
import { REPORTER_TYPES } from "../../intake_forms/seal/event";
import type { PublicKeys } from "../../intake_forms/seal/keys";
import { REPORTER } from "../../intake_forms/seal/reporter-rules";
import { TABLE } from "../../intake_forms/seal/table-rules";
import { TABLE_TYPES } from "../../intake_forms/seal/table-types";
import { WORKERS } from "../../intake_forms/seal/workers-rules";
import { WORKERS_TYPES } from "../../intake_forms/seal/workers-types";

declare const ROOT: string;
export const root = ROOT;

/** Every kind of room that has rules, and every type of event, as casework knows them. */
export const KINDS = [REPORTER, WORKERS, TABLE];
export const TYPES = new Map([...REPORTER_TYPES, ...WORKERS_TYPES, ...TABLE_TYPES]);

/** The texts of an epoch of such a room. Throws unknown-kind for a kind without rules. */
export function textsOf(kind: string, epoch: number): readonly string[] {
  const rules = KINDS.find((each) => each.kind === kind);
  if (rules === undefined) throw new SealError("unknown-kind");
  return rules.texts(epoch);
}

/** A case of a vector file: its members depend on the file (tests/vectors/README.md). */
export type Case = Record<string, any> & { readonly name: string; readonly refused?: string };

export const MAKERS = ["python", "typescript"] as const;

/** All cases of one list, of both makers. */
export function cases(file: string, list: string): Case[] {
  return MAKERS.flatMap((maker) => {
    const all = JSON.parse(readFileSync(join(root, "tests/vectors", maker, `${file}.json`), "utf8")) as Record<string, Case[]>;
    return (all[list] ?? []).map((each) => ({ ...each, name: `${maker}: ${each.name}` }));
  });
}

/** A copy of a public collection of cases. */
export function corpus(file: string): Record<string, unknown> & { testGroups: (Case & { tests: Case[] })[] } {
  return JSON.parse(readFileSync(join(root, "tests/corpora", file), "utf8")) as ReturnType<typeof corpus>;
}

export const has = (path: string): boolean => existsSync(join(root, path));

/** One test for each case: what must come out, or with which code it must be refused. */
export function each(file: string, list: string, run: (given: Case) => unknown): void {
  for (const given of cases(file, list)) {
    test(`${file}/${list}: ${given.name}`, async () => {
      if (given.refused === undefined) await run(given);
      else await refused(given.refused, () => run(given));
    });
  }
}

/** Expects a SealError with exactly this code. */
export async function refused(code: string, run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    assert.equal(error.code, code);
    return;
  }
  assert.fail(`accepted what must be refused as ${code}`);
}

export function same(actual: Bytes, expected: string, what = ""): void {
  assert.equal(Buffer.from(actual).toString("hex"), expected, what);
}

export const keysOf = (given: Case | { kid: string; kem_public: string; sig_public: string }): PublicKeys =>
  ({ kid: unhex(given.kid), kemPublic: unhex(given.kem_public), sigPublic: unhex(given.sig_public) });
