/** One table on one page: who sits there, what was promised, what is said to be done, and what the workers verified. */
import { useEffect } from "preact/hooks";
import { _, ngettext } from "./i18n";
import { reference } from "./names";
import type { Codes } from "./parts/codes";
import { here, setTitle, signedInPage } from "./parts/mount";
import { Propose } from "./parts/plan-form";
import { SpoiledTableKeys } from "./parts/table-spoiled";
import type { TableAt } from "./parts/table-at";
import { EarlierPlans } from "./parts/table-earlier";
import { TableHistory } from "./parts/table-history";
import { TableLetters } from "./parts/table-letters";
import { TableNeed } from "./parts/table-need";
import { Parties } from "./parts/table-parties";
import { Agreed, Proposed } from "./parts/table-plan";
import { ShownHere } from "./parts/table-shown";
import { Failure, Loading, useLoad } from "./parts/ui";
import { markSeen } from "./room-acts";
import { hex } from "./seal";
import type { Session } from "./session";
import { openTable } from "./table-opening";
import type { OpenTable } from "./table-opening";
import { loadTableCodes } from "./table-view";

function Page({ session }: { session: Session }) {
  const id = document.body.dataset.room ?? "";
  const [loaded, reload] = useLoad(() => opened(session, id));
  useEffect(() => setTitle(_("Remedy table %(reference)s", { reference: reference(id) })), []);
  if (loaded.state === "loading") return <Loading text={_("Being checked on this device…")} />;
  if (loaded.state === "failed") return <Failure error={loaded.error} retry={reload} />;
  return <Table at={{ session, done: reload, ...loaded.value }} />;
}

/** Nothing of a table is shown before it was checked. */
async function opened(session: Session, id: string): Promise<{ of: OpenTable; codes: Codes }> {
  const [of, codes] = await Promise.all([openTable(session, id), loadTableCodes()]);
  void markSeen(of);
  return { of, codes };
}

function Table({ at }: { at: TableAt }) {
  const { view, verified } = at.of;
  // After every signed step the forms begin folded away; what was typed in them is kept as a draft.
  const head = hex(verified.head);
  return (
    <div class="case table">
      <p class="no-print"><a href={here("/tables")}>{_("All tables")}</a></p>
      {view.case && <p class="no-print"><a href={here(`/cases/${view.case}`)}>{_("The case behind this table")}</a></p>}
      <p class="checked" role="status">
        <span class="badge good">{_("checked on this device")}</span>{" "}
        <span class="muted">{ngettext("All of it fits the signed history of %(num)s step.", "All of it fits the signed history of %(num)s steps.", verified.events.length)}</span>
      </p>
      <SpoiledTableKeys at={at} />
      <TableNeed at={at} />
      <Proposed key={`proposed-${head}`} at={at} />
      <Agreed key={`agreed-${head}`} at={at} />
      <Propose key={`propose-${head}`} at={at} />
      <EarlierPlans key={`earlier-${head}`} at={at} />
      <ShownHere key={`shown-${head}`} at={at} />
      <Parties key={`parties-${head}`} at={at} />
      <TableLetters at={at} />
      <TableHistory at={at} />
    </div>
  );
}

signedInPage(Page);
