/** Starts a page: words first, then who is signed in, then the page itself. */
import { render } from "preact";
import type { ComponentChild, ComponentType } from "preact";
import { _, loadCatalogue } from "../i18n";
import { IdleLock } from "./idle";
import { settleInvitations } from "../inviting";
import { Navigation } from "./navigation";
import { Failure } from "./ui";
import { keptFor, leave, lock, resume } from "../session";
import type { Session } from "../session";
import { answerOtherTabs } from "../tabs";

/** A page that anybody may open. */
export function openPage(Page: ComponentType): void {
  void ready().then(() => draw(<Page />), fail);
}

/** A page for somebody signed in; others are sent to the sign-in page and come back. */
export function signedInPage(Page: ComponentType<{ session: Session }>): void {
  void (async () => {
    await ready();
    const session = await resume();
    if (session === null) return leave("ended");
    answerOtherTabs(keptFor);
    neverShowFromMemory();
    await settleInvitations(session);
    const navigation = document.getElementById("navigation");
    if (navigation) render(<><Navigation session={session} /><IdleLock /></>, navigation);
    draw(<Page session={session} />);
  })().catch(fail);
}

async function ready(): Promise<void> {
  await loadCatalogue("casework", document.documentElement.lang);
  keepFragmentInLanguageLinks();
}

/** A browser may keep a whole page to show it again on the way back, also after a lock: it is loaded anew instead. */
function neverShowFromMemory(): void {
  addEventListener("pagehide", (event) => { document.documentElement.hidden = event.persisted; });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}

function draw(page: ComponentChild): void {
  const island = document.getElementById("island");
  if (island) {
    island.replaceChildren();
    render(page, island);
  }
}

function fail(error: unknown): void {
  draw(
    <>
      <Failure error={error} retry={() => location.reload()} />
      <p><button type="button" class="link" onClick={() => void lock("locked")}>{_("Lock")}</button></p>
    </>,
  );
}

/** A change of language keeps the secret part of a link, which never goes to the server. */
function keepFragmentInLanguageLinks(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("#languages a")) {
    link.addEventListener("click", () => { link.hash = location.hash; link.search = location.search; });
  }
}

/** The heading the server drew; a page names what it shows once it knows. `tab` is what the browser keeps in its list of pages. */
export function setTitle(title: string, tab = title): void {
  const heading = document.getElementById("title");
  if (heading) heading.textContent = title;
  document.title = `${tab} · ${document.title.split(" · ").slice(-1)[0] ?? ""}`;
}

export function here(path: string): string {
  return `/${document.documentElement.lang}${path}`;
}
