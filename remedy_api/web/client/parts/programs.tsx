/** Programs that act for somebody: which tokens she gave out, for what and until when, and making another, which is shown once. */
import { useState } from "preact/hooks";
import { call, get, getAll } from "../api";
import { provePassphrase } from "../entering";
import { _ } from "../i18n";
import { day } from "../names";
import type { Session } from "../session";
import { Confirmed } from "./dialog";
import { Action, Choice, Field, Form, Load, Notice, Tick, useLoad } from "./ui";

interface ScopeJson { scope: string; meaning: string; key: boolean }
interface ProgramJson { user: string; name: string; kid: string; organisations: string[] }
interface TokenJson {
  token: string; name: string; user: string; program: string | null; scopes: string[]; organisation: string | null;
  made_on: string; expires_on: string; used_on: string | null;
}
interface Everything { scopes: ScopeJson[]; programs: ProgramJson[]; tokens: TokenJson[] }

async function everything(): Promise<Everything> {
  const [scopes, programs, tokens] = await Promise.all([
    get<ScopeJson[]>("/v1/scopes"), getAll<ProgramJson>("/v1/me/programs"), getAll<TokenJson>("/v1/me/tokens")]);
  return { scopes: scopes.data, programs, tokens };
}

export function Programs({ session }: { session: Session }) {
  const loaded = useLoad(everything);
  const reload = loaded[1];
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <section id="programs">
      <h2>{_("Programs")}</h2>
      <p>{_("A program of yours shows a token instead of a passphrase. You choose what it may do and until when, and you can revoke it at any moment. You answer for what it does.")}</p>
      <Load of={loaded}>
        {(all) => (
          <>
            {secret !== null && <Shown secret={secret} />}
            {all.tokens.length > 0 && (
              <ul class="cards">
                {all.tokens.map((token) => <li key={token.token}><Token session={session} token={token} scopes={all.scopes} changed={reload} /></li>)}
              </ul>
            )}
            {!making && <div class="actions"><button type="button" class="outline" onClick={() => { setSecret(null); setMaking(true); }}>{_("Make a token")}</button></div>}
            {making && (
              <>
                <NewToken session={session} all={all} done={async (made) => { setSecret(made); setMaking(false); await reload(); }} />
                <p><button type="button" class="link" onClick={() => setMaking(false)}>{_("Cancel")}</button></p>
              </>
            )}
          </>
        )}
      </Load>
    </section>
  );
}

function Shown({ secret }: { secret: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <Notice kind="good" title={_("Copy the token now")}>
      <p>{_("It is shown this once. Put it where only the program can read it. Whoever has it can do what it allows.")}</p>
      <code class="link-box" dir="ltr">{secret}</code>
      <Action quiet run={async () => { await navigator.clipboard.writeText(secret); setCopied(true); }}>{copied ? _("Copied") : _("Copy the token")}</Action>
    </Notice>
  );
}

function Token({ session, token, scopes, changed }: { session: Session; token: TokenJson; scopes: ScopeJson[]; changed: () => Promise<void> }) {
  const only = session.me.memberships.find((each) => each.organisation === token.organisation);
  return (
    <div class="card">
      <p class="card-head">
        <strong dir="auto">{token.name}</strong> <span class="badge">{token.program ?? _("your own account")}</span>
      </p>
      <ul>{scopes.filter((each) => token.scopes.includes(each.scope)).map((each) => <li key={each.scope}>{each.meaning}</li>)}</ul>
      {token.organisation !== null && <p>{_("Only for %(name)s", { name: only?.name ?? token.organisation })}</p>}
      <p class="muted">
        {token.used_on === null ? _("Valid until %(day)s, not used yet", { day: day(token.expires_on) })
          : _("Valid until %(day)s, last used on %(used)s", { day: day(token.expires_on), used: day(token.used_on) })}
      </p>
      <Confirmed danger label={_("Revoke")} title={_("Revoke this token?")} yes={_("Revoke")}
        explanation={<p>{_("The program is refused from its next request on. This cannot be undone; you can make another token.")}</p>}
        run={async () => { await call("DELETE", `/v1/me/tokens/${token.token}`); await changed(); }} />
    </div>
  );
}

function NewToken({ session, all, done }: { session: Session; all: Everything; done: (secret: string) => Promise<void> }) {
  const [name, setName] = useState("");
  const [program, setProgram] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [organisation, setOrganisation] = useState("");
  const [days, setDays] = useState("90");
  const [passphrase, setPassphrase] = useState("");
  const offered = all.scopes.filter((each) => program !== "" || !each.key);
  const within = all.programs.find((each) => each.user === program)?.organisations;
  const organisations = session.me.memberships.filter((each) => each.state === "confirmed" && (within === undefined || within.includes(each.organisation)));

  async function make(): Promise<void> {
    const auth = await provePassphrase(session.me.email, passphrase);
    const json = {
      name: name.trim(), program: program === "" ? null : program, scopes: offered.map((each) => each.scope).filter((each) => chosen.includes(each)),
      organisation: organisation === "" ? null : organisation, days: Number(days), current_auth: auth };
    await done((await call<{ secret: string }>("POST", "/v1/me/tokens", { json, enters: true })).data.secret);
  }
  return (
    <Form submit={_("Make the token")} run={make} busyText={_("Opening your account…")} disabled={name.trim() === "" || passphrase === "" || chosen.length === 0}>
      <Field label={_("What is it for?")} value={name} onValue={setName} maxLength={100} autocomplete="off" dir="auto" />
      <Choice label={_("Who uses it?")} value={program} onValue={setProgram}
        help={_("To write or to sign, a program needs keys of its own: invite it to your organisation like a person, and let it accept on the machine on which it runs.")}
        options={[["", _("A program that only reads, with my account")], ...all.programs.map((each) => [each.user, each.name] as const)]} />
      <fieldset>
        <legend>{_("What may it do?")}</legend>
        {offered.map((each) => (
          <Tick key={each.scope} label={each.meaning} checked={chosen.includes(each.scope)}
            onChecked={(on) => setChosen(on ? [...chosen, each.scope] : chosen.filter((one) => one !== each.scope))} />
        ))}
      </fieldset>
      {organisations.length > 1 && (
        <Choice label={_("For which organisation?")} value={organisation} onValue={setOrganisation}
          options={[["", _("All of them")], ...organisations.map((each) => [each.organisation, each.name] as const)]} />
      )}
      <Choice label={_("How long is it valid?")} value={days} onValue={setDays}
        options={[["7", _("One week")], ["30", _("One month")], ["90", _("Three months")], ["365", _("One year")]]} />
      <Field label={_("Your present passphrase")} type="password" autocomplete="current-password" value={passphrase} onValue={setPassphrase} dir="auto" />
    </Form>
  );
}
