/** All accounts, for the administrator: closing one frees its mail address, for example for somebody who lost everything. */
import { call, getAll } from "../api";
import { _, ngettext } from "../i18n";
import { list } from "../names";
import type { OrganisationJson } from "../organisation";
import type { Session } from "../session";
import { Confirmed } from "./dialog";
import { Load, useLoad } from "./ui";

interface PersonRow { user: string; name: string; email: string | null; administrator: boolean; closed: boolean; organisations: string[] }

async function load(): Promise<{ people: PersonRow[]; names: Map<string, string> }> {
  const [people, organisations] = await Promise.all([getAll<PersonRow>("/v1/people"), getAll<OrganisationJson>("/v1/organisations")]);
  const collator = new Intl.Collator(document.documentElement.lang);
  const open = people.filter((person) => !person.closed).sort((one, other) => collator.compare(one.name, other.name));
  return { people: open, names: new Map(organisations.map((each) => [each.organisation, each.name])) };
}

export function Accounts({ session }: { session: Session }) {
  const loaded = useLoad(load);
  return (
    <section>
      <h2>{_("Accounts")}</h2>
      <p>{_("If somebody has lost passphrase and recovery code, close the old account: then its mail address can be used for a new one.")}</p>
      <Load of={loaded}>
        {({ people, names }) => (
          <details open={people.length <= 5}>
            <summary>{ngettext("%(num)s account", "%(num)s accounts", people.length)}</summary>
            <ul class="cards">
              {people.map((person) => (
                <li key={person.user}><Row person={person} names={names} me={person.user === session.me.user} changed={loaded[1]} /></li>
              ))}
            </ul>
          </details>
        )}
      </Load>
    </section>
  );
}

function Row({ person, names, me, changed }: { person: PersonRow; names: Map<string, string>; me: boolean; changed: () => void }) {
  const belongs = person.organisations.map((each) => names.get(each) ?? "").filter(Boolean);
  return (
    <div class="card">
      <p class="card-head">
        <strong><bdi>{person.name}</bdi>{me && <> {_("(you)")}</>}</strong>
        {person.administrator && <span class="badge">{_("administrator")}</span>}
      </p>
      <p class="muted" dir="auto">{[person.email, belongs.length > 0 ? list(belongs) : ""].filter(Boolean).join(" · ")}</p>
      {!person.administrator && (
        <Confirmed danger label={_("Close the account")} title={_("Close the account of %(name)s for good?", { name: person.name })} yes={_("Close for good")}
          explanation={(
            <>
              <p>{_("Nobody can sign in with it any more, on any device, and it cannot be opened again. Its mail address can be used for a new account.")}</p>
              {belongs.length > 0 && <p>{_("A manager of %(organisations)s should remove this person first, so that the organisation gets a new key.", { organisations: list(belongs) })}</p>}
            </>
          )}
          run={async () => { await call("DELETE", `/v1/people/${person.user}`); await changed(); }} />
      )}
    </div>
  );
}
