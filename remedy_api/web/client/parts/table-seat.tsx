/** Inviting an organisation to the table: its key words are compared first, and what it will read is said before. */
import { useState } from "preact/hooks";
import { _ } from "../i18n";
import { kindName, reference } from "../names";
import { candidates } from "../room-acts";
import { seat } from "../table-acts";
import type { TableRole } from "../table-view";
import { trusted } from "../trust";
import type { Trusted } from "../trust";
import { Confirmed } from "./dialog";
import { KeyCheck } from "./key-check";
import type { TableAt } from "./table-at";
import { Choice, Field, Load, useLoad } from "./ui";

/** Companies are in no list of those that accept reports: their own people know their number. */
const COMPANY = "company";
const OF_COMPANIES: readonly TableRole[] = ["duty_bearer", "buyer"];

export function Seat({ at }: { at: TableAt }) {
  const loaded = useLoad(() => candidates(at.session, [...at.of.readers, ...at.of.coming]));
  const [chosen, setChosen] = useState("");
  const [number, setNumber] = useState("");
  const typed = number.trim().toLowerCase();
  const whole = /^[0-9a-f]{32}$/.test(typed);
  return (
    <Load of={loaded}>
      {(all) => {
        const to = all.find((each) => each.trust.organisation === chosen);
        return (
          <>
            <Choice label={_("Which organisation?")} value={chosen} onValue={setChosen}
              options={[["", _("Choose an organisation")], [COMPANY, _("A company or a public buyer, by its number")], ...all.map((each): [string, string] => [each.trust.organisation, `${each.trust.name} (${kindName(each.kind)})`])]} />
            {chosen === COMPANY && (
              <Field label={_("Number of the organisation")} value={number} onValue={setNumber} dir="ltr" autocomplete="off" spellcheck={false} error={number !== "" && !whole ? _("The number has 32 digits and letters from a to f.") : null}
                help={_("Ask the company for it: it is the last part of the address of its organisation's page here.")} />
            )}
            {chosen === COMPANY && whole && <ByNumber key={typed} at={at} organisation={typed} />}
            {to && <Invite key={chosen} at={at} trust={to.trust} roles={[kindRole(to.kind)]} changed={loaded[1]} />}
          </>
        );
      }}
    </Load>
  );
}

const kindRole = (kind: string): TableRole => kind === "worker_organisation" ? "representative" : kind === "coordinator" || kind === "monitor" ? kind : "reader";

/** Its name is not known before it sits here; its key words say who it is. */
function ByNumber({ at, organisation }: { at: TableAt; organisation: string }) {
  const loaded = useLoad(() => trusted(at.session, organisation, reference(organisation)));
  return <Load of={loaded}>{(trust) => <Invite at={at} trust={trust} roles={OF_COMPANIES} changed={loaded[1]} />}</Load>;
}

function Invite({ at, trust, roles, changed }: { at: TableAt; trust: Trusted; roles: readonly TableRole[]; changed: () => void }) {
  const [role, setRole] = useState<string>(roles.length === 1 ? roles[0] ?? "" : "");
  const wanted = roles.find((each) => each === role);
  return (
    <>
      <KeyCheck session={at.session} of={trust} changed={changed} />
      <Choice label={_("What does it do at the table?")} value={role} onValue={setRole}
        options={[...(roles.length === 1 ? [] : [["", _("Please choose")] as const]), ...roles.map((each) => [each, at.codes.label("table_roles", each)] as const)]} />
      <Confirmed label={_("Let it sit at the table")} disabled={!trust.proven || wanted === undefined} title={_("Let %(organisation)s sit at the table?", { organisation: trust.name })} yes={_("Sign and invite")}
        explanation={(
          <>
            <p>{_("It reads what is written here from now on, and the steps of every plan. Texts that were written before stay locked for it, so propose a plan after it has come.")}</p>
            <p>{_("A company comes only as far as the workers have consented to it. You sign this for your organisation.")}</p>
          </>
        )}
        run={async () => { if (wanted !== undefined) await seat(at.session, at.of.id, trust, wanted); await at.done(); }} />
    </>
  );
}
