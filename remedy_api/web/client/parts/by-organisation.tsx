/** A page of one of my organisations: which one is chosen with buttons, and remembered in this tab. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { _ } from "../i18n";
import type { Membership, Session } from "../session";
import { here } from "./mount";
import { confirmed } from "./navigation";
import { Empty, Notice } from "./ui";

const CHOSEN = "remedy.inbox";

export function ByOrganisation({ session, children }: { session: Session; children: (membership: Membership) => ComponentChildren }) {
  const mine = confirmed(session);
  const [chosen, setChosen] = useState(() => {
    const before = sessionStorage.getItem(CHOSEN);
    return mine.find((membership) => membership.organisation === before) ?? mine[0];
  });
  if (chosen === undefined) return <NobodyYet session={session} />;
  function choose(membership: Membership): void {
    sessionStorage.setItem(CHOSEN, membership.organisation);
    setChosen(membership);
  }
  return (
    <>
      {mine.length > 1 && (
        <div class="tabs" role="group" aria-label={_("Choose the organisation")}>
          {mine.map((membership) => (
            <button key={membership.organisation} type="button" class="outline" dir="auto" aria-pressed={membership.organisation === chosen.organisation ? "true" : "false"}
              onClick={() => choose(membership)}>{membership.name}</button>
          ))}
        </div>
      )}
      <div key={chosen.organisation}>{children(chosen)}</div>
    </>
  );
}

function NobodyYet({ session }: { session: Session }) {
  const waiting = session.me.memberships.filter((membership) => membership.state !== "confirmed");
  return (
    <>
      {waiting.map((membership) => (
        <Notice key={membership.organisation} title={membership.name}>
          <p>{_("A manager still has to confirm you. Then the reports open for you.")}</p>
          <p><a href={here(`/organisation/${membership.organisation}`)}>{_("Look again")}</a></p>
        </Notice>
      ))}
      {waiting.length === 0 && (
        <Empty title={_("You are in no organisation yet")}>
          <p>{session.me.administrator
            ? _("As an administrator you cannot read reports. You create organisations and invite their first managers.")
            : _("Ask a manager of your organisation for an invitation.")}</p>
          {session.me.administrator && <p><a href={here("/admin")}>{_("Organisations and invitations")}</a></p>}
        </Empty>
      )}
    </>
  );
}
