/** Inviting people by a link, and confirming those who accepted: the check that nobody else took the link's place. */
import { useState } from "preact/hooks";
import { call, newKey } from "../api";
import { _ } from "../i18n";
import { writeLink } from "../inviting";
import { confirmMember } from "../members";
import { day } from "../names";
import type { OrganisationJson } from "../organisation";
import { hex, random } from "../seal";
import type { Session } from "../session";
import type { PublicKeys, Trusted } from "../trust";
import { Confirmed } from "./dialog";
import { Action, Choice, Form, Notice } from "./ui";

/** An invitation as managers see it; `invitee` and their proof are there once somebody accepted. `inviter` is a user. */
export interface InvitationRow {
  invitation: string; role: "manager" | "member"; state: "invited" | "accepted" | "confirmed" | "withdrawn" | "expired"; expires_on: string;
  inviter: string; invitee: (PublicKeys & { user: string; name: string; program: boolean }) | null; invitee_mac: string | null;
}

interface Props { session: Session; organisation: OrganisationJson; trust: Trusted | null; rows: InvitationRow[]; changed: () => void }

export function Invitations({ session, organisation, trust, rows, changed }: Props) {
  const first = !organisation.founded;
  const [role, setRole] = useState<"manager" | "member">(first ? "manager" : "member");
  const [link, setLink] = useState<string | null>(null);
  const [key, setKey] = useState(newKey);
  const [id, setId] = useState(() => hex(random(16)));

  async function invite(): Promise<void> {
    await call("POST", `/v1/organisations/${organisation.organisation}/invitations`, { json: { invitation: id, role }, key });
    setLink(await writeLink(session, id));
    setKey(newKey());
    setId(hex(random(16)));
    await changed();
  }

  const waiting = rows.filter((row) => row.state === "invited" || row.state === "accepted");
  return (
    <section>
      <h2>{first ? _("Invite the first manager") : _("Invite somebody")}</h2>
      {link && <NewLink link={link} />}
      <Form submit={_("Make a link")} run={invite}>
        {!first && (
          <Choice label={_("What may this person do?")} value={role} onValue={(value) => setRole(value as "manager" | "member")}
            options={[["member", _("Member: reads and answers reports")], ["manager", _("Manager: also invites and removes people")]]} />
        )}
      </Form>
      {waiting.length > 0 && (
        <>
          <h3>{_("Open invitations")}</h3>
          <ul class="cards">
            {waiting.map((row) => <li key={row.invitation}><Row session={session} trust={trust} row={row} show={setLink} changed={changed} /></li>)}
          </ul>
        </>
      )}
    </section>
  );
}

function NewLink({ link }: { link: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <Notice kind="good" title={_("Send this link yourself")}>
      <p>{_("Hand it over personally or by a messenger you trust, not through this site. It works once, for one person.")}</p>
      <code class="link-box" dir="ltr">{link}</code>
      <Action quiet run={async () => { await navigator.clipboard.writeText(link); setCopied(true); }}>{copied ? _("Copied") : _("Copy the link")}</Action>
    </Notice>
  );
}

function Row({ session, trust, row, show, changed }: {
  session: Session; trust: Trusted | null; row: InvitationRow; show: (link: string) => void; changed: () => void;
}) {
  const mine = row.inviter === session.me.user;
  return (
    <div class="card">
      <p class="card-head">
        <strong dir="auto">{row.invitee ? row.invitee.name : row.role === "manager" ? _("Invitation as manager") : _("Invitation as member")}</strong>
        <span class={`badge ${row.state === "accepted" ? "warn" : ""}`}>{row.state === "accepted" ? _("accepted, to be confirmed") : _("not used yet")}</span>
        {row.invitee?.program && <span class="badge">{_("program")}</span>}
      </p>
      <p class="muted">{_("Valid until %(day)s", { day: day(row.expires_on) })}</p>
      {row.state === "accepted" && !mine && trust && <p>{_("Only the manager who sent the link can confirm.")}</p>}
      <div class="actions">
        {row.state === "accepted" && mine && trust && row.invitee !== null && (
          <Confirmed label={_("Confirm")} title={_("Confirm %(name)s?", { name: row.invitee.name })} yes={_("Confirm")}
            explanation={<p>{_("From now on %(name)s can open all reports to your organisation. This browser first checks that the link you sent was used, and nobody in between.", { name: row.invitee.name })}
              {row.invitee.program && <> {_("It is a program: you answer for what it does. Its key opens what its organisation reads, whatever its tokens allow.")}</>}</p>}
            run={async () => { await confirmMember(session, trust, row); await changed(); }} />
        )}
        {row.state === "invited" && mine && <Action quiet run={async () => show(await writeLink(session, row.invitation))}>{_("Show the link again")}</Action>}
        <Confirmed danger label={_("Withdraw")} title={_("Withdraw this invitation?")} yes={_("Withdraw")} explanation={<p>{_("The link stops working.")}</p>}
          run={async () => { await call("DELETE", `/v1/invitations/${row.invitation}`); await changed(); }} />
      </div>
    </div>
  );
}
