/** What expressions mean (expressions.json, which the check of definitions reads too), and what they must not be able to. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { BadExpression, holds, parse } from "../../intake_forms/page/expressions";
import type { Answers } from "../../intake_forms/page/expressions";

declare const HERE: string;
const cases = JSON.parse(readFileSync(join(HERE, "expressions.json"), "utf8")) as { holds: [string, Answers, boolean][]; bad: string[] };

for (const [source, answers, expected] of cases.holds) {
  test(`${source || "nothing"} with ${JSON.stringify(answers)}`, () => {
    assert.equal(holds(source, { get: (name) => answers[name], self: answers["."] }), expected);
  });
}
for (const source of cases.bad) {
  test(`refused: ${source}`, () => { assert.throws(() => parse(source), BadExpression); });
}
test("naughty answers are only values", () => {
  const strings = JSON.parse(readFileSync(join(HERE, "..", "corpora", "naughty-strings.json"), "utf8")) as string[];
  for (const text of strings) {
    const scope = { get: () => text, self: text };
    assert.equal(holds(". = ${a}", scope), true);
    assert.equal(holds("selected(${a}, 'no such choice')", scope), false);
    assert.equal(typeof holds("${a} > 3", scope), "boolean");
  }
});
