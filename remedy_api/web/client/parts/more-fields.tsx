/** Fields that only some pages need: one of several, some of several, a day, and one's own words with their language. */
import type { ComponentChildren } from "preact";
import { _ } from "../i18n";
import { allLanguages } from "../languages";
import type { Told } from "../room-opening";
import { Area, Choice } from "./ui";
import { useUnique } from "./unique";

export type Option = readonly [value: string, label: ComponentChildren];

interface GroupProps { legend: string; help?: string; error?: string | null; children: ComponentChildren }

function Group({ legend, help, error, children }: GroupProps) {
  const id = useUnique();
  const notes = [help ? `${id}-help` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <fieldset class="field group" {...(notes ? { "aria-describedby": notes } : {})}>
      <legend>{legend}</legend>
      {help && <small id={`${id}-help`}>{help}</small>}
      {error && <small id={`${id}-error`} class="field-error">{error}</small>}
      {children}
    </fieldset>
  );
}

export function Radios({ legend, options, value, onValue, help, error }: {
  legend: string; options: readonly Option[]; value: string; onValue: (value: string) => void; help?: string; error?: string | null;
}) {
  const name = useUnique();
  return (
    <Group legend={legend} {...(help ? { help } : {})} error={error ?? null}>
      {options.map(([key, label]) => (
        <p class="field tick" key={key}>
          <label><input type="radio" name={name} checked={value === key} aria-invalid={error ? "true" : undefined} onChange={() => onValue(key)} /> <span>{label}</span></label>
        </p>
      ))}
    </Group>
  );
}

export function Checks({ legend, options, chosen, change, help, error }: {
  legend: string; options: readonly Option[]; chosen: readonly string[]; change: (chosen: string[]) => void; help?: string; error?: string | null;
}) {
  const toggle = (key: string, on: boolean): void => change(options.map(([each]) => each).filter((each) => each === key ? on : chosen.includes(each)));
  return (
    <Group legend={legend} {...(help ? { help } : {})} error={error ?? null}>
      {options.map(([key, label]) => (
        <p class="field tick" key={key}>
          <label><input type="checkbox" checked={chosen.includes(key)} aria-invalid={error ? "true" : undefined} onChange={(event) => toggle(key, event.currentTarget.checked)} /> <span>{label}</span></label>
        </p>
      ))}
    </Group>
  );
}

/** A day as YYYY-MM-DD, or empty. */
export function DayField({ label, value, onValue, min, max, help, error }: {
  label: string; value: string; onValue: (value: string) => void; min?: string; max?: string; help?: string; error?: string | null;
}) {
  const id = useUnique();
  const notes = [help ? `${id}-help` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <input id={id} type="date" value={value} min={min} max={max} aria-invalid={error ? "true" : undefined} {...(notes ? { "aria-describedby": notes } : {})}
        onInput={(event) => onValue(event.currentTarget.value)} />
      {help && <small id={`${id}-help`}>{help}</small>}
      {error && <small id={`${id}-error`} class="field-error">{error}</small>}
    </p>
  );
}

/** A text with the language it is written in. */
export function Words({ label, told, set, help, error, rows = 5 }: {
  label: string; told: Told; set: (told: Partial<Told>) => void; help?: string; error?: string | null; rows?: number;
}) {
  return (
    <>
      <Area label={label} value={told.text} onValue={(text) => set({ text })} rows={rows} {...(help ? { help } : {})} error={error ?? null} />
      <WrittenIn language={told.language} set={(language) => set({ language })} />
    </>
  );
}

export function WrittenIn({ language, set }: { language: string; set: (language: string) => void }) {
  return <Choice label={_("You write in")} value={language} onValue={set} options={allLanguages().map((each) => [each.code, each.autonym] as const)} />;
}
