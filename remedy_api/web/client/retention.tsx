/** What is to be erased soon and what is held: of one's own organisations when, for administrators and coordinators how many of all others. */
import { useState } from "preact/hooks";
import { _ } from "./i18n";
import { day, reference } from "./names";
import { ByOrganisation } from "./parts/by-organisation";
import { here, signedInPage } from "./parts/mount";
import { confirmed } from "./parts/navigation";
import { Empty, Failure, Load, useAction, useLoad } from "./parts/ui";
import { fetchErasures, fetchForeseen, loadRules, ruleName } from "./retention-view";
import type { ErasureRow, Rules } from "./retention-view";
import type { Membership, Session } from "./session";
import type { Page } from "./supply";

function Retention({ session }: { session: Session }) {
  const mine = confirmed(session);
  const foresees = session.me.administrator || mine.some(({ kind }) => kind === "coordinator");
  return (
    <>
      <p>{_("What has come to its end is erased whole, so that nobody can find it, ask for it or steal it any more. It is announced here before.")}</p>
      <p><a href={`${here("/procedure")}#kept`}>{_("How long things are kept here, and why")}</a></p>
      {mine.length > 0 && <ByOrganisation session={session}>{(membership) => <Own membership={membership} />}</ByOrganisation>}
      {foresees && <Others />}
    </>
  );
}

function Own({ membership: { organisation } }: { membership: Membership }) {
  const loaded = useLoad(() => Promise.all([loadRules(), fetchErasures(organisation, "coming", null), fetchErasures(organisation, "held", null)]));
  return (
    <Load of={loaded}>
      {([rules, coming, held]) => (
        <>
          <section>
            <h2>{_("Will be erased")}</h2>
            {coming.items.length === 0 ? <Empty title={_("Nothing is to be erased in the next %(num)s days.", { num: rules.notice })} />
              : <Rows rules={rules} first={coming} more={(after) => fetchErasures(organisation, "coming", after)} />}
          </section>
          <section>
            <h2>{_("Held")}</h2>
            {held.items.length === 0 ? <Empty title={_("No case is held.")} /> : <Rows rules={rules} first={held} more={(after) => fetchErasures(organisation, "held", after)} />}
          </section>
        </>
      )}
    </Load>
  );
}

function Rows({ rules, first, more }: { rules: Rules; first: Page<ErasureRow>; more: (after: string) => Promise<Page<ErasureRow>> }) {
  const [rest, setRest] = useState<readonly ErasureRow[]>([]);
  const [next, setNext] = useState(first.next);
  const { busy, failure, go } = useAction(async () => {
    const page = await more(next ?? "");
    setRest([...rest, ...page.items]);
    setNext(page.next);
  });
  return (
    <>
      <ul class="cards">{[...first.items, ...rest].map((row) => <li key={row.room}><Row row={row} rules={rules} /></li>)}</ul>
      <Failure error={failure} />
      {next !== null && <button type="button" class="outline" aria-busy={busy} onClick={() => void go()}>{_("Show more")}</button>}
    </>
  );
}

function Row({ row, rules }: { row: ErasureRow; rules: Rules }) {
  const name = row.case ? _("Case %(reference)s", { reference: reference(row.room) }) : _("Report %(reference)s", { reference: reference(row.room) });
  return (
    <a class="card" href={here(row.case ? `/cases/${row.room}` : `/reports/${row.room}`)}>
      <span class="card-head"><strong>{name}</strong></span>
      {row.erased_on !== null && <p class="need">{_("Will be erased on %(day)s", { day: day(row.erased_on) })}</p>}
      {row.what !== null && <p class="muted">{ruleName(rules, row.what)}</p>}
    </a>
  );
}

function Others() {
  const loaded = useLoad(() => Promise.all([loadRules(), fetchForeseen()]));
  return (
    <section>
      <h2>{_("In the whole programme")}</h2>
      <p class="muted">{_("Announced to be erased, without what you read yourself. Rounded down to fives; fewer than five are not told.")}</p>
      <Load of={loaded}>
        {([rules, numbers]) => (
          <ul class="plain rows">
            {numbers.map(({ what, number }) => (
              <li key={what}><span>{ruleName(rules, what)}</span> <strong>{number === null ? _("fewer than five") : number}</strong></li>
            ))}
          </ul>
        )}
      </Load>
    </section>
  );
}

signedInPage(Retention);
