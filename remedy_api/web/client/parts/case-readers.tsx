/** Who can open the case, since when and how much of it; letting somebody in, giving a role, and removing. */
import { access, former, roleFor } from "../case-access";
import type { Access, Given } from "../case-access";
import { act, removeFrom } from "../case-acts";
import { roleName } from "../case-words";
import { _, ngettext } from "../i18n";
import { day, kindName } from "../names";
import type { Reader } from "../room-opening";
import { AdmitReader } from "./case-admit";
import type { At } from "./case-at";
import { Coming } from "./coming";
import { Confirmed } from "./dialog";
import { KeyCheck } from "./key-check";

export function Readers({ at }: { at: At }) {
  const gone = former(at.of);
  const mayChange = at.of.role === "representative" && at.of.facts.closed === "";
  return (
    <section id="readers">
      <h2>{_("Who can read this")}</h2>
      <ul class="cards">
        {access(at.of).map((each) => <li key={each.fingerprint}><ReaderCard at={at} of={each} mayChange={mayChange} /></li>)}
        {at.of.coming.map((each) => <li key={each.organisation}><ComingCard at={at} reader={each} mayChange={mayChange} /></li>)}
      </ul>
      {gone.length > 0 && (
        <>
          <h3>{_("Who could read it before")}</h3>
          <ul class="plain">
            {gone.map((each) => (
              <li key={each.fingerprint}>
                {_("%(organisation)s until %(day)s.", { organisation: each.name === "" ? _("An organisation that read this before") : each.name, day: day(each.until) })}{" "}
                <span class="muted">{ngettext("It could open the %(num)s item that was there by then, and nothing written after.", "It could open the %(num)s items that were there by then, and nothing written after.", each.count)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="muted no-print">{_("Nobody else can open it: not the administrators, not the server, no company.")}</p>
      {mayChange && <AdmitReader at={at} />}
    </section>
  );
}

function ReaderCard({ at, of: { reader, fingerprint, role, since }, mayChange }: { at: At; of: Access; mayChange: boolean }) {
  const count = at.of.rows.length;
  return (
    <div class="card">
      <p class="card-head">
        <strong><bdi>{reader.name}</bdi></strong>
        <span><span class="badge">{roleName(role)}</span></span>
      </p>
      <p class="muted">{kindName(reader.kind)}. {_("Since %(day)s.", { day: day(since) })} {reader.mine && _("Your organisation: everybody whom its managers confirmed.")}</p>
      <p class="no-print">{ngettext("Can open everything: %(num)s item until now, also what was written before it came, and what comes.",
        "Can open everything: %(num)s items until now, also what was written before it came, and what comes.", count)}</p>
      {!reader.mine && <div class="no-print"><KeyCheck session={at.session} of={reader.trust} changed={at.done} /></div>}
      {mayChange && (
        <div class="actions no-print">
          <GiveRole at={at} fingerprint={fingerprint} name={reader.name} kind={reader.kind} role={role} />
          {!reader.mine && <Remove at={at} reader={reader} />}
        </div>
      )}
    </div>
  );
}

/** Let in, without a key yet: the next thing that is written here makes it one. */
function ComingCard({ at, reader, mayChange }: { at: At; reader: Reader; mayChange: boolean }) {
  return (
    <div class="card">
      <p class="card-head"><strong><bdi>{reader.name}</bdi></strong> <span class="muted">{kindName(reader.kind)}</span></p>
      <Coming reader={reader} />
      <div class="no-print"><KeyCheck session={at.session} of={reader.trust} changed={at.done} /></div>
      {mayChange && <div class="actions no-print"><Remove at={at} reader={reader} /></div>}
    </div>
  );
}

function Remove({ at, reader }: { at: At; reader: Reader }) {
  return (
    <Confirmed danger label={_("Remove %(name)s", { name: reader.name })} title={_("Remove %(organisation)s from this case?", { organisation: reader.name })} yes={_("Remove from the case")}
      explanation={<><p>{_("What it has read cannot be taken back, and it may have kept copies.")}</p><p>{_("It opens nothing that is written from now on: this device makes new keys for those who stay. You sign this for your organisation.")}</p></>}
      run={async () => { await removeFrom(at.session, at.of.id, reader.trust); await at.done(); }} />
  );
}

function GiveRole({ at, fingerprint, name, kind, role }: { at: At; fingerprint: string; name: string; kind: string; role: Access["role"] }) {
  const wanted = roleFor(kind);
  if (wanted === null || role === wanted) return null;
  const { label, title, means } = roleWords(wanted, name);
  return (
    <Confirmed label={label} yes={_("Sign")} title={title} explanation={<p>{means}</p>}
      run={async () => { await act(at.session, at.of.id, { type: "entrusted", data: { fingerprint, role: wanted } }); await at.done(); }} />
  );
}

function roleWords(role: Given, organisation: string): { label: string; title: string; means: string } {
  switch (role) {
    case "representative": return {
      label: _("Let it represent the workers"), title: _("Let %(organisation)s represent the workers?", { organisation }),
      means: _("It may then do everything here that you may: record facts, write down consent, let others in and remove them, also you.") };
    case "coordinator": return {
      label: _("Let it coordinate"), title: _("Let %(organisation)s coordinate the case?", { organisation }),
      means: _("It may then begin steps, pause the case, and write down mandate, risk and safe contact. It cannot write down consent or let anybody in.") };
    case "monitor": return {
      label: _("Let it find the facts"), title: _("Let %(organisation)s find the facts?", { organisation }),
      means: _("It may then say what its interests are and write what it found. It cannot begin steps, write down consent or let anybody in.") };
  }
}
