/** The companies in a case, each with its involvement: caused, contributed, linked. A fact that leaves the seal. */
import { useState } from "preact/hooks";
import { record } from "../case-acts";
import { _ } from "../i18n";
import { list } from "../names";
import { searched } from "../supply";
import { draftOf } from "./case-at";
import type { At } from "./case-at";
import { Combobox, SHOWN } from "./combobox";
import { saidCompanies } from "./company-picker";
import { ConfirmForm } from "./confirm-form";
import { Choice } from "./ui";
import { useFormDraft } from "./use-draft";
import { WhoSeesFacts } from "./what-recording-means";

interface Named { company: string; name: string }
interface Chosen extends Named { involvement: string }

export function CompaniesForm({ at }: { at: At }) {
  const draft = useFormDraft<{ companies: Chosen[] }>(at.session, draftOf(at, "companies"), { companies: at.of.view.duty_bearers });
  const { companies } = draft.value;
  const [error, setError] = useState<string | null>(null);
  const behind = behindSite(at).filter((each) => !companies.some((chosen) => chosen.company === each.company));
  const add = ({ company, name }: Named): void => {
    if (!companies.some((each) => each.company === company)) draft.set({ companies: [...companies, { company, name, involvement: "" }] });
  };
  const change = (company: string, involvement: string): void =>
    draft.set({ companies: companies.map((each) => each.company === company ? { ...each, involvement } : each) });
  async function run(): Promise<void> {
    await record(at.session, at.of.id, ["duty_bearers", companies.map((each) => `${each.company}:${each.involvement}`)]);
    await draft.clear();
    await at.done();
  }
  return (
    <ConfirmForm submit={_("Record the companies")} title={_("Record these companies?")} yes={_("Sign and record")} run={run}
      check={() => {
        const missing = companies.some((each) => each.involvement === "");
        setError(missing ? _("Please choose for each company how it is involved.") : null);
        return !missing;
      }}
      explanation={<><p>{companies.length === 0 ? _("No company is named.") : list(companies.map((each) => `${each.name} (${at.codes.label("involvements", each.involvement)})`))}</p><WhoSeesFacts /></>}>
      {companies.map((each) => (
        <div key={each.company} class="card company">
          <p><strong><bdi>{each.name}</bdi></strong></p>
          <Choice label={_("How is %(company)s involved?", { company: each.name })} value={each.involvement} onValue={(value) => change(each.company, value)}
            options={at.codes.options("involvements", _("Please choose"))} error={each.involvement === "" ? error : null} />
          <button type="button" class="link" onClick={() => draft.set({ companies: companies.filter((other) => other.company !== each.company) })}>{_("Remove %(name)s", { name: each.name })}</button>
        </div>
      ))}
      {behind.length > 0 && (
        <div class="field">
          <p class="field-name">{_("Companies behind this site")}</p>
          <div class="actions">{behind.map((each) => <button key={each.company} type="button" class="outline" onClick={() => add(each)}><bdi>{each.name}</bdi></button>)}</div>
        </div>
      )}
      <Combobox<Named> key={companies.length} title={_("Search another company")} help={_("Type at least two letters of its name.")}
        search={(text) => searched<Named>("companies", text, null, SHOWN)} said={saidCompanies}
        option={(company) => <strong><bdi>{company.name}</bdi></strong>} choose={add} />
    </ConfirmForm>
  );
}

/** The employer first, then those it delivers to. */
function behindSite(at: At): Named[] {
  const { operator, suppliers } = at.of.view.supply;
  return [...(operator ? [operator] : []), ...suppliers].map(({ company, name }) => ({ company, name }));
}
