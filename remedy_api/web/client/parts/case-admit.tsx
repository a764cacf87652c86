/** Letting another organisation read the case: its key words are compared first, and what it will read is said before. */
import { useState } from "preact/hooks";
import { roleFor } from "../case-access";
import type { Given } from "../case-access";
import { admitTo } from "../case-acts";
import { _, ngettext } from "../i18n";
import { kindName } from "../names";
import { candidates } from "../room-acts";
import type { Candidate } from "../room-acts";
import type { At } from "./case-at";
import { Confirmed } from "./dialog";
import { KeyCheck } from "./key-check";
import { Choice, Load, Tick, useLoad } from "./ui";

export function AdmitReader({ at }: { at: At }) {
  const [open, setOpen] = useState(false);
  return (
    <div class="no-print">
      {open ? <Choices at={at} /> : <button type="button" class="outline" onClick={() => setOpen(true)}>{_("Let another organisation read this…")}</button>}
    </div>
  );
}

function Choices({ at }: { at: At }) {
  const loaded = useLoad(() => candidates(at.session, at.of.readers));
  const [chosen, setChosen] = useState("");
  return (
    <Load of={loaded}>
      {(all) => {
        const to = all.find((each) => each.trust.organisation === chosen);
        if (all.length === 0) return <p>{_("There is no other organisation that accepts reports.")}</p>;
        return (
          <>
            <Choice label={_("Which organisation?")} value={chosen} onValue={setChosen}
              options={[["", _("Choose an organisation")], ...all.map((each): [string, string] => [each.trust.organisation, `${each.trust.name} (${kindName(each.kind)})`])]} />
            {to && <Admit key={chosen} at={at} to={to} changed={loaded[1]} />}
          </>
        );
      }}
    </Load>
  );
}

function offered(role: Given): string {
  switch (role) {
    case "representative": return _("It also represents the workers: it may do everything here that you may.");
    case "coordinator": return _("It also coordinates the case: it may begin steps, pause it, and write down mandate, risk and safe contact.");
    case "monitor": return _("It finds the facts: it may write what it found, for you and the others who read this to comment on.");
  }
}

function Admit({ at, to, changed }: { at: At; to: Candidate; changed: () => void }) {
  const [withRole, setWithRole] = useState(false);
  const role = roleFor(to.kind);
  const count = at.of.rows.length;
  return (
    <>
      {to.description && <p class="own-words muted">{to.description}</p>}
      <KeyCheck session={at.session} of={to.trust} changed={changed} />
      {role !== null && (
        <Tick checked={withRole} onChecked={setWithRole} label={offered(role)} />
      )}
      <Confirmed label={_("Let it read")} disabled={!to.trust.proven} title={_("Let %(organisation)s read this case?", { organisation: to.trust.name })} yes={_("Let it read")}
        explanation={(
          <>
            <p>{ngettext("It will read everything, also what was written before: %(num)s item, with the mandate, the risk and the safe contact if they are written down.",
              "It will read everything, also what was written before: %(num)s items, with the mandate, the risk and the safe contact if they are written down.", count)}</p>
            <p>{_("It does not read the reports themselves. You can remove it later, but what it has read cannot be taken back. You sign this for your organisation.")}</p>
          </>
        )}
        run={async () => { await admitTo(at.session, at.of.id, to, withRole ? role : null); await at.done(); }} />
    </>
  );
}
