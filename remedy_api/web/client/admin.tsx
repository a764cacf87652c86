/** For administrators: the programme's texts, organisations and first invitations. They see no report. */
import { useState } from "preact/hooks";
import { call, get, getAll, keyFor } from "./api";
import { countryOptions } from "./countries";
import { _ } from "./i18n";
import { here, signedInPage } from "./parts/mount";
import { countryName, KINDS, kindHelp, kindName, mayAcceptReports } from "./names";
import type { OrganisationJson } from "./organisation";
import { Accounts } from "./parts/accounts";
import { ProgrammeForm } from "./parts/programme-form";
import type { ProgrammeTexts } from "./parts/programme-form";
import { LanguageTicks } from "./parts/language-ticks";
import { Choice, Empty, Field, Form, Load, Notice, Tick, useLoad } from "./parts/ui";
import type { Session } from "./session";

function Admin({ session }: { session: Session }) {
  if (!session.me.administrator) return <Empty title={_("Only administrators see this page.")} />;
  return (
    <>
      <Organisations />
      <Accounts session={session} />
      <section>
        <h2>{_("Production sites")}</h2>
        <p>{_("Reporters can choose an open site or describe theirs in their own words.")}</p>
        <p><a href={here("/supply-chain")}>{_("Sites and companies")}</a></p>
      </section>
      <Texts />
    </>
  );
}

function Organisations() {
  const loaded = useLoad(() => getAll<OrganisationJson>("/v1/organisations"));
  const [creating, setCreating] = useState(false);
  return (
    <section>
      <h2>{_("Organisations")}</h2>
      <Load of={loaded}>
        {(rows) => rows.length === 0
          ? <Empty title={_("No organisations yet")}><p>{_("Create the first worker organisation, then invite its first manager by a link.")}</p></Empty>
          : (
            <ul class="cards">
              {rows.map((row) => (
                <li key={row.organisation}>
                  <a class="card" href={here(`/organisation/${row.organisation}`)}>
                    <span class="card-head">
                      <strong dir="auto">{row.name}</strong>
                      {row.founded ? row.accepts_reports && <span class="badge good">{_("accepts reports")}</span> : <span class="badge warn">{_("needs its first manager")}</span>}
                    </span>
                    <p class="muted">{kindName(row.kind)} · {countryName(row.country)}</p>
                  </a>
                </li>
              ))}
            </ul>
          )}
      </Load>
      {creating
        ? <NewOrganisation done={(id) => location.assign(here(`/organisation/${id}`))} />
        : <button type="button" onClick={() => setCreating(true)}>{_("Create an organisation")}</button>}
    </section>
  );
}

function NewOrganisation({ done }: { done: (organisation: string) => void }) {
  const [name, setName] = useState("");
  const [kind, setKind] = useState<string>("worker_organisation");
  const [country, setCountry] = useState("");
  const [accepts, setAccepts] = useState(true);
  const [languages, setLanguages] = useState<string[]>([document.documentElement.lang]);
  const [key] = useState(keyFor);
  const [errors, setErrors] = useState<{ name?: string; country?: string }>({});

  async function create(): Promise<void> {
    const found: { name?: string; country?: string } = {};
    if (name.trim() === "") found.name = _("Please give the organisation a name.");
    if (country === "") found.country = _("Please choose the country.");
    setErrors(found);
    if (found.name || found.country) return;
    const json = {
      name: name.trim(), kind, country, languages, description: {}, accepts_reports: accepts && mayAcceptReports(kind),
    };
    const { data } = await call<OrganisationJson>("POST", "/v1/organisations", { json, key: key(json) });
    done(data.organisation);
  }

  return (
    <Form submit={_("Create the organisation")} run={create}>
      <Field label={_("Name")} value={name} onValue={setName} error={errors.name ?? null} maxLength={200} dir="auto" />
      <Choice label={_("Kind")} value={kind} onValue={setKind} options={KINDS.map((each) => [each, kindName(each)] as const)} help={kindHelp(kind)} />
      <Choice label={_("Country")} value={country} onValue={setCountry} options={countryOptions(_("Choose a country"))} error={errors.country ?? null} />
      <LanguageTicks legend={_("Languages they read and answer in")} chosen={languages} change={setLanguages} />
      {mayAcceptReports(kind) && <Tick checked={accepts} onChecked={setAccepts} label={_("Workers may send it reports")} />}
    </Form>
  );
}

function Texts() {
  const loaded = useLoad(() => get<ProgrammeTexts>("/v1/programme"));
  const [saved, setSaved] = useState(false);
  return (
    <section>
      <h2>{_("Programme")}</h2>
      {saved && <Notice kind="good"><p role="status">{_("Saved.")}</p></Notice>}
      <Load of={loaded}>
        {({ data, etag }) => (
          <ProgrammeForm key={etag} submit={_("Save")}
            start={{ name: data.name, languages: data.languages, default_language: data.default_language, privacy: data.privacy, help: data.help }}
            run={async (texts) => {
              await call("PUT", "/v1/programme", { json: texts, ifMatch: etag ?? "" });
              setSaved(true);
              loaded[1]();
            }} />
        )}
      </Load>
    </section>
  );
}

signedInPage(Admin);
