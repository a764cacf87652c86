/** The fields of a site: for a new one and for a change. */
import { countryOptions } from "../../countries";
import { _ } from "../../i18n";
import type { CompanySummary, Identifier, Site } from "../../supply";
import type { Codes } from "../codes";
import { CompanyPicker } from "../company-picker";
import type { FieldErrors } from "../field-errors";
import { Choice, Field, Tick } from "../ui";

export interface SiteDraft {
  name: string; native_name: string; address: string; country: string; latitude: string; longitude: string; os_id: string;
  identifiers: Identifier[]; activities: string[]; status: string; operator: CompanySummary | null; source: string; open_for_filing: boolean;
}

export const EMPTY_SITE: SiteDraft = {
  name: "", native_name: "", address: "", country: "", latitude: "", longitude: "", os_id: "", identifiers: [], activities: [], status: "open", operator: null, source: "public", open_for_filing: false,
};
export const SITE_FIELDS = Object.keys(EMPTY_SITE);

export function siteFields(site: Site): SiteDraft {
  return {
    name: site.name, native_name: site.native_name, address: site.address, country: site.country, os_id: site.os_id ?? "", status: site.status,
    latitude: site.latitude === null ? "" : String(site.latitude), longitude: site.longitude === null ? "" : String(site.longitude),
    identifiers: [...site.identifiers], activities: [...site.activities], operator: site.operator, source: site.source, open_for_filing: site.open_for_filing,
  };
}

export function siteJson(draft: SiteDraft): Record<string, unknown> {
  return {
    name: draft.name.trim(), native_name: draft.native_name.trim(), address: draft.address.trim(), country: draft.country,
    latitude: degrees(draft.latitude), longitude: degrees(draft.longitude), os_id: draft.os_id.trim().toUpperCase() || null,
    identifiers: draft.identifiers.filter((each) => each.value.trim() !== "").map(({ scheme, value }) => ({ scheme: scheme.trim().toLowerCase(), value: value.trim() })),
    activities: draft.activities, status: draft.status, operator: draft.operator?.company ?? null, source: draft.source, open_for_filing: draft.open_for_filing,
  };
}

/** Degrees as people type them, with a point or a comma; null when the field is empty, NaN when it is no number. */
function degrees(typed: string): number | null {
  const text = typed.trim().replace(",", ".").replace("−", "-");
  return text === "" ? null : /^-?\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : NaN;
}

/** What the page itself can see to be missing or wrong, by field. */
export function siteFaults(draft: SiteDraft): Record<string, string> {
  const faults: Record<string, string> = {};
  if (draft.name.trim() === "") faults.name = _("Please give the legal name of the site.");
  if (draft.country === "") faults.country = _("Please choose the country.");
  const [north, east] = [degrees(draft.latitude), degrees(draft.longitude)];
  if (north !== null && !(Math.abs(north) <= 90)) faults.latitude = _("Please give degrees between -90 and 90, for example 23.8103.");
  if (east !== null && !(Math.abs(east) <= 180)) faults.longitude = _("Please give degrees between -180 and 180, for example 90.4125.");
  if ((north === null) !== (east === null)) faults[north === null ? "latitude" : "longitude"] = _("Please give both numbers, or neither.");
  if (draft.identifiers.some((each) => each.value.trim() !== "" && !/^[a-z0-9][a-z0-9_.-]{0,39}$/.test(each.scheme.trim().toLowerCase()))) {
    faults.identifiers = _("Please say for each number whose it is: a short name of small letters and digits, for example “gln”.");
  }
  return faults;
}

export function siteFieldName(name: string): string {
  switch (name) {
    case "name": return _("Legal name");
    case "native_name": return _("Name in its own script");
    case "address": return _("Address");
    case "country": return _("Country");
    case "latitude": return _("Degrees north");
    case "longitude": return _("Degrees east");
    case "os_id": return _("OS ID");
    case "identifiers": return _("Other numbers");
    case "activities": return _("What is done there");
    case "status": return _("State");
    case "operator": return _("Employer at the site");
    case "source": return _("Who says so");
    case "open_for_filing": return _("Offered to reporters");
    default: return name;
  }
}

export function SiteFields({ draft, set, errors, codes, keeps, changing }: {
  draft: SiteDraft; set: (change: Partial<SiteDraft>) => void; errors: FieldErrors; codes: Codes; keeps: boolean; changing: boolean;
}) {
  return (
    <>
      <Field label={_("Legal name")} value={draft.name} onValue={(name) => set({ name })} maxLength={200} dir="auto" error={errors.name ?? null} />
      <Field label={_("Name in its own script (if there is one)")} value={draft.native_name} onValue={(native_name) => set({ native_name })} maxLength={200} dir="auto" error={errors.native_name ?? null} />
      <Field label={_("Address (if known)")} value={draft.address} onValue={(address) => set({ address })} maxLength={300} dir="auto" error={errors.address ?? null} />
      <Choice label={_("Country")} value={draft.country} onValue={(country) => set({ country })} options={countryOptions(_("Choose a country"))} error={errors.country ?? null} />
      {changing && (
        <Choice label={_("State")} value={draft.status} onValue={(status) => set({ status })} error={errors.status ?? null}
          options={codes.list("site_statuses").map(({ code, label }) => [code, label] as const)} />
      )}
      <Field label={_("OS ID (if known)")} value={draft.os_id} onValue={(os_id) => set({ os_id })} maxLength={40} autocomplete="off" autocapitalize="characters" spellcheck={false} dir="ltr"
        help={_("The 15 letters and digits by which Open Supply Hub names this site.")} error={errors.os_id ?? null} />
      <CompanyPicker label={_("Employer at the site (if known)")} value={draft.operator} onChange={(operator) => set({ operator })} error={errors.operator ?? null} />
      <fieldset>
        <legend>{_("Where it is (if known)")}</legend>
        <div class="pair">
          <Field label={_("Degrees north")} value={draft.latitude} onValue={(latitude) => set({ latitude })} maxLength={20} autocomplete="off" dir="ltr" help={_("South is negative.")} error={errors.latitude ?? null} />
          <Field label={_("Degrees east")} value={draft.longitude} onValue={(longitude) => set({ longitude })} maxLength={20} autocomplete="off" dir="ltr" help={_("West is negative.")} error={errors.longitude ?? null} />
        </div>
      </fieldset>
      <Activities draft={draft} set={set} codes={codes} />
      <Identifiers draft={draft} set={set} error={errors.identifiers} />
      {keeps && <Choice label={_("Who says so")} value={draft.source} onValue={(source) => set({ source })} options={codes.list("sources").map(({ code, label }) => [code, label] as const)} error={errors.source ?? errors.open_for_filing ?? null} />}
      {keeps && <Tick checked={draft.open_for_filing} onChecked={(open_for_filing) => set({ open_for_filing })} label={_("Offer this site to reporters in the form. Everybody can see the sites that are offered.")} />}
    </>
  );
}

function Activities({ draft, set, codes }: { draft: SiteDraft; set: (change: Partial<SiteDraft>) => void; codes: Codes }) {
  const all = codes.list("activities");
  return (
    <details open={draft.activities.length > 0}>
      <summary>{_("What is done there")}</summary>
      <fieldset>
        <legend class="visually-hidden">{_("What is done there")}</legend>
        <div class="ticks">
          {all.map(({ code, label }) => (
            <Tick key={code} label={label} checked={draft.activities.includes(code)}
              onChecked={(on) => set({ activities: all.map((each) => each.code).filter((each) => each === code ? on : draft.activities.includes(each)) })} />
          ))}
        </div>
      </fieldset>
    </details>
  );
}

function Identifiers({ draft, set, error }: { draft: SiteDraft; set: (change: Partial<SiteDraft>) => void; error: string | undefined }) {
  const change = (place: number, part: Partial<Identifier>): void => set({ identifiers: draft.identifiers.map((each, at) => at === place ? { ...each, ...part } : each) });
  return (
    <details open={draft.identifiers.length > 0}>
      <summary>{_("Other numbers")}</summary>
      <p>{_("Numbers that registers or other lists gave this site.")}</p>
      {draft.identifiers.map((each, place) => (
        <fieldset key={place}>
          <legend>{_("Number %(num)s", { num: place + 1 })}</legend>
          <div class="pair">
            <Field label={_("Whose number")} value={each.scheme} onValue={(scheme) => change(place, { scheme })} maxLength={40} autocomplete="off" autocapitalize="none" spellcheck={false} dir="ltr" error={error ?? null} />
            <Field label={_("The number")} value={each.value} onValue={(value) => change(place, { value })} maxLength={100} autocomplete="off" spellcheck={false} dir="ltr" />
          </div>
          <button type="button" class="outline" onClick={() => set({ identifiers: draft.identifiers.filter((_each, at) => at !== place) })}>{_("Take this number out")}</button>
        </fieldset>
      ))}
      <p><button type="button" class="outline" onClick={() => set({ identifiers: [...draft.identifiers, { scheme: "", value: "" }] })}>{_("Add a number")}</button></p>
    </details>
  );
}
