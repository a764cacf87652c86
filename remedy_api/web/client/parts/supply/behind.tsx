/** Who stands behind a site, nearest to the workers first: the employer, whom it works for, which public buyers pay for it. */
import { get } from "../../api";
import { _ } from "../../i18n";
import { day } from "../../names";
import { companyLine } from "../../supply";
import type { Behind, Rights, Site } from "../../supply";
import type { Codes } from "../codes";
import { Load, Notice, useLoad } from "../ui";
import { to } from "./where";

export function BehindSite({ site, codes, rights }: { site: Site; codes: Codes; rights: Rights }) {
  const loaded = useLoad(() => get<Behind>(`/v1/sites/${site.site}/paths`));
  return (
    <section>
      <h3>{_("Who stands behind this site")}</h3>
      <Load of={loaded}>{({ data }) => <Found site={site} behind={data} codes={codes} rights={rights} />}</Load>
    </section>
  );
}

function Found({ site, behind, codes, rights }: { site: Site; behind: Behind; codes: Codes; rights: Rights }) {
  const { operator, suppliers, contracts } = behind;
  return (
    <>
      <h4>{_("The employer at the site")}</h4>
      {operator ? (
        <p><a href={to("companies", operator.company)}><bdi>{operator.name}</bdi></a> <span class="muted"><bdi>{companyLine(operator)}</bdi></span></p>
      ) : <p>{_("Not known yet.")}</p>}
      <h4>{_("Companies it works for")}</h4>
      {suppliers.length === 0 ? <p>{rights.adds ? _("None is known yet. Record one below if you know it.") : _("None is known yet.")}</p> : (
        <ul class="cards">
          {suppliers.map(({ company, path, tier, standing }) => (
            <li key={company.company}>
              <div class="card">
                <p class="card-head">
                  <a href={to("companies", company.company)}><bdi>{company.name}</bdi></a>
                  <span class="badge">{codes.label("standings", standing)}</span>
                </p>
                <p class="muted"><bdi>{companyLine(company)}</bdi>{tier !== null && <> · {_("Tier %(num)s", { num: tier })}</>}</p>
                <Path names={[site.name, ...path]} />
              </div>
            </li>
          ))}
        </ul>
      )}
      {behind.contracts_shown && <h4>{_("Public buyers and their contracts")}</h4>}
      {behind.contracts_shown && contracts.length === 0 && <p>{_("No contract leads to this site yet.")}</p>}
      {contracts.length > 0 && (
        <ul class="cards">
          {contracts.map((each) => (
            <li key={each.contract}>
              <div class="card">
                <p><strong><bdi>{each.buyer_name}</bdi></strong></p>
                <p><a href={to("contracts", each.contract)}><bdi>{each.title}</bdi></a> <span class="muted"><bdi>{each.reference}</bdi></span></p>
                <p class="muted">{each.ends_on === null ? _("Without an end") : _("Until %(day)s", { day: day(each.ends_on) })}</p>
                <Path names={[site.name, ...each.path, each.buyer_name]} />
              </div>
            </li>
          ))}
        </ul>
      )}
      {!behind.contracts_shown && rights.adds && <p class="muted">{_("Contracts of public buyers are shown on a case for this site.")}</p>}
      {!behind.complete && <Notice><p>{_("There is more behind this site than is shown here. The nearest come first.")}</p></Notice>}
    </>
  );
}

/** The way from the site to somebody, in the order in which it is walked. */
export function Path({ names }: { names: readonly string[] }) {
  return <ol class="path" aria-label={_("The way there")}>{names.map((name, place) => <li key={place}><bdi>{name}</bdi></li>)}</ol>;
}
