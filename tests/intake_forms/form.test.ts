/** Which questions are asked, what must be mended, and what is sealed of a form. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answers } from "../../intake_forms/page/expressions";
import { collect, faultsOf, grievanceOf, relevantScreens, screensOf } from "../../intake_forms/page/form";
import type { FormFile, Node, Row } from "../../intake_forms/page/form";

const survey: Row[] = [
  { type: "begin_group", name: "first", label: "First" },
  { type: "text", name: "narrative", entry: "narrative", required: true, required_message: "Tell us." },
  { type: "select_one yes_no", name: "more" },
  { type: "end_group", name: "" },
  { type: "begin_group", name: "second", relevant: "${more} = 'yes'" },
  { type: "select_multiple things", name: "things", constraint: "count(.) < 3", constraint_message: "At most two." },
  { type: "text", name: "which", relevant: "selected(${things}, 'other')", required: true },
  { type: "end_group", name: "" },
  { type: "begin_group", name: "third" },
  { type: "text", name: "detail", relevant: "${which} != ''" },
  { type: "end_group", name: "" },
  { type: "begin_repeat", name: "people" },
  { type: "select_one roles", name: "role" },
  { type: "text", name: "reach", relevant: "${role} != 'boss'" },
  { type: "text", name: "must", required: true, relevant: "${role} = 'witness'" },
  { type: "end_repeat", name: "" },
  { type: "text", name: "name", entry: "person" },
  { type: "select_one_from_file languages.json", name: "language", entry: "person" },
];
const form: FormFile = { form: "small", version: 3, language: "en", direction: "ltr", title: "", choices: {}, survey };
const screens = screensOf(form);
const screen = (name: string): Node => screens.find((each) => each.row.name === name) as Node;
const names = (answers: Answers): string[] => relevantScreens(screens, answers).map((each) => each.row.name);
const faults = (name: string, answers: Answers): string[] => faultsOf(screen(name), answers, collect(screens, answers), "Missing").map((each) => `${each.field}: ${each.message}`);

test("screens open with the answers before them, and not while they have nothing to ask", () => {
  assert.deepEqual(names({}), ["first", "people", "name", "language"]);
  assert.deepEqual(names({ more: "yes" }), ["first", "second", "people", "name", "language"]);
  assert.deepEqual(names({ more: "yes", things: ["other"], which: "x" }), ["first", "second", "third", "people", "name", "language"]);
});

test("an answer that is no longer asked for does not count, for what follows either", () => {
  const answers = { more: "no", things: ["other"], which: "x", detail: "y" };
  assert.deepEqual(collect(screens, answers), { more: "no" });
  assert.deepEqual(names(answers), ["first", "people", "name", "language"]);
});

test("required and constrained answers", () => {
  assert.deepEqual(faults("first", {}), ["q-narrative: Tell us."]);
  assert.deepEqual(faults("first", { narrative: " \n" }), ["q-narrative: Tell us."]);
  assert.deepEqual(faults("first", { narrative: "x" }), []);
  assert.deepEqual(faults("second", { more: "yes", things: ["a", "b", "c"] }), ["q-things: At most two."]);
  assert.deepEqual(faults("second", { more: "yes", things: ["other"] }), ["q-which: Missing"]);
  assert.deepEqual(faults("second", { more: "yes", things: ["a"] }), []);
});

test("rounds of a repeat each stand for themselves; empty ones are left out", () => {
  const answers = { people: [{ role: "boss", reach: "hidden" }, {}, { role: "witness", reach: " phone ", must: "" }] };
  assert.deepEqual(collect(screens, answers), { people: [{ role: "boss" }, { role: "witness", reach: "phone" }] });
  assert.deepEqual(faults("people", answers), ["q-people-2-must: Missing"]);
});

test("what is sealed: three texts, apart", () => {
  const sealed = grievanceOf(form, { narrative: "It \ud800 happened", more: "no", name: "Rina", language: "ar", unasked: "x" }, "en", "Sita, Union");
  assert.equal(sealed.narrative, "It \ufffd happened");
  assert.deepEqual(JSON.parse(sealed.person), { language: "ar", name: "Rina", filed_by: "Sita, Union" });
  assert.deepEqual(JSON.parse(sealed.answers.text), { form: "small", version: 3, answers: { more: "no" } });
  assert.deepEqual([sealed.answers.form, sealed.answers.version], ["small", 3]);
  assert.deepEqual(JSON.parse(grievanceOf(form, {}, "nl").person), { language: "nl" });
  assert.equal(grievanceOf(form, {}, "nl").narrative, undefined);
});

test("groups that do not close are no form", () => {
  assert.throws(() => screensOf({ ...form, survey: survey.slice(0, 3) }));
  assert.throws(() => screensOf({ ...form, survey: survey.slice(3) }));
});
