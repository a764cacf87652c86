/** One's own account: name, language, mails, passphrase, recovery code, where one is signed in, and which programs act for one. */
import { useState } from "preact/hooks";
import { newRecovery } from "./account-making";
import { call, get, getAll } from "./api";
import { provePassphrase, replacePassphrase, replaceRecovery } from "./entering";
import type { Entered } from "./entering";
import { _ } from "./i18n";
import { allLanguages } from "./languages";
import { signedInPage } from "./parts/mount";
import { day } from "./names";
import { Confirmed } from "./parts/dialog";
import { NewPassphrase } from "./parts/new-passphrase";
import { Programs } from "./parts/programs";
import { ConfirmCode } from "./parts/recovery-code";
import { Action, Choice, Field, Form, Load, Notice, Tick, useLoad } from "./parts/ui";
import { kindName } from "./names";
import type { Me, Session, SignedIn } from "./session";

interface SessionRow { session: string; started_on: string; last_seen_on: string; current: boolean }

function Account({ session }: { session: Session }) {
  return (
    <>
      <Profile session={session} />
      <Organisations session={session} />
      <Locks session={session} />
      <Sessions />
      <Programs session={session} />
    </>
  );
}

function Profile({ session }: { session: Session }) {
  const loaded = useLoad(() => get<Me>("/v1/me"));
  // Kept here, not in the form: saving changes the form's key, and a new form would know nothing of what was just saved.
  const [saved, setSaved] = useState(false);
  return (
    <section>
      <h2>{_("About you")}</h2>
      <p class="muted" dir="auto">{session.me.email}</p>
      <Load of={loaded}>{(answer) => <ProfileForm me={answer.data} tag={answer.etag ?? ""} key={answer.etag} reload={loaded[1]} setSaved={setSaved} />}</Load>
      {saved && <Notice kind="good"><p role="status">{_("Saved.")}</p></Notice>}
    </section>
  );
}

function ProfileForm({ me, tag, reload, setSaved }: { me: Me; tag: string; reload: () => Promise<void>; setSaved: (saved: boolean) => void }) {
  const [name, setName] = useState(me.name);
  const [language, setLanguage] = useState(me.language);
  const [notices, setNotices] = useState(me.notices);
  async function save(): Promise<void> {
    setSaved(false);
    await call("PATCH", "/v1/me", { json: { name: name.trim(), language, notices }, ifMatch: tag });
    setSaved(true);
    await reload();
  }
  return (
    <Form submit={_("Save")} run={save}>
      <Field label={_("Your name")} value={name} onValue={setName} maxLength={100} autocomplete="name" dir="auto" />
      <Choice label={_("Language of mails to you")} value={language} onValue={setLanguage} options={allLanguages().map((each) => [each.code, each.autonym] as const)} />
      <Tick checked={notices} onChecked={setNotices} label={_("Send me a mail when something new is there. It never says what.")} />
    </Form>
  );
}

function Organisations({ session }: { session: Session }) {
  if (session.me.memberships.length === 0) return null;
  return (
    <section>
      <h2>{_("Your organisations")}</h2>
      <ul>
        {session.me.memberships.map((membership) => (
          <li key={membership.organisation}><bdi>{membership.name}</bdi> <span class="muted">{kindName(membership.kind)}</span></li>
        ))}
      </ul>
    </section>
  );
}

/** Passphrase and recovery code. The present passphrase is asked again first, so that an unlocked desk is not enough. */
function Locks({ session }: { session: Session }) {
  const [entered, setEntered] = useState<Entered | null>(null);
  const [passphrase, setPassphrase] = useState("");
  const [doing, setDoing] = useState<"passphrase" | "recovery" | null>(null);
  const [done, setDone] = useState<string | null>(null);

  async function prove(): Promise<void> {
    const auth = await provePassphrase(session.me.email, passphrase);
    setPassphrase("");
    const signedIn: SignedIn = {
      session: session.id, device_key: "", user: session.me.user, slot: "", sealed: "", kid: session.me.kid, kem_public: session.me.kem_public,
      sig_public: session.me.sig_public, vault: { version: 0, sealed: "" }, instance: session.instance };
    setEntered({ signedIn, secret: session.secret, auth });
  }
  function finish(text: string): void {
    setDone(text);
    setDoing(null);
    setEntered(null);
  }
  return (
    <section>
      <h2>{_("Passphrase and recovery code")}</h2>
      {done && <Notice kind="good"><p role="status">{done}</p></Notice>}
      {doing === null && (
        <div class="actions">
          <button type="button" class="outline" onClick={() => { setDone(null); setDoing("passphrase"); }}>{_("Change the passphrase")}</button>
          <button type="button" class="outline" onClick={() => { setDone(null); setDoing("recovery"); }}>{_("Make a new recovery code")}</button>
        </div>
      )}
      {doing !== null && entered === null && (
        <Form submit={_("Continue")} run={prove} busyText={_("Opening your account…")}>
          <Field label={_("Your present passphrase")} type="password" autocomplete="current-password" value={passphrase} onValue={setPassphrase} dir="auto" />
        </Form>
      )}
      {doing === "passphrase" && entered && (
        <NewPassphrase submit={_("Change the passphrase")} done={async (chosen) => {
          await replacePassphrase(entered, chosen);
          finish(`${_("The passphrase is changed. Sessions on other devices have ended.")} ${_("The tokens of programs have ended, too.")}`);
        }} />
      )}
      {doing === "recovery" && entered && <NewRecovery entered={entered} finish={() => finish(_("The new recovery code works. The old one does not any more."))} />}
      {doing !== null && <p><button type="button" class="link" onClick={() => { setDoing(null); setEntered(null); }}>{_("Cancel")}</button></p>}
    </section>
  );
}

function NewRecovery({ entered, finish }: { entered: Entered; finish: () => void }) {
  const [made] = useState(newRecovery);
  return (
    <ConfirmCode title={_("Recovery code")} code={made.code} kind="recovery" submit={_("Use this code from now on")}
      explanation={_("If you forget your passphrase, this code opens your account. Print it or write it down, and keep it where nobody else finds it.")}
      done={async () => { await replaceRecovery(entered, made.secret); finish(); }} />
  );
}

function Sessions() {
  const loaded = useLoad(() => getAll<SessionRow>("/v1/sessions"));
  const reload = loaded[1];
  return (
    <section>
      <h2>{_("Where you are signed in")}</h2>
      <Load of={loaded}>
        {(rows) => (
          <>
            <ul class="cards">
              {rows.map((row) => (
                <li key={row.session}>
                  <div class="card">
                    <p><strong>{row.current ? _("This browser") : _("Another browser or device")}</strong></p>
                    <p class="muted">{_("Signed in on %(started)s, last used on %(seen)s", { started: day(row.started_on), seen: day(row.last_seen_on) })}</p>
                    {!row.current && <Action quiet danger run={async () => { await call("DELETE", `/v1/sessions/${row.session}`); await reload(); }}>{_("End this session")}</Action>}
                  </div>
                </li>
              ))}
            </ul>
            <p class="muted">{_("Programs keep their tokens when sessions end.")} <a href="#programs">{_("See and revoke tokens")}</a></p>
            {rows.length > 1 && (
              <Confirmed danger label={_("End all other sessions")} title={_("End all other sessions?")} yes={_("End them")}
                explanation={<p>{_("On all other devices somebody has to sign in again.")} {_("Programs keep their tokens when sessions end.")}</p>}
                run={async () => { await call("DELETE", "/v1/sessions"); await reload(); }} />
            )}
          </>
        )}
      </Load>
    </section>
  );
}

signedInPage(Account);
