/** Who can open this report, and how sure this browser is of each. */
import { _ } from "../i18n";
import { kindName } from "../names";
import type { OpenReport } from "../report-opening";
import type { Session } from "../session";
import { Coming } from "./coming";
import { KeyCheck } from "./key-check";

export function Readers({ session, report, changed }: { session: Session; report: OpenReport; changed: () => void }) {
  return (
    <section>
      <h2>{_("Who can read this")}</h2>
      <ul class="cards">
        <li>
          <div class="card">
            <p><strong>{_("The reporter")}</strong></p>
            <p class="muted">{report.reporterRereads
              ? _("Reads the conversation with the receipt, and can read the report again.")
              : _("Reads the conversation with the receipt. The receipt alone does not open the report again.")}</p>
          </div>
        </li>
        {report.readers.map((reader) => (
          <li key={reader.organisation}>
            <div class="card">
              <p class="card-head">
                <strong dir="auto">{reader.name}</strong>
                <span class="muted">{kindName(reader.kind)}</span>
              </p>
              {reader.mine ? <p class="muted">{_("Your organisation: everybody whom its managers confirmed.")}</p>
                : <KeyCheck session={session} of={reader.trust} changed={changed} />}
            </div>
          </li>
        ))}
        {report.coming.map((reader) => (
          <li key={reader.organisation}>
            <div class="card">
              <p class="card-head">
                <strong dir="auto">{reader.name}</strong>
                <span class="muted">{kindName(reader.kind)}</span>
              </p>
              <Coming reader={reader} />
              <KeyCheck session={session} of={reader.trust} changed={changed} />
            </div>
          </li>
        ))}
      </ul>
      <p class="muted">{_("Nobody else can open it: not the administrators, not the server, no company.")}</p>
    </section>
  );
}
