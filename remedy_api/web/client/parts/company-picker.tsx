/**
 * Searching a company, or adding one where it is needed: <CompanyPicker value={company} onChange={setCompany} label={…} />.
 * Like the site picker it may stand inside a form; a company that is added here exists on the server at once.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { call, keyFor, Problem } from "../api";
import { countryOptions } from "../countries";
import { _, ngettext } from "../i18n";
import { companyLine, searched } from "../supply";
import type { CompanySummary } from "../supply";
import { Chosen } from "./chosen";
import { Combobox, SHOWN } from "./combobox";
import { useFieldErrors } from "./field-errors";
import { Action, Choice, Field, Notice } from "./ui";

export function CompanyPicker({ value, onChange, label, help, error }: {
  value: CompanySummary | null; onChange: (company: CompanySummary | null) => void; label: string; help?: string; error?: string | null;
}) {
  const [adding, setAdding] = useState<string | null>(null);
  const [moved, setMoved] = useState(false);
  function move(company: CompanySummary | null, add: string | null = null): void {
    setMoved(true);
    setAdding(add);
    if (company !== value) onChange(company);
  }
  if (value !== null) {
    return <Chosen title={label} name={value.name} line={companyLine(value)} focused={moved} again={_("Choose another company")} change={() => move(null)} />;
  }
  if (adding !== null) return <AddCompany name={adding} added={move} cancel={() => move(null)} />;
  return (
    <Combobox title={label} error={error} focused={moved} search={(text) => searched<CompanySummary>("companies", text, null, SHOWN)} said={saidCompanies} choose={move}
      help={`${help ? `${help} ` : ""}${_("Type at least two letters of its name, or its LEI.")}`}
      option={(company) => <><strong><bdi>{company.name}</bdi></strong><small><bdi>{companyLine(company)}</bdi></small></>}
      adding={{ words: (name) => _("It is not in this list: add “%(name)s” as a new company", { name }), add: (name) => move(null, name) }} />
  );
}

export function saidCompanies(found: number, more: boolean): string {
  if (found === 0) return _("No company found.");
  if (more) return _("More than %(num)s companies found. Type more to see fewer.", { num: found });
  return ngettext("%(num)s company found.", "%(num)s companies found.", found);
}

/** A group of fields and no form, because a form may stand around it. */
function AddCompany({ name: start, added, cancel }: { name: string; added: (company: CompanySummary) => void; cancel: () => void }) {
  const [name, setName] = useState(start);
  const [native, setNative] = useState("");
  const [country, setCountry] = useState("");
  const [lei, setLei] = useState("");
  const [twins, setTwins] = useState<readonly CompanySummary[]>([]);
  const [key] = useState(keyFor);
  const { errors, find, sending } = useFieldErrors(["name", "native_name", "country", "lei"]);
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => group.current?.querySelector("input")?.focus(), []);

  async function add(): Promise<void> {
    setTwins([]);
    const missing: Record<string, string> = {};
    if (name.trim() === "") missing.name = _("Please give the legal name of the company.");
    if (country === "") missing.country = _("Please choose the country.");
    if (!find(missing)) await sending(send);
    requestAnimationFrame(() => group.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }
  async function send(): Promise<void> {
    const number = lei.trim().toUpperCase();
    const json = { name: name.trim(), native_name: native.trim(), country, ...(number === "" ? {} : { lei: number }) };
    try {
      added((await call<CompanySummary>("POST", "/v1/companies", { json, key: key(json) })).data);
    } catch (error) {
      if (error instanceof Problem && error.status === 409) setTwins((await searched<CompanySummary>("companies", number || json.name, null, 5)).items);
      throw error;
    }
  }
  function press(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    group.current?.querySelector<HTMLButtonElement>("[data-adds] button")?.click();
  }

  return (
    <fieldset ref={group} class="adding" onKeyDown={press}>
      <legend>{_("Add a new company")}</legend>
      <Field label={_("Legal name")} value={name} onValue={setName} maxLength={200} dir="auto" error={errors.name ?? null} />
      <Field label={_("Name in its own script (if there is one)")} value={native} onValue={setNative} maxLength={200} dir="auto" error={errors.native_name ?? null} />
      <Choice label={_("Country")} value={country} onValue={setCountry} options={countryOptions(_("Choose a country"))} error={errors.country ?? null} />
      <Field label={_("LEI (if known)")} value={lei} onValue={setLei} maxLength={40} autocomplete="off" autocapitalize="characters" spellcheck={false} dir="ltr"
        help={_("The 20 letters and digits by which registers name this company.")} error={errors.lei ?? null} />
      {twins.length > 0 && (
        <Notice title={_("Is it one of these?")}>
          <ul class="cards">
            {twins.map((company) => (
              <li key={company.company}>
                <div class="card">
                  <p><strong><bdi>{company.name}</bdi></strong></p>
                  <p class="muted"><bdi>{companyLine(company)}</bdi></p>
                  <button type="button" class="outline" onClick={() => added(company)}>{_("Choose this company")}</button>
                </div>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <div class="actions" data-adds>
        <Action run={add}>{_("Add the company")}</Action>
        <button type="button" class="outline" onClick={cancel}>{_("Back to the search")}</button>
      </div>
    </fieldset>
  );
}
