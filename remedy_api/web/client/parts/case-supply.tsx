/** The site and who stands behind it: the people concerned first, then the employer, those it delivers to, and who buys. */
import type { CaseView } from "../case-view";
import { _ } from "../i18n";
import { siteLine } from "../supply";
import type { Codes } from "./codes";
import { here } from "./mount";

export function Supply({ view, codes }: { view: CaseView; codes: Codes }) {
  const { operator, suppliers, buyers } = view.supply;
  const rightsHolders = view.readers.filter((reader) => reader.role === "representative");
  return (
    <section>
      <h2>{_("Site and companies")}</h2>
      <dl class="chain">
        <dt>{_("The workers, represented by")}</dt>
        {rightsHolders.map((reader) => <dd key={reader.organisation}><bdi>{reader.name}</bdi></dd>)}
        <dt>{_("Production site")}</dt>
        <dd>{view.site === null ? _("Not recorded yet") : <><strong class="line"><bdi>{view.site.name}</bdi></strong><span class="line muted"><bdi>{siteLine(view.site)}</bdi></span></>}</dd>
        {operator && <><dt>{_("Employer at the site")}</dt><dd><bdi>{operator.name}</bdi><Involved company={operator.company} view={view} codes={codes} /></dd></>}
        {suppliers.length > 0 && <dt>{_("It makes something for")}</dt>}
        {suppliers.map((each, place) => <dd key={place}><bdi>{each.name}</bdi><Involved company={each.company} view={view} codes={codes} /><Path of={each.path} /></dd>)}
        {buyers.length > 0 && <dt>{_("Public buyers with a contract behind it")}</dt>}
        {buyers.map((each, place) => <dd key={place}><bdi>{each.buyer}</bdi>: <bdi>{[each.title, each.reference].filter(Boolean).join(" · ")}</bdi><Path of={each.path} /></dd>)}
        <Others view={view} codes={codes} />
      </dl>
      {view.site !== null && operator === null && suppliers.length === 0 && buyers.length === 0 && <p class="muted">{_("Nobody has noted yet for whom this site works.")}</p>}
      {view.site !== null && <p class="no-print"><a href={here(`/supply-chain#sites/${view.site.site}`)}>{_("Who stands behind this site")}</a></p>}
    </section>
  );
}

/** The way from the site to a name, one company after another. */
function Path({ of }: { of: readonly string[] }) {
  if (of.length < 2) return null;
  return <ol class="path">{of.map((name, place) => <li key={place}><bdi>{name}</bdi></li>)}</ol>;
}

function Involved({ company, view, codes }: { company: string; view: CaseView; codes: Codes }) {
  const bearer = view.duty_bearers.find((each) => each.company === company);
  return bearer ? <> <span class="badge">{codes.label("involvements", bearer.involvement)}</span></> : null;
}

/** Companies of the case that do not stand on a path from the site. */
function Others({ view, codes }: { view: CaseView; codes: Codes }) {
  const { operator, suppliers } = view.supply;
  const others = view.duty_bearers.filter((each) => each.company !== operator?.company && !suppliers.some((one) => one.company === each.company));
  if (others.length === 0) return null;
  return (
    <>
      <dt>{_("Other companies in this case")}</dt>
      {others.map((each) => <dd key={each.company}><bdi>{each.name}</bdi> <span class="badge">{codes.label("involvements", each.involvement)}</span></dd>)}
    </>
  );
}
