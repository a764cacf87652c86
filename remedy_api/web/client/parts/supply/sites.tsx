/** Production sites: the list, a new one, and one with who stands behind it. */
import { useState } from "preact/hooks";
import { call, get, keyFor } from "../../api";
import { _, countryName, ngettext } from "../../i18n";
import type { Session } from "../../session";
import { siteLine } from "../../supply";
import type { Rights, Site, SiteSummary } from "../../supply";
import type { Codes } from "../codes";
import { useFieldErrors } from "../field-errors";
import { useFormDraft } from "../use-draft";
import { Empty, Form, Load, useLoad } from "../ui";
import { BehindSite } from "./behind";
import { ChangedMeanwhile, useEditing } from "./editing";
import { Export } from "./export";
import { ImportSites } from "./import";
import { SiteLinks } from "./links";
import { SearchedList } from "./searched-list";
import { EMPTY_SITE, SITE_FIELDS, siteFaults, siteFieldName, SiteFields, siteFields, siteJson } from "./site-form";
import { Facts, View } from "./view";
import { go, to } from "./where";

export interface Given { session: Session; codes: Codes; rights: Rights; id: string | null; moved: boolean }

export function Sites(given: Given) {
  const { id, moved, rights, codes } = given;
  if (id === "new") return <View title={_("Add a site")} back="sites" moved={moved}><NewSite {...given} /></View>;
  if (id === "import") return <View title={_("Add many sites from a file")} back="sites" moved={moved}><ImportSites /></View>;
  if (id !== null) return <OneSite key={id} {...given} id={id} />;
  return (
    <section aria-label={_("Sites")}>
      {rights.adds && (
        <div class="actions">
          <a role="button" class="outline" href={to("sites", "new")}>{_("Add a site")}</a>
          {rights.keeps && <a role="button" class="outline" href={to("sites", "import")}>{_("Add many from a file")}</a>}
          {rights.keeps && <Export />}
        </div>
      )}
      <SearchedList<Site> list="sites" label={_("Search a site")} help={_("By its name in any script, or by its OS ID.")} said={shownSites} keyOf={(site) => site.site}
        empty={<Empty title={_("No sites yet")}><p>{_("A site is one place where people work: a factory, a farm, a dormitory. Cases are opened for a site.")}</p></Empty>}
        row={(site) => (
          <a class="card" href={to("sites", site.site)}>
            <span class="card-head"><strong><bdi>{site.name}</bdi></strong><State site={site} codes={codes} /></span>
            <p class="muted"><bdi>{siteLine(site)}</bdi></p>
          </a>
        )} />
    </section>
  );
}

function shownSites(shown: number, more: boolean): string {
  return more ? _("The first %(num)s sites.", { num: shown }) : ngettext("%(num)s site", "%(num)s sites", shown);
}

function State({ site, codes }: { site: Site; codes: Codes }) {
  return (
    <span>
      {site.status !== "open" && <span class="badge warn">{codes.label("site_statuses", site.status)}</span>}{" "}
      {site.open_for_filing && <span class="badge good">{_("offered to reporters")}</span>}
    </span>
  );
}

function NewSite({ session, codes, rights }: Given) {
  const { value: draft, set, clear } = useFormDraft(session, "supply/new-site", EMPTY_SITE);
  const { errors, find, sending } = useFieldErrors(SITE_FIELDS);
  const [key] = useState(keyFor);
  async function add(): Promise<void> {
    if (find(siteFaults(draft))) return;
    await sending(async () => {
      // From whom others than keepers know it, the server knows.
      const { source, ...rest } = siteJson(draft);
      const json = rights.keeps ? { ...rest, source } : rest;
      const { data } = await call<SiteSummary>("POST", "/v1/sites", { json, key: key(json) });
      await clear();
      go("sites", data.site);
    });
  }
  return (
    <Form submit={_("Add the site")} run={add}>
      <SiteFields draft={draft} set={set} errors={errors} codes={codes} keeps={rights.keeps} changing={false} />
    </Form>
  );
}

function OneSite(given: Given & { id: string }) {
  const loaded = useLoad(() => get<Site>(`/v1/sites/${given.id}`));
  const [editing, setEditing] = useState(false);
  return (
    <Load of={loaded}>
      {({ data: site, etag }) => (
        <View title={site.name} back="sites" moved={given.moved}>
          {editing
            ? <EditSite {...given} site={site} tag={etag ?? ""} done={() => { setEditing(false); loaded[1](); }} cancel={() => setEditing(false)} />
            : (
              <>
                <SiteFacts site={site} codes={given.codes} />
                {given.rights.keeps && <p><button type="button" class="outline" onClick={() => setEditing(true)}>{_("Change this site")}</button></p>}
                <BehindSite site={site} codes={given.codes} rights={given.rights} />
                <SiteLinks {...given} site={site.site} />
              </>
            )}
        </View>
      )}
    </Load>
  );
}

function SiteFacts({ site, codes }: { site: Site; codes: Codes }) {
  return (
    <>
      <p><State site={site} codes={codes} /></p>
      <Facts of={[
        [_("Name in its own script"), site.native_name],
        [_("Address"), site.address],
        [_("Country"), countryName(site.country)],
        [_("Employer at the site"), site.operator && <a href={to("companies", site.operator.company)}>{site.operator.name}</a>],
        [_("What is done there"), site.activities.map((each) => codes.label("activities", each)).join(", ")],
        [_("OS ID"), site.os_id && <code dir="ltr">{site.os_id}</code>],
        [_("Who says so"), codes.label("sources", site.source)],
        [_("Degrees north and east"), site.latitude !== null && site.longitude !== null && <bdi dir="ltr">{site.latitude}, {site.longitude}</bdi>],
        ...site.identifiers.map(({ scheme, value }) => [_("Number: %(whose)s", { whose: scheme }), <bdi key={scheme}>{value}</bdi>] as const),
      ]} />
    </>
  );
}

function EditSite({ session, codes, rights, site, tag, done, cancel }: Given & { site: Site; tag: string; done: () => void; cancel: () => void }) {
  const { draft, set, save, changed, forget } = useEditing({
    session, path: `/v1/sites/${site.site}`, start: site, tag, fields: siteFields, json: siteJson, saved: done,
    together: ["latitude", "longitude"],
  });
  const { errors, find, sending } = useFieldErrors(SITE_FIELDS);
  return (
    <>
      <ChangedMeanwhile names={changed} label={siteFieldName} />
      <Form submit={_("Save")} run={async () => { if (!find(siteFaults(draft))) await sending(save); }}>
        <SiteFields draft={draft} set={set} errors={errors} codes={codes} keeps={rights.keeps} changing />
      </Form>
      <p><button type="button" class="link" onClick={() => { void forget(); cancel(); }}>{_("Change nothing")}</button></p>
    </>
  );
}
