/** Who sits at the table, in which role, and who confirmed that the invitation arrived. */
import { _ } from "../i18n";
import { day, kindName } from "../names";
import type { Reader } from "../room-opening";
import { say } from "../table-acts";
import type { Party } from "../table-view";
import { Coming } from "./coming";
import { Confirmed } from "./dialog";
import { KeyCheck } from "./key-check";
import type { TableAt } from "./table-at";
import { Notice } from "./ui";

export function Parties({ at }: { at: TableAt }) {
  return (
    <section>
      <h2>{_("Who sits at this table")}</h2>
      <ul class="cards">
        {at.of.view.parties.map((party) => <li key={party.organisation}><PartyCard at={at} party={party} /></li>)}
        {at.of.coming.map((reader) => <li key={reader.organisation}><div class="card"><p class="card-head"><strong><bdi>{reader.name}</bdi></strong></p><Coming reader={reader} /></div></li>)}
      </ul>
      <p class="muted">{_("Nobody else can open what is written here. Nothing here leads to the workers' own room.")}</p>
    </section>
  );
}

function PartyCard({ at, party }: { at: TableAt; party: Party }) {
  const reader = at.of.readers.find((each) => each.organisation === party.organisation) as Reader;
  const mine = at.of.mine.find((each) => each.reader === reader);
  return (
    <div class="card">
      <p class="card-head"><strong><bdi>{reader.name}</bdi></strong> <span class="badge">{at.codes.label("table_roles", party.role)}</span></p>
      <p class="muted">{kindName(reader.kind)}. {party.role !== "representative" && (party.received_on ? _("Confirmed on %(day)s that it received this.", { day: day(party.received_on) }) : _("Has not confirmed yet that it received this."))}</p>
      {party.consented === false && <Notice kind="warn"><p>{_("The workers' consent that it sits here does not hold any more.")}</p></Notice>}
      {!reader.mine && <div class="no-print"><KeyCheck session={at.session} of={reader.trust} changed={at.done} /></div>}
      {mine && party.role !== "representative" && party.received_on === null && (
        <p class="no-print">
          <Confirmed label={_("We have received it")} title={_("Confirm that your organisation received this?")} yes={_("Sign")}
            explanation={<p>{_("Everybody at the table sees that it arrived, and on which day. It does not mean that you agree to anything.")}</p>}
            run={async () => { await say(at.session, at.of.id, mine.fingerprint, { type: "received", data: {} }); at.done(); }} />
        </p>
      )}
    </div>
  );
}
