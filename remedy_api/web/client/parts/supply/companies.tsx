/** Companies: operators of sites, suppliers, brands. The list, a new one, and one with what it makes. */
import { useState } from "preact/hooks";
import { call, get, getAll, keyFor } from "../../api";
import { countryOptions } from "../../countries";
import { _, countryName, ngettext } from "../../i18n";
import type { OrganisationJson } from "../../organisation";
import { companyLine } from "../../supply";
import type { Company, CompanySummary } from "../../supply";
import { useFieldErrors } from "../field-errors";
import type { FieldErrors } from "../field-errors";
import { useFormDraft } from "../use-draft";
import { Choice, Empty, Field, Form, Load, useLoad } from "../ui";
import { CompanyLinks } from "./company-links";
import { ChangedMeanwhile, useEditing } from "./editing";
import { Products } from "./products";
import { SearchedList } from "./searched-list";
import type { Given } from "./sites";
import { Facts, View } from "./view";
import { go, to } from "./where";

interface Draft { name: string; native_name: string; country: string; lei: string; organisation: string }
const EMPTY: Draft = { name: "", native_name: "", country: "", lei: "", organisation: "" };
const FIELDS = Object.keys(EMPTY);
const fields = (company: Company): Draft => ({ ...company, lei: company.lei ?? "", organisation: company.organisation ?? "" });
const json = (draft: Draft) => ({
  name: draft.name.trim(), native_name: draft.native_name.trim(), country: draft.country, lei: draft.lei.trim().toUpperCase() || null, organisation: draft.organisation || null,
});

export function Companies(given: Given) {
  const { id, moved, rights } = given;
  if (id === "new") return <View title={_("Add a company")} back="companies" moved={moved}><NewCompany {...given} /></View>;
  if (id !== null && id !== "import") return <OneCompany key={id} {...given} id={id} />;
  return (
    <section aria-label={_("Companies")}>
      {rights.adds && <div class="actions"><a role="button" class="outline" href={to("companies", "new")}>{_("Add a company")}</a></div>}
      <SearchedList<CompanySummary> list="companies" label={_("Search a company")} help={_("By its name in any script, or by its LEI.")} keyOf={(company) => company.company}
        said={(shown, more) => more ? _("The first %(num)s companies.", { num: shown }) : ngettext("%(num)s company", "%(num)s companies", shown)}
        empty={<Empty title={_("No companies yet")}><p>{_("Employers at sites, suppliers and brands: whoever stands behind a site.")}</p></Empty>}
        row={(company) => (
          <a class="card" href={to("companies", company.company)}>
            <span class="card-head"><strong><bdi>{company.name}</bdi></strong></span>
            <p class="muted"><bdi>{companyLine(company)}</bdi></p>
          </a>
        )} />
    </section>
  );
}

function faults(draft: Draft): Record<string, string> {
  return {
    ...(draft.name.trim() === "" ? { name: _("Please give the legal name of the company.") } : {}),
    ...(draft.country === "" ? { country: _("Please choose the country.") } : {}),
  };
}

function Fields({ draft, set, errors, administrator }: { draft: Draft; set: (change: Partial<Draft>) => void; errors: FieldErrors; administrator: boolean }) {
  return (
    <>
      <Field label={_("Legal name")} value={draft.name} onValue={(name) => set({ name })} maxLength={200} dir="auto" error={errors.name ?? null} />
      <Field label={_("Name in its own script (if there is one)")} value={draft.native_name} onValue={(native_name) => set({ native_name })} maxLength={200} dir="auto" error={errors.native_name ?? null} />
      <Choice label={_("Country")} value={draft.country} onValue={(country) => set({ country })} options={countryOptions(_("Choose a country"))} error={errors.country ?? null} />
      <Field label={_("LEI (if known)")} value={draft.lei} onValue={(lei) => set({ lei })} maxLength={40} autocomplete="off" autocapitalize="characters" spellcheck={false} dir="ltr"
        help={_("The 20 letters and digits by which registers name this company.")} error={errors.lei ?? null} />
      {administrator && <Account draft={draft} set={set} error={errors.organisation ?? null} />}
    </>
  );
}

/** Which organisation of the programme a company is: only the administrator knows them all. */
function Account({ draft, set, error }: { draft: Draft; set: (change: Partial<Draft>) => void; error: string | null }) {
  const loaded = useLoad(() => getAll<OrganisationJson>("/v1/organisations"));
  return (
    <Load of={loaded}>
      {(all) => (
        <Choice label={_("Its organisation in this programme")} value={draft.organisation} onValue={(organisation) => set({ organisation })} error={error}
          options={[["", _("None")], ...all.filter((each) => each.kind === "supplier" || each.kind === "operator").map((each) => [each.organisation, each.name] as const)]}
          help={_("People of that organisation see the sites that are linked to this company.")} />
      )}
    </Load>
  );
}

function NewCompany({ session }: Given) {
  const { value: draft, set, clear } = useFormDraft(session, "supply/new-company", EMPTY);
  const { errors, find, sending } = useFieldErrors(FIELDS);
  const [key] = useState(keyFor);
  async function add(): Promise<void> {
    if (find(faults(draft))) return;
    await sending(async () => {
      const content = Object.fromEntries(Object.entries(json(draft)).filter(([, value]) => value !== null));
      const { data } = await call<CompanySummary>("POST", "/v1/companies", { json: content, key: key(content) });
      await clear();
      go("companies", data.company);
    });
  }
  return <Form submit={_("Add the company")} run={add}><Fields draft={draft} set={set} errors={errors} administrator={session.me.administrator} /></Form>;
}

function OneCompany(given: Given & { id: string }) {
  const loaded = useLoad(() => get<Company>(`/v1/companies/${given.id}`));
  const [editing, setEditing] = useState(false);
  return (
    <Load of={loaded}>
      {({ data: company, etag }) => (
        <View title={company.name} back="companies" moved={given.moved}>
          {editing
            ? <EditCompany {...given} company={company} tag={etag ?? ""} done={() => { setEditing(false); loaded[1](); }} cancel={() => setEditing(false)} />
            : (
              <>
                <Facts of={[
                  [_("Name in its own script"), company.native_name],
                  [_("Country"), countryName(company.country)],
                  [_("LEI"), company.lei && <code dir="ltr">{company.lei}</code>],
                  [_("Its organisation in this programme"), company.organisation_name ?? ""],
                  [_("Who says so"), given.codes.label("sources", company.source)],
                ]} />
                {given.rights.keeps && <p><button type="button" class="outline" onClick={() => setEditing(true)}>{_("Change this company")}</button></p>}
                <CompanyLinks company={company.company} codes={given.codes} />
                <Products company={company.company} codes={given.codes} rights={given.rights} />
              </>
            )}
        </View>
      )}
    </Load>
  );
}

function EditCompany({ session, company, tag, done, cancel }: Given & { company: Company; tag: string; done: () => void; cancel: () => void }) {
  const { draft, set, save, changed, forget } = useEditing({ session, path: `/v1/companies/${company.company}`, start: company, tag, fields, json, saved: done });
  const { errors, find, sending } = useFieldErrors(FIELDS);
  return (
    <>
      <ChangedMeanwhile names={changed} label={fieldName} />
      <Form submit={_("Save")} run={async () => { if (!find(faults(draft))) await sending(save); }}>
        <Fields draft={draft} set={set} errors={errors} administrator={session.me.administrator} />
      </Form>
      <p><button type="button" class="link" onClick={() => { void forget(); cancel(); }}>{_("Change nothing")}</button></p>
    </>
  );
}

function fieldName(name: string): string {
  switch (name) {
    case "name": return _("Legal name");
    case "native_name": return _("Name in its own script");
    case "country": return _("Country");
    case "lei": return _("LEI");
    case "organisation": return _("Its organisation in this programme");
    default: return name;
  }
}
