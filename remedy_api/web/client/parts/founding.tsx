/** The first visit of the first manager: the organisation's key is made in her browser, and its printed way back. */
import { useState } from "preact/hooks";
import { found, newOrganisationKey } from "../founding";
import { _ } from "../i18n";
import type { OrganisationJson } from "../organisation";
import type { Session } from "../session";
import { ConfirmCode } from "./recovery-code";
import { Action, Load, Notice, useLoad } from "./ui";

export function Founding({ session, organisation }: { session: Session; organisation: OrganisationJson }) {
  const [started, setStarted] = useState(false);
  return (
    <section>
      <h2>{_("Make the key of your organisation")}</h2>
      {started ? <Making session={session} organisation={organisation} /> : (
        <>
          <p>{_("Reports to your organisation are locked with its key. The key is made here, on your device, and only people whom a manager of your organisation confirmed can open reports.")}</p>
          <Notice kind="warn"><p>{_("Take five minutes, a printer or paper and pen. You will get a recovery code for the organisation. If all managers lose their access, nothing else opens its reports.")}</p></Notice>
          <Action run={() => setStarted(true)}>{_("Make the key now")}</Action>
        </>
      )}
    </section>
  );
}

function Making({ session, organisation }: { session: Session; organisation: OrganisationJson }) {
  const loaded = useLoad(newOrganisationKey);
  return (
    <Load of={loaded}>
      {(key) => (
        <ConfirmCode title={_("Recovery code of %(organisation)s", { organisation: organisation.name })} code={key.code} kind="org-recovery"
          explanation={_("Keep it off line, for example in the safe of your organisation. Whoever has it can appoint a new manager.")}
          submit={_("Make the key")} busyText={_("Making the key…")}
          done={async () => {
            await found(session, organisation, key);
            location.reload();
          }} />
      )}
    </Load>
  );
}
