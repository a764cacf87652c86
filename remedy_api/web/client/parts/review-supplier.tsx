/** One supplier on one page, as it is taken to a meeting: figures, and every case of which something is shown. */
import { useEffect, useState } from "preact/hooks";
import { _ } from "../i18n";
import { day } from "../names";
import { fetchShown, loadShownCodes } from "../review-view";
import type { ShownCase, ShownCodes, SupplierRow } from "../review-view";
import { today } from "../room-acts";
import type { Page } from "../supply";
import { here, setTitle } from "./mount";
import { ReviewFigures } from "./review-figures";
import { SaveReview } from "./review-save";
import { Shown } from "./shown-case";
import { Empty, Failure, Load, useAction, useLoad } from "./ui";

export function Supplier({ organisation, row, alone }: { organisation: string; row: SupplierRow; alone: boolean }) {
  const loaded = useLoad(() => Promise.all([fetchShown(organisation, row.supplier, null), loadShownCodes()]), [row.supplier]);
  // The browser keeps a list of titles: the name of a company stays out of it.
  useEffect(() => setTitle(row.name, _("Review")), [row.name]);
  return (
    <div class="review">
      {!alone && <p class="no-print"><a href="#">{_("All suppliers")}</a></p>}
      <p class="print-only">{_("As of %(day)s. The workers can take back at any time what they agreed to.", { day: day(today()) })}</p>
      <ReviewFigures of={row.figures} />
      <p class="actions no-print">
        <button type="button" class="outline" onClick={() => print()}>{_("Print for the meeting")}</button>
        <SaveReview organisation={organisation} supplier={row.supplier} />
      </p>
      <h2>{_("Cases")}</h2>
      <Load of={loaded}>{([first, codes]) => first.items.length === 0 ? <Nothing /> : <Cases first={first} codes={codes} more={(after) => fetchShown(organisation, row.supplier, after)} />}</Load>
      <p class="muted no-print"><a href={here("/procedure")}>{_("The procedure: steps, days and your rights")}</a></p>
    </div>
  );
}

/** The same words whether there is nothing or nothing may be shown: they must not tell which. */
export function Nothing() {
  return <Empty title={_("Nothing is shown here")}><p>{_("Here stands what workers agreed to show you. That nothing stands here says nothing about whether there is a case.")}</p></Empty>;
}

function Cases({ first, codes, more }: { first: Page<ShownCase>; codes: ShownCodes; more: (after: string) => Promise<Page<ShownCase>> }) {
  const [rest, setRest] = useState<readonly ShownCase[]>([]);
  const [next, setNext] = useState(first.next);
  const { busy, failure, go } = useAction(async () => {
    const page = await more(next ?? "");
    setRest([...rest, ...page.items]);
    setNext(page.next);
  });
  return (
    <>
      <ul class="cards">{[...first.items, ...rest].map((one) => <li key={one.reference}><Shown of={one} codes={codes} /></li>)}</ul>
      <Failure error={failure} />
      {next !== null && <button type="button" class="outline no-print" aria-busy={busy} onClick={() => void go()}>{_("Show more")}</button>}
    </>
  );
}
