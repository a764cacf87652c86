/** Sentences: filled in, counted as the language counts, English where nothing is there. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { format, makeCatalogue } from "../../intake_forms/page/i18n";

const arabic = makeCatalogue({
  language: "ar", direction: "rtl", intl: "ar-u-ca-gregory-nu-latn", plural: ["zero", "one", "two", "few", "many", "other"],
  messages: { "Hello %(name)s": "مرحبا %(name)s", "%(num)s report": ["z%(num)s", "o", "t", "f%(num)s", "m%(num)s", "x%(num)s"], "50 %": "٥٠ %" },
});

test("values are filled in once and never read as a format", () => {
  assert.equal(format("%(a)s and %(b)s, 100%%", { a: "%(b)s", b: "$&" }), "%(b)s and $&, 100%");
  assert.equal(format("%(a)s", { b: 1 }), "%(a)s");
  assert.equal(format("50 % %(a)s"), "50 % %(a)s");
});
test("sentences of the catalogue, and English for the others", () => {
  assert.equal(arabic._("Hello %(name)s", { name: "Rina" }), "مرحبا Rina");
  assert.equal(arabic._("Not there"), "Not there");
  assert.equal(arabic._("constructor"), "constructor");
});
test("six plural forms", () => {
  const said = [0, 1, 2, 3, 11, 100].map((num) => arabic.ngettext("%(num)s report", "%(num)s reports", num));
  assert.deepEqual(said, ["z0", "o", "t", "f3", "m11", "x100"]);
  assert.equal(arabic.ngettext("%(num)s file", "%(num)s files", 1), "1 file");
  assert.equal(arabic.ngettext("%(num)s file", "%(num)s files", 2), "2 files");
});
