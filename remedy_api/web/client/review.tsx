/** What workers agreed to show: to a buyer by its suppliers, to a company of its own cases. */
import { useEffect, useState } from "preact/hooks";
import { _ } from "./i18n";
import { ByOrganisation } from "./parts/by-organisation";
import { here, setTitle, signedInPage } from "./parts/mount";
import { ReviewFigures } from "./parts/review-figures";
import { SaveReview } from "./parts/review-save";
import { Nothing, Supplier } from "./parts/review-supplier";
import { Failure, Load, Notice, useAction, useLoad } from "./parts/ui";
import { fetchSuppliers } from "./review-view";
import type { SupplierRow } from "./review-view";
import type { Membership, Session } from "./session";
import type { Page } from "./supply";

const REVIEWING: ReadonlySet<string> = new Set(["buyer", "supplier", "operator"]);

function Review({ session }: { session: Session }) {
  return <ByOrganisation session={session}>{(membership) => <Mine membership={membership} />}</ByOrganisation>;
}

function Mine({ membership }: { membership: Membership }) {
  if (!REVIEWING.has(membership.kind)) {
    return <Notice><p>{_("This page is for buyers, suppliers and employers. You read your cases themselves.")}</p><p><a href={here("/cases")}>{_("Cases")}</a></p></Notice>;
  }
  return <Suppliers membership={membership} />;
}

function Suppliers({ membership: { organisation, kind } }: { membership: Membership }) {
  const loaded = useLoad(() => fetchSuppliers(organisation, null), [organisation]);
  return (
    <Load of={loaded}>
      {(first) => kind === "buyer" ? <Listed organisation={organisation} first={first} /> : first.items.map((row) => <Supplier key={row.supplier} organisation={organisation} row={row} alone />)}
    </Load>
  );
}

function Listed({ organisation, first }: { organisation: string; first: Page<SupplierRow> }) {
  const [rows, setRows] = useState(first.items);
  const [next, setNext] = useState(first.next);
  const chosen = useChosen();
  const { busy, failure, go } = useAction(async () => {
    const page = await fetchSuppliers(organisation, next);
    setRows([...rows, ...page.items]);
    setNext(page.next);
  });
  const row = rows.find(({ supplier }) => supplier === chosen);
  useEffect(() => { if (row === undefined) setTitle(_("Review")); }, [row]);
  if (row !== undefined) return <Supplier organisation={organisation} row={row} alone={false} />;
  return (
    <div class="review">
      <p>{_("Your suppliers, with figures over the cases behind your contracts that workers agreed to show you. A figure over few cases is not told.")}</p>
      {rows.length === 0 ? <Nothing /> : (
        <>
          <p class="actions no-print"><SaveReview organisation={organisation} supplier={null} /></p>
          <ul class="cards">
            {rows.map((one) => (
              <li key={one.supplier}>
                <div class="card">
                  <h2><a href={`#${one.supplier}`}><bdi>{one.name}</bdi></a></h2>
                  <ReviewFigures of={one.figures} />
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      <Failure error={failure} />
      {next !== null && <button type="button" class="outline no-print" aria-busy={busy} onClick={() => void go()}>{_("Show more")}</button>}
    </div>
  );
}

/** The supplier whose id stands after the # of the address, so that back, reload and links work. */
function useChosen(): string {
  const [chosen, setChosen] = useState(() => location.hash.slice(1));
  useEffect(() => {
    const look = (): void => {
      // Another anchor of the page (the skip link's) changes nothing.
      if (/^(#[0-9a-f]{32})?$/.test(location.hash)) setChosen(location.hash.slice(1));
    };
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
  return chosen;
}

signedInPage(Review);
