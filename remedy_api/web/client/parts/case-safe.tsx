/** What is kept locked in a case, for those who may read it: the mandate, the risk, the safe contact, and what the workers agreed to. */
import type { ComponentChildren } from "preact";
import { handles } from "../case-access";
import { openNamed } from "../case-opening";
import { _ } from "../i18n";
import { directionOf } from "../languages";
import { day } from "../names";
import type { Kept } from "../case-acts";
import type { At } from "./case-at";
import { ConsentForm, Consents } from "./case-consent";
import { MandateForm, RiskForm, riskLevels, SafeContactForm } from "./case-kept";
import { Told } from "./case-text";
import { Fold } from "./fold";
import { Load, useLoad } from "./ui";

export function Safe({ at }: { at: At }) {
  const mayKeep = handles(at.of.role) && at.of.facts.closed === "";
  return (
    <section class="no-print">
      <h2>{_("Mandate and safety")}</h2>
      <p class="muted">{_("All of this is locked. It is never shown to a company.")}</p>
      <Item at={at} what="mandate" title={_("Mandate")} empty={_("Not written down yet.")} change={mayKeep ? <MandateForm at={at} /> : null} />
      <Item at={at} what="risk" title={_("Risk")} empty={_("Not rated yet.")} change={mayKeep ? <RiskForm at={at} /> : null} />
      <Item at={at} what="safe_contact" title={_("Safe contact")} empty={_("Not written down yet.")} change={mayKeep ? <SafeContactForm at={at} /> : null} />
      <h3>{_("What the workers agreed to")}</h3>
      <Consents at={at} />
      {at.of.role === "representative" && at.of.facts.closed === "" && <Fold label={_("Write down a consent…")} name="consent"><ConsentForm at={at} /></Fold>}
    </section>
  );
}

function Item({ at, what, title, empty, change }: { at: At; what: Kept; title: string; empty: string; change: ComponentChildren }) {
  const digest = at.of.facts.kept.get(what);
  const loaded = useLoad(() => openNamed(at.of, digest), [digest, at.of]);
  return (
    <>
      <h3>{title}</h3>
      {digest === undefined ? <p>{empty}</p> : (
        <Load of={loaded}>
          {(opened) => opened === null || opened.content?.kind !== what ? <Told opened={opened} kind={what} /> : (
            <div class="card">
              <Values what={what} text={opened.said.text} language={opened.said.language} />
              <p class="muted"><bdi>{opened.said.author}</bdi>, {day(opened.said.postedOn)}</p>
            </div>
          )}
        </Load>
      )}
      {change && <Fold label={digest === undefined ? _("Write it down…") : _("Write it anew…")}>{change}</Fold>}
    </>
  );
}

function Values({ what, text, language }: { what: Kept; text: string; language: string }) {
  const given = read(text);
  return (
    <dl class="answers">
      {labels(what).filter(([name]) => given[name]).map(([name, label]) => (
        <div key={name}>
          <dt>{label}</dt>
          <dd class="said" lang={language} dir={directionOf(language)}>{name === "level" ? riskLevels().find(([level]) => level === given[name])?.[1] ?? given[name]
            : name === "until" && /^\d{4}-\d\d-\d\d$/.test(given[name] ?? "") ? day(given[name] ?? "") : given[name]}</dd>
        </div>
      ))}
    </dl>
  );
}

function labels(what: Kept): [string, string][] {
  switch (what) {
    case "mandate": return [["who", _("Who asked you to act for them?")], ["chosen", _("How were you chosen?")], ["scope", _("What may you do for them, and what not?")], ["until", _("Until when?")]];
    case "risk": return [["level", _("How dangerous is it for the workers if this becomes known?")], ["text", _("What could happen, to whom, and what would help?")]];
    case "safe_contact": return [["how", _("How can the workers be reached safely?")], ["text", _("What must nobody do?")]];
  }
}

/** Only texts: whatever else somebody may have put there is not shown. */
function read(text: string): Record<string, string> {
  try {
    const json = JSON.parse(text) as unknown;
    return typeof json === "object" && json !== null ? Object.fromEntries(Object.entries(json).filter((pair): pair is [string, string] => typeof pair[1] === "string")) : {};
  } catch {
    return {};
  }
}
