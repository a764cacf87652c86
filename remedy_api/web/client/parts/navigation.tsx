/** The way through the pages, for what this person may do. */
import { _ } from "../i18n";
import { lock } from "../session";
import type { Membership, Session } from "../session";

export const REPORT_KINDS: ReadonlySet<string> = new Set(["worker_organisation", "monitor", "coordinator"]);

const REVIEWING: ReadonlySet<string> = new Set(["buyer", "supplier", "operator"]);

/** Memberships that count: confirmed by a manager. */
export function confirmed(session: Session): Membership[] {
  return session.me.memberships.filter((membership) => membership.state === "confirmed");
}

export function Navigation({ session }: { session: Session }) {
  const language = document.documentElement.lang;
  const mine = confirmed(session);
  const links: [string, string][] = [];
  const besideWorkers = mine.some(({ kind }) => REPORT_KINDS.has(kind));
  if (besideWorkers) links.push(["/inbox", _("Reports")], ["/cases", _("Cases")]);
  if (mine.length > 0) links.push(["/tables", _("Tables")]);
  if (besideWorkers) links.push(["/report-for-worker", _("Report for a worker")], ["/reprisal", _("Report a reprisal")]);
  if (mine.some(({ kind }) => REVIEWING.has(kind))) links.push(["/review", _("Review")]);
  if (mine.length > 0 || session.me.administrator) links.push(["/supply-chain", _("Sites and companies")]);
  if (besideWorkers || session.me.administrator) links.push(["/retention", _("Keeping and erasing")]);
  for (const membership of session.me.memberships) links.push([`/organisation/${membership.organisation}`, membership.name]);
  if (session.me.administrator) links.push(["/admin", _("Programme")]);
  links.push(["/account", _("My account")]);
  return (
    <nav class="site-nav" aria-label={_("Pages")}>
      <ul>
        {links.map(([path, text]) => {
          const href = `/${language}${path}`;
          return <li key={path}><a href={href} dir="auto" aria-current={location.pathname === href ? "page" : undefined}>{text}</a></li>;
        })}
        <li><button type="button" class="link" onClick={() => void lock("locked")}>{_("Lock")}</button></li>
      </ul>
    </nav>
  );
}
