/** The questions of a form, one component for each type. All of them are ordinary controls with visible labels. */
import type { Answer, SiteAnswer } from "./expressions";
import type { Choice, Row } from "./form";
import { typeOf } from "./form";
import { _ } from "./i18n";
import { Notes } from "./parts";
import { SiteField } from "./site-field";
import type { Site } from "./transport";

/** What a question may choose from besides the form's own lists: files that everyone's page has fetched. */
export interface Files { readonly sites: readonly Site[]; readonly languages: readonly Choice[] }
export interface FieldGiven {
  row: Row; id: string; answer: Answer | undefined; set: (answer: Answer) => void; error: string | undefined;
  choices: Readonly<Record<string, readonly Choice[]>>; files: Files;
  /** The screen's own heading says the same: then the label is only for screen readers. */
  repeated: boolean;
}

const LINE = 500;
const LINES = 20_000;

export function Field(given: FieldGiven) {
  const [type, list] = typeOf(given.row);
  switch (type) {
    case "note": return <p class="notice">{given.row.label}</p>;
    case "acknowledge": return <Acknowledge {...given} />;
    case "select_one": return <Choices {...given} options={given.choices[list] ?? []} several={false} />;
    case "select_multiple": return <Choices {...given} options={given.choices[list] ?? []} several />;
    case "select_one_from_file":
      return list === "sites.json"
        ? <SiteField row={given.row} id={given.id} sites={given.files.sites} answer={given.answer as SiteAnswer | undefined} set={given.set} />
        : <Dropdown {...given} options={given.files.languages} />;
    default: return <Text {...given} />;
  }
}

const described = (id: string, row: Row, error: string | undefined): string | undefined =>
  [row.hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;

/** Nearly everything may be left out; only what may not is marked. */
function Label({ row }: { row: Row }) {
  return <>{row.label}{row.required && <span class="needed"> {_("(needed)")}</span>}</>;
}

function Text({ row, id, answer, set, error, repeated }: FieldGiven) {
  const shared = {
    id, value: typeof answer === "string" ? answer : "", dir: "auto" as const, autocomplete: "off" as const, spellcheck: false,
    "aria-invalid": error ? true : undefined, "aria-describedby": described(id, row, error), "aria-required": row.required ? true : undefined,
  };
  return (
    <div class="field">
      <label for={id} class={repeated ? "visually-hidden" : undefined}><Label row={row} /></label>
      <Notes id={id} hint={row.hint} error={error} />
      {row.appearance === "multiline"
        ? <textarea {...shared} rows={row.entry === "narrative" ? 9 : 4} maxLength={LINES} onInput={(event) => set(event.currentTarget.value)} />
        : <input {...shared} type="text" maxLength={LINE} onInput={(event) => set(event.currentTarget.value)} />}
    </div>
  );
}

function Choices({ row, id, answer, set, error, repeated, options, several }: FieldGiven & { options: readonly Choice[]; several: boolean }) {
  const chosen = Array.isArray(answer) ? answer as readonly string[] : typeof answer === "string" && answer !== "" ? [answer] : [];
  const change = (name: string, on: boolean): void =>
    set(several ? options.map((each) => each.name).filter((each) => each === name ? on : chosen.includes(each)) : name);
  return (
    <fieldset id={id} class="choices" aria-invalid={error ? true : undefined} aria-describedby={described(id, row, error)}>
      <legend class={repeated ? "visually-hidden" : undefined}><Label row={row} /></legend>
      <Notes id={id} hint={row.hint} error={error} />
      {options.map((option) => (
        <label key={option.name} class="choice">
          <input type={several ? "checkbox" : "radio"} name={id} checked={chosen.includes(option.name)}
            onChange={(event) => change(option.name, event.currentTarget.checked)} />
          <span>{option.label}</span>
        </label>
      ))}
      {!several && chosen.length > 0 && !row.required &&
        <button type="button" class="link clear" onClick={() => set("")}>{_("Take this answer back")}</button>}
    </fieldset>
  );
}

function Dropdown({ row, id, answer, set, error, options }: FieldGiven & { options: readonly Choice[] }) {
  return (
    <div class="field">
      <label for={id}><Label row={row} /></label>
      <select id={id} value={String(answer ?? "")} aria-describedby={described(id, row, error)} onChange={(event) => set(event.currentTarget.value)}>
        {options.map((option) => <option key={option.name} value={option.name} lang={option.name}>{option.label}</option>)}
      </select>
      <Notes id={id} hint={row.hint} error={error} />
    </div>
  );
}

function Acknowledge({ row, id, answer, set, error }: FieldGiven) {
  return (
    <div class="field">
      <label class="choice">
        <input id={id} type="checkbox" checked={answer === "OK"} aria-invalid={error ? true : undefined} aria-describedby={described(id, row, error)}
          onChange={(event) => set(event.currentTarget.checked ? "OK" : "")} />
        <span>{row.label}</span>
      </label>
      <Notes id={id} hint={row.hint} error={error} />
    </div>
  );
}
