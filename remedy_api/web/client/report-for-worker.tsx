/** A representative writes a report down for a worker: the same steps as the worker's own, filed by an account. */
import { leave as leavePage } from "../../../intake_forms/page/exit";
import { ReportFlow } from "../../../intake_forms/page/flow";
import { httpTransport } from "../../../intake_forms/page/transport";
import { allLanguages } from "./languages";
import { confirmed } from "./parts/navigation";
import { here, signedInPage } from "./parts/mount";
import { Empty } from "./parts/ui";
import { _ } from "./i18n";
import { hex } from "./seal";
import { onLeaving } from "./session";
import type { Session } from "./session";
import { asPin, pinOf } from "./trust";
import { pinProven } from "./vault";

function Page({ session }: { session: Session }) {
  const mine = confirmed(session)[0];
  if (mine === undefined) return <Empty title={_("Only members of an organisation can report for a worker.")} />;
  return (
    <ReportFlow transport={httpTransport(true)} instance={session.instance} language={document.documentElement.lang}
      languages={allLanguages().map((language) => ({ name: language.code, label: language.autonym }))}
      filedBy={`${session.me.name}, ${mine.name}`} home={() => location.assign(here("/inbox"))}
      known={(organisation) => {
        const pin = pinOf(session, organisation);
        return pin && { pin, proven: session.vault.proven(organisation, hex(pin.fingerprint)) };
      }}
      proven={(listed) => void session.vault.change((content) => pinProven(content, listed.json.organisation, asPin(listed.chain)))} />
  );
}

// What was typed is not kept by a lock: the page empties itself at once, without asking whether to stay.
onLeaving(leavePage);
signedInPage(Page);
