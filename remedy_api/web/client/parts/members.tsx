/** The people of an organisation, as its signed list names them. What only the server claims is shown as such. */
import { _ } from "../i18n";
import { leavingWith } from "../leaving-with";
import type { Listed } from "../leaving-with";
import { appoint, remove } from "../members";
import { hex } from "../seal";
import type { Session } from "../session";
import type { Trusted } from "../trust";
import { Confirmed } from "./dialog";
import { Notice } from "./ui";

export interface Member extends Listed { manager: boolean; state: string }

export function Members({ session, trust, members, manager, changed }: {
  session: Session; trust: Trusted; members: Member[]; manager: boolean; changed: () => void;
}) {
  const listed = trust.chain.latest.members.map(hex);
  const managers = new Set(trust.chain.latest.managers.map(hex));
  // Removed people stay in the server's list, because signed histories name them.
  const byKid = new Map(members.map((member) => [member.kid, member]));
  const strangers = members.filter((member) => member.state === "confirmed" && !listed.includes(member.kid));
  return (
    <section>
      <h2>{_("People")}</h2>
      {strangers.length > 0 && (
        <Notice kind="stop" title={_("Somebody is shown as a member whom no manager confirmed")}>
          <p>{_("The signed list of the organisation does not name: %(names)s. They cannot open reports. Please tell your help contact.", { names: strangers.map((member) => member.name).join(", ") })}</p>
        </Notice>
      )}
      <ul class="cards">
        {listed.map((kid) => {
          const member = byKid.get(kid);
          const me = kid === session.me.kid;
          const programs = leavingWith(trust.chain.latest, members, kid);
          const keeper = members.find((each) => each.user === member?.keeper);
          return (
            <li key={kid}>
              <div class="card">
                <p class="card-head">
                  <strong dir="auto">{member ? member.name : _("Printed recovery code of the organisation")}{me && <> {_("(you)")}</>}</strong>
                  {managers.has(kid) && member && <span class="badge">{_("manager")}</span>}
                  {member?.program && <span class="badge">{_("program")}</span>}
                </p>
                {keeper && <p>{_("%(name)s answers for it and holds its keys.", { name: keeper.name })}</p>}
                {manager && member && !me && (
                  <div class="actions">
                    {!managers.has(kid) && !member.program && (
                      <Confirmed label={_("Make manager")} title={_("Make %(name)s a manager?", { name: member.name })} yes={_("Make manager")}
                        explanation={<p>{_("Managers invite and remove people and can appoint further managers.")}</p>}
                        run={async () => { await appoint(session, trust, kid); await changed(); }} />
                    )}
                    <Confirmed danger label={_("Remove")} title={_("Remove %(name)s?", { name: member.name })} yes={_("Remove for good")}
                      explanation={<>
                        <p>{_("The organisation gets a new key and %(name)s opens nothing that comes from now on. What this person has already read cannot be taken back.", { name: member.name })}</p>
                        {programs.length > 0 && <p>{_("Programs that leave at the same time, because nobody who stays answers for them: %(programs)s.", { programs: programs.map((each) => each.name).join(", ") })}</p>}
                      </>}
                      run={async () => { await remove(session, trust, [kid, ...programs.map((each) => each.kid)]); await changed(); }} />
                  </div>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
