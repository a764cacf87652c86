/** That a case was closed although something was left to do stands at its top for good, also once it was opened again. */
import { overrides } from "../case-compare";
import { actingOf } from "../case-words";
import { _ } from "../i18n";
import { day } from "../names";
import type { At } from "./case-at";
import { ReadText } from "./case-text";
import { Notice } from "./ui";

export function Overridden({ at }: { at: At }) {
  return (
    <>
      {at.of.verified.events.filter(overrides).map((event) => (
        <Notice key={event.seq} kind="warn" title={_("This case was closed although something was left to do.")}>
          <p>{_("%(organisation)s signed this on %(day)s: %(outcome)s.", { organisation: actingOf(at.of, event), day: day(event.day), outcome: at.codes.label("outcomes", String(event.data.outcome)) })}</p>
          <ReadText at={at} digest={String(event.data.entry)} kind="reasons" label={_("Read the reasons for it")} />
        </Notice>
      ))}
    </>
  );
}
