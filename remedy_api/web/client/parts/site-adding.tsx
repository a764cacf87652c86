/** The short way to add a site where one is needed: a group of fields, because a form may stand around it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { keyFor, Problem } from "../api";
import { countryOptions } from "../countries";
import { _ } from "../i18n";
import { createSite, searchSites, siteLine } from "../supply";
import type { SiteSummary } from "../supply";
import { useFieldErrors } from "./field-errors";
import { Action, Choice, Field, Notice } from "./ui";

const FIELDS = ["name", "native_name", "address", "country", "os_id"];

export function AddSite({ name: start, added, cancel }: { name: string; added: (site: SiteSummary) => void; cancel: () => void }) {
  const [name, setName] = useState(start);
  const [native, setNative] = useState("");
  const [address, setAddress] = useState("");
  const [country, setCountry] = useState("");
  const [number, setNumber] = useState("");
  const [twins, setTwins] = useState<readonly SiteSummary[]>([]);
  const [key] = useState(keyFor);
  const { errors, find, sending } = useFieldErrors(FIELDS);
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => group.current?.querySelector("input")?.focus(), []);

  async function add(): Promise<void> {
    setTwins([]);
    const missing: Record<string, string> = {};
    if (name.trim() === "") missing.name = _("Please give the legal name of the site.");
    if (country === "") missing.country = _("Please choose the country.");
    if (!find(missing)) await sending(send);
    requestAnimationFrame(() => group.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }
  async function send(): Promise<void> {
    const json = {
      name: name.trim(), native_name: native.trim(), address: address.trim(), country, open_for_filing: false,
      ...(number.trim() === "" ? {} : { os_id: number.trim().toUpperCase() }),
    };
    try {
      added(await createSite(json, key(json)));
    } catch (error) {
      if (error instanceof Problem && error.status === 409) setTwins((await searchSites(json.os_id ?? json.name, null, 5)).items);
      throw error;
    }
  }
  /** Enter belongs to this group, not to the form around it. */
  function press(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    group.current?.querySelector<HTMLButtonElement>("[data-adds] button")?.click();
  }

  return (
    <fieldset ref={group} class="adding" onKeyDown={press}>
      <legend>{_("Add a new site")}</legend>
      <p>{_("Other organisations of the programme will see this site. They do not see why you added it.")}</p>
      <Field label={_("Legal name")} value={name} onValue={setName} maxLength={200} dir="auto" error={errors.name ?? null} />
      <Field label={_("Name in its own script (if there is one)")} value={native} onValue={setNative} maxLength={200} dir="auto" error={errors.native_name ?? null} />
      <Field label={_("Address (if known)")} value={address} onValue={setAddress} maxLength={300} dir="auto" error={errors.address ?? null} />
      <Choice label={_("Country")} value={country} onValue={setCountry} options={countryOptions(_("Choose a country"))} error={errors.country ?? null} />
      <Field label={_("OS ID (if known)")} value={number} onValue={setNumber} maxLength={40} autocomplete="off" autocapitalize="characters" spellcheck={false} dir="ltr"
        help={_("The 15 letters and digits by which Open Supply Hub names this site.")} error={errors.os_id ?? null} />
      {twins.length > 0 && (
        <Notice title={_("Is it one of these?")}>
          <ul class="cards">
            {twins.map((site) => (
              <li key={site.site}>
                <div class="card">
                  <p><strong><bdi>{site.name}</bdi></strong></p>
                  <p class="muted"><bdi>{siteLine(site)}</bdi></p>
                  <button type="button" class="outline" onClick={() => added(site)}>{_("Choose this site")}</button>
                </div>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <div class="actions" data-adds>
        <Action run={add}>{_("Add the site")}</Action>
        <button type="button" class="outline" onClick={cancel}>{_("Back to the search")}</button>
      </div>
    </fieldset>
  );
}
