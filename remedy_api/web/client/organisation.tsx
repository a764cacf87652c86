/** An organisation: its key words, its people, its invitations, and how it is shown to workers. */
import { get, getAll } from "./api";
import { _ } from "./i18n";
import { invitedAsFirst } from "./inviting";
import { here, setTitle, signedInPage } from "./parts/mount";
import { countryName, kindName, mayAcceptReports } from "./names";
import { Founding } from "./parts/founding";
import { Invitations } from "./parts/invitations";
import type { InvitationRow } from "./parts/invitations";
import { KeyCheck } from "./parts/key-check";
import { Members } from "./parts/members";
import type { Member } from "./parts/members";
import { PaperKey } from "./parts/paper-key";
import { PublicDescription } from "./parts/public-description";
import { Load, Notice, useLoad } from "./parts/ui";
import type { Membership, Session } from "./session";
import { remember, trusted } from "./trust";
import type { Trusted } from "./trust";

export interface OrganisationJson {
  organisation: string; name: string; kind: string; country: string; languages: string[];
  description: Record<string, string>; accepts_reports: boolean; founded: boolean;
}

interface View {
  organisation: OrganisationJson; tag: string; membership: Membership | undefined;
  trust: Trusted | null; members: Member[]; invitations: InvitationRow[];
}

async function load(session: Session): Promise<View> {
  const id = document.body.dataset.organisation ?? "";
  const membership = session.me.memberships.find((each) => each.organisation === id);
  const waiting = membership !== undefined && membership.state !== "confirmed" && !session.me.administrator;
  const { data: organisation, etag } = waiting ? { data: await outside(session, membership), etag: null } : await get<OrganisationJson>(`/v1/organisations/${id}`);
  setTitle(organisation.name);
  const trust = organisation.founded && membership?.state === "confirmed" ? await trusted(session, id, organisation.name) : null;
  if (trust) await remember(session, [trust]);
  const inside = membership?.state === "confirmed";
  const invites = membership?.manager && inside || session.me.administrator && !organisation.founded;
  return {
    organisation, tag: etag ?? "", membership, trust,
    members: inside && organisation.founded ? await getAll<Member>(`/v1/organisations/${id}/members`) : [],
    invitations: invites ? await getAll<InvitationRow>(`/v1/organisations/${id}/invitations`) : [],
  };
}

/** What somebody knows who accepted and is not confirmed: the organisation itself is closed to her until then. */
async function outside(session: Session, membership: Membership): Promise<OrganisationJson> {
  const { organisation, name, kind, country } = membership;
  const founded = !(await invitedAsFirst(session, organisation));
  return { organisation, name, kind, country, languages: [], description: {}, accepts_reports: false, founded };
}

function Organisation({ session }: { session: Session }) {
  const loaded = useLoad(() => load(session));
  const reload = loaded[1];
  return <Load of={loaded}>{(view) => <Parts session={session} view={view} reload={reload} />}</Load>;
}

function Parts({ session, view, reload }: { session: Session; view: View; reload: () => void }) {
  const { organisation, membership, trust } = view;
  const manager = membership?.manager === true && membership.state === "confirmed";
  return (
    <>
      <p class="muted">{kindName(organisation.kind)} · {countryName(organisation.country)}</p>
      {membership && membership.state !== "confirmed" && organisation.founded && (
        <Notice title={_("You have accepted the invitation.")}>
          <p>{_("A manager still has to confirm you. Then the reports open for you.")}</p>
          <p><button type="button" class="outline" onClick={() => location.reload()}>{_("Look again")}</button></p>
        </Notice>
      )}
      {!organisation.founded && membership?.manager && <Founding session={session} organisation={organisation} />}
      {!organisation.founded && !membership && <Notice><p>{_("Its first manager has not made its key yet. Until then nobody can report to it.")}</p></Notice>}
      {trust && (
        <section>
          <h2>{_("Key words")}</h2>
          <p>{_("Workers compare these words with your printed notice before they report. They never change.")}</p>
          <KeyCheck session={session} of={trust} changed={reload} own />
          <p><a href={here(`/notice/${organisation.organisation}`)}>{_("Print the notice for the notice board")}</a></p>
        </section>
      )}
      {trust && <Members session={session} trust={trust} members={view.members} manager={manager} changed={reload} />}
      {trust && !manager && <PaperKey session={session} trust={trust} />}
      {trust && <p><a href={here("/guides/keys")}>{_("What to do when somebody leaves, or loses a device or a paper")}</a></p>}
      {(manager && trust || session.me.administrator && !organisation.founded) && (
        <Invitations session={session} organisation={organisation} trust={trust} rows={view.invitations} changed={reload} />
      )}
      {manager && mayAcceptReports(organisation.kind) && <PublicDescription organisation={organisation} tag={view.tag} changed={reload} />}
    </>
  );
}

signedInPage(Organisation);
