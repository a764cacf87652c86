/** An invitation by link. Its secret stands after the # and never reaches the server; it proves both sides to each other. */
import { useState } from "preact/hooks";
import type { AccountCreate, NewAccount } from "./account-making";
import { call, get, Problem } from "./api";
import { _ } from "./i18n";
import { acceptanceMac, checkOffer, readLink } from "./inviting";
import type { Invitation, Link } from "./inviting";
import { here, openPage } from "./parts/mount";
import { kindName } from "./names";
import { AccountWizard } from "./parts/account-wizard";
import { Action, Load, Notice, useLoad } from "./parts/ui";
import { KeyWords } from "./parts/words";
import { begin, resume } from "./session";
import type { Session, SignedIn } from "./session";

interface Offer { link: Link; invitation: Invitation; fingerprint: string; words: readonly string[]; session: Session | null }

async function load(): Promise<Offer | null> {
  const link = readLink(location.hash);
  if (link === null) return null;
  const invitation = (await get<Invitation>(`/v1/invitations/${link.invitation}`)).data;
  const { fingerprint, words } = await checkOffer(invitation);
  return { link, invitation, fingerprint, words, session: await resume() };
}

function Page() {
  const loaded = useLoad(load);
  const [result] = loaded;
  if (result.state === "failed" && result.error instanceof Problem && result.error.status === 404) {
    return <Notice kind="warn" title={_("This invitation does not exist any more.")}><p>{_("Please ask the person who invited you for a new link.")}</p></Notice>;
  }
  return (
    <Load of={loaded}>
      {(offer) => offer === null
        ? <Notice kind="warn" title={_("This link is not complete.")}><p>{_("Please copy the whole link that you were sent, up to its last letter.")}</p></Notice>
        : <Welcome offer={offer} />}
    </Load>
  );
}

function Welcome({ offer }: { offer: Offer }) {
  const { invitation, session } = offer;
  const [making, setMaking] = useState(false);
  const [done, setDone] = useState(false);
  if (done) return <Waiting offer={offer} />;
  if (invitation.state !== "invited") {
    return (
      <Notice kind="warn" title={_("This invitation was used or has run out.")}>
        <p>{_("If you used it yourself, sign in. Otherwise ask the person who invited you for a new link.")}</p>
        <p><a href={here("/sign-in")}>{_("Sign in")}</a></p>
      </Notice>
    );
  }
  return (
    <>
      <p dir="auto">{invitation.role === "manager"
        ? _("%(organisation)s invites you as a manager: you may invite and remove people.", { organisation: invitation.organisation.name })
        : _("%(organisation)s invites you as a member.", { organisation: invitation.organisation.name })}</p>
      <p class="muted">{kindName(invitation.organisation.kind)}</p>
      {offer.words.length > 0 && (
        <details>
          <summary>{_("The 12 key words of this organisation")}</summary>
          <p>{_("The same words stand on the organisation's printed notice. You can compare them.")}</p>
          <KeyWords words={offer.words} />
        </details>
      )}
      {making
        ? <AccountWizard before={0} vault={async () => kept(offer)} finish={(account, made) => create(offer, account, made)} />
        : session !== null
          ? (
            <>
              <p dir="auto">{_("You are signed in as %(name)s.", { name: session.me.name })}</p>
              <Action run={async () => { await join(offer, session); setDone(true); }}>{_("Accept the invitation")}</Action>
            </>
          )
          : (
            <div class="actions">
              <button type="button" onClick={() => setMaking(true)}>{_("Create my account")}</button>
              <a role="button" class="outline" href={`${here("/sign-in")}#${encodeURIComponent(location.pathname + location.hash)}`}>{_("I already have an account")}</a>
            </div>
          )}
    </>
  );
}

/** What the invitee remembers until the inviter has answered: with it she checks that no other side slipped in. */
function kept(offer: Offer) {
  const { organisation } = offer.invitation.organisation;
  return { pins: {}, invitations: { [offer.link.invitation]: { secret: offer.link.secret, organisation, fingerprint: offer.fingerprint } } };
}

async function create(offer: Offer, account: AccountCreate, made: NewAccount): Promise<void> {
  const mac = await acceptanceMac(offer.link, offer.invitation, offer.fingerprint, made.keys.kid);
  const answer = await call<SignedIn>("POST", `/v1/invitations/${offer.link.invitation}/acceptance`, { json: { account, mac }, enters: true });
  await begin(answer.data, made.secret);
  location.replace(after(offer));
}

async function join(offer: Offer, session: Session): Promise<void> {
  const mac = await acceptanceMac(offer.link, offer.invitation, offer.fingerprint, session.keys.kid);
  await session.vault.change((content) => { Object.assign(content.invitations, kept(offer).invitations); });
  await call("POST", `/v1/invitations/${offer.link.invitation}/acceptance`, { json: { mac } });
  if (offer.fingerprint === "") location.replace(after(offer));
}

/** A first manager goes on to make the organisation's key; everybody else waits to be confirmed. */
function after(offer: Offer): string {
  return here(`/organisation/${offer.invitation.organisation.organisation}`);
}

function Waiting({ offer }: { offer: Offer }) {
  return (
    <Notice kind="good" title={_("You have accepted.")}>
      <p>{_("A manager of the organisation now confirms you. Then its reports open for you.")}</p>
      <p><a href={after(offer)}>{_("Continue")}</a></p>
    </Notice>
  );
}

openPage(Page);
