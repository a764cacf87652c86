/** Sites, the companies behind them, and contracts of public buyers: to look up, to add, to correct. */
import { _ } from "./i18n";
import { loadCodes } from "./parts/codes";
import { signedInPage } from "./parts/mount";
import { Companies } from "./parts/supply/companies";
import { Contracts } from "./parts/supply/contracts";
import { Sites } from "./parts/supply/sites";
import { to, useWhere } from "./parts/supply/where";
import type { List } from "./parts/supply/where";
import { Load, useLoad } from "./parts/ui";
import type { Session } from "./session";
import { rightsOf } from "./supply";

function SupplyChain({ session }: { session: Session }) {
  const rights = rightsOf(session);
  const lists: [List, string][] = [["sites", _("Sites")], ["companies", _("Companies")]];
  if (rights.buyers === null || rights.buyers.length > 0) lists.push(["contracts", _("Contracts")]);
  const { where, moved } = useWhere(rights.adds ? "sites" : lists.at(-1)?.[0] ?? "sites");
  const codes = useLoad(loadCodes);
  const Part = where.list === "sites" ? Sites : where.list === "companies" ? Companies : Contracts;
  return (
    <>
      <nav class="tabs no-print" aria-label={_("Lists")}>
        {lists.map(([list, name]) => <a key={list} role="button" class="outline" href={to(list)} aria-current={list === where.list ? "true" : undefined}>{name}</a>)}
      </nav>
      <Load of={codes}>{(loaded) => <Part session={session} codes={loaded} rights={rights} id={where.id} moved={moved} />}</Load>
    </>
  );
}

signedInPage(SupplyChain);
