/** Who sits at the table, in which role, and who confirmed that the invitation arrived. */
import { _ } from "../i18n";
import { day, kindName } from "../names";
import type { Reader } from "../room-opening";
import { removeFrom } from "../case-acts";
import { say } from "../table-acts";
import { representing } from "../table-opening";
import type { Party } from "../table-view";
import { Coming } from "./coming";
import { Confirmed } from "./dialog";
import { Fold } from "./fold";
import { KeyCheck } from "./key-check";
import { Seat } from "./table-seat";
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
      {representing(at.of) && <div class="no-print"><Fold label={_("Invite an organisation to the table…")}><Seat at={at} /></Fold></div>}
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
            run={async () => { await say(at.session, at.of.id, mine.fingerprint, { type: "received", data: {} }); await at.done(); }} />
        </p>
      )}
      {!reader.mine && representing(at.of) && (
        <p class="no-print">
          <Confirmed danger label={_("Remove %(name)s", { name: reader.name })} title={_("Remove %(organisation)s from this table?", { organisation: reader.name })} yes={_("Remove from the table")}
            explanation={<><p>{_("What it has read cannot be taken back, and it may have kept copies.")}</p><p>{_("It opens nothing that is written from now on: this device makes new keys for those who stay. You sign this for your organisation.")}</p></>}
            run={async () => { await removeFrom(at.session, at.of.id, reader.trust); await at.done(); }} />
        </p>
      )}
    </div>
  );
}
