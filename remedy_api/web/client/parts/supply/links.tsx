/** What a site makes, and for whom: each source says it in a row of its own. */
import { useState } from "preact/hooks";
import { call, getAll, keyFor } from "../../api";
import { _ } from "../../i18n";
import { day } from "../../names";
import type { Session } from "../../session";
import type { CompanySummary, Link, Product, Rights } from "../../supply";
import type { Codes } from "../codes";
import { CompanyPicker } from "../company-picker";
import { useFieldErrors } from "../field-errors";
import { useFormDraft } from "../use-draft";
import { Choice, Empty, Field, Form, Load, Notice, useLoad } from "../ui";
import { ChangedMeanwhile, useEditing } from "./editing";
import { ProductChoice } from "./products";
import { Facts } from "./view";
import { to } from "./where";

interface Given { session: Session; codes: Codes; rights: Rights; site: string }

export function SiteLinks(given: Given) {
  const { site, rights } = given;
  const loaded = useLoad(() => getAll<Link>(`/v1/sites/${site}/links`));
  const [added, setAdded] = useState(false);
  return (
    <section>
      <h3>{_("What is made here, and for whom")}</h3>
      <Load of={loaded}>
        {(links) => links.length === 0
          ? <Empty title={_("Nothing is recorded yet")} />
          : <ul class="cards">{links.map((link) => <li key={link.link}><Row {...given} link={link} changed={loaded[1]} /></li>)}</ul>}
      </Load>
      {added && <Notice kind="good"><p role="status">{_("Recorded.")}</p></Notice>}
      {rights.adds && <details><summary>{_("Record for whom this site works")}</summary><NewLink {...given} done={() => { setAdded(true); loaded[1](); }} /></details>}
    </section>
  );
}

function Row({ session, codes, rights, link, changed }: Given & { link: Link; changed: () => void }) {
  const [editing, setEditing] = useState(false);
  if (editing) return <EditLink session={session} codes={codes} link={link} done={() => { setEditing(false); changed(); }} cancel={() => setEditing(false)} />;
  return (
    <div class="card">
      <p class="card-head">
        <a href={to("companies", link.company.company)}><bdi>{link.company.name}</bdi></a>
        <span class={`badge ${link.standing === "confirmed" ? "good" : link.standing === "contested" ? "warn" : ""}`}>{codes.label("standings", link.standing)}</span>
      </p>
      <Facts of={[
        [_("What is made"), link.product?.name ?? ""],
        [_("Tier"), link.tier === null ? "" : String(link.tier)],
        [_("Who says so"), codes.label("sources", link.source)],
        [_("Seen"), link.first_seen === link.last_seen ? day(link.last_seen) : _("%(first)s to %(last)s", { first: day(link.first_seen), last: day(link.last_seen) })],
        [_("How sure"), codes.label("confidences", link.confidence)],
      ]} />
      {rights.keeps && <button type="button" class="outline" onClick={() => setEditing(true)}>{_("Change")}</button>}
    </div>
  );
}

interface Draft { company: CompanySummary | null; product: Product | null; tier: string; source: string; first_seen: string; last_seen: string; confidence: string; standing: string }
const FIELDS = ["company", "product", "tier", "source", "first_seen", "last_seen", "confidence", "standing"];
const today = (): string => new Date().toISOString().slice(0, 10);
const TIERS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

const json = (draft: Draft) => ({
  product: draft.product?.product ?? null, tier: draft.tier === "" ? null : Number(draft.tier), first_seen: draft.first_seen, last_seen: draft.last_seen, confidence: draft.confidence,
});

function faults(draft: Draft): Record<string, string> {
  const found: Record<string, string> = {};
  if (draft.company === null) found.company = _("Please choose the company.");
  if (draft.first_seen === "") found.first_seen = _("Please give the day.");
  if (draft.last_seen === "") found.last_seen = _("Please give the day.");
  if (draft.first_seen !== "" && draft.last_seen !== "" && draft.last_seen < draft.first_seen) found.last_seen = _("The last day cannot be before the first.");
  return found;
}

function NewLink({ session, codes, rights, site, done }: Given & { done: () => void }) {
  const { value: draft, set, clear } = useFormDraft<Draft>(session, `supply/new-link/${site}`, {
    company: null, product: null, tier: "", source: "public", first_seen: today(), last_seen: today(), confidence: "medium", standing: "claimed" });
  const { errors, find, sending } = useFieldErrors(FIELDS);
  const [key] = useState(keyFor);
  async function add(): Promise<void> {
    if (find(faults(draft))) return;
    await sending(async () => {
      const content = { ...json(draft), company: draft.company?.company, ...(rights.keeps ? { source: draft.source } : {}) };
      await call("POST", `/v1/sites/${site}/links`, { json: content, key: key(content) });
      await clear();
      done();
    });
  }
  return (
    <Form submit={_("Record it")} run={add}>
      {!rights.keeps && <p>{_("Companies and buyers do not see what worker organisations and monitors record here.")}</p>}
      <CompanyPicker label={_("For which company?")} value={draft.company} onChange={(company) => set({ company, product: null })} error={errors.company ?? null} />
      {draft.company && <ProductChoice codes={codes} keeps={rights.keeps} company={draft.company.company} value={draft.product} onChange={(product) => set({ product })} error={errors.product ?? null} />}
      <LinkFields draft={draft} set={set} errors={errors} codes={codes} />
      {rights.keeps && <Choice label={_("Who says so")} value={draft.source} onValue={(source) => set({ source })} options={codes.list("sources").map(({ code, label }) => [code, label] as const)} error={errors.source ?? null} />}
    </Form>
  );
}

function LinkFields({ draft, set, errors, codes }: { draft: Draft; set: (change: Partial<Draft>) => void; errors: Readonly<Record<string, string>>; codes: Codes }) {
  return (
    <>
      <Choice label={_("Tier")} value={draft.tier} onValue={(tier) => set({ tier })} options={[["", _("Not known")], ...TIERS.map((each) => [each, each] as const)]}
        help={_("1: it delivers to this company itself. 2: it delivers to somebody who does, and so on.")} error={errors.tier ?? null} />
      <div class="pair">
        <Field label={_("First seen on")} type="date" value={draft.first_seen} onValue={(first_seen) => set({ first_seen })} error={errors.first_seen ?? null} />
        <Field label={_("Last seen on")} type="date" value={draft.last_seen} onValue={(last_seen) => set({ last_seen })} error={errors.last_seen ?? null} />
      </div>
      <Choice label={_("How sure are you?")} value={draft.confidence} onValue={(confidence) => set({ confidence })}
        options={codes.list("confidences").map(({ code, label }) => [code, label] as const)} error={errors.confidence ?? null} />
    </>
  );
}

function EditLink({ session, codes, link, done, cancel }: { session: Session; codes: Codes; link: Link; done: () => void; cancel: () => void }) {
  const { draft, set, save, changed, forget } = useEditing<Link, Draft>({
    session, path: `/v1/links/${link.link}`, start: link, tag: `"${link.version}"`, saved: done,
    fields: (of) => ({ ...of, tier: of.tier === null ? "" : String(of.tier) }), json: (of) => ({ ...json(of), standing: of.standing }),
  });
  const { errors, find, sending } = useFieldErrors(FIELDS);
  return (
    <div class="card">
      <p><strong><bdi>{link.company.name}</bdi></strong></p>
      <ChangedMeanwhile names={changed} label={fieldName} />
      <Form submit={_("Save")} run={async () => { if (!find(faults(draft))) await sending(save); }}>
        <ProductChoice codes={codes} keeps company={link.company.company} value={draft.product} onChange={(product) => set({ product })} error={errors.product ?? null} />
        <LinkFields draft={draft} set={set} errors={errors} codes={codes} />
        <Choice label={_("Is it true?")} value={draft.standing} onValue={(standing) => set({ standing })}
          options={codes.list("standings").map(({ code, label }) => [code, label] as const)} error={errors.standing ?? null} />
      </Form>
      <p><button type="button" class="link" onClick={() => { void forget(); cancel(); }}>{_("Change nothing")}</button></p>
    </div>
  );
}

function fieldName(name: string): string {
  switch (name) {
    case "product": return _("What is made");
    case "tier": return _("Tier");
    case "first_seen": return _("First seen on");
    case "last_seen": return _("Last seen on");
    case "confidence": return _("How sure are you?");
    case "standing": return _("Is it true?");
    default: return name;
  }
}
