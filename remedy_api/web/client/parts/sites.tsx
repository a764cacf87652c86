/** The production sites that reporters may choose from: one list, or a file of many. */
import { useState } from "preact/hooks";
import { call, getAll, keyFor } from "../api";
import { countryOptions } from "../countries";
import { _, ngettext } from "../i18n";
import { countryName } from "../names";
import { Action, Choice, Empty, Field, Form, Load, Notice, useLoad } from "./ui";

interface Site {
  site: string; name: string; native_name: string; address: string; country: string; open_for_filing: boolean; version: number;
}

interface ImportResult {
  preview: boolean; added: number;
  rows: { line: number; fate: "added" | "already-there" | "twice-in-this-file" | "refused"; columns: string[] }[];
}

export function Sites() {
  const loaded = useLoad(() => getAll<Site>("/v1/sites"));
  const reload = loaded[1];
  return (
    <section>
      <h2>{_("Production sites")}</h2>
      <p>{_("Reporters can choose an open site or describe theirs in their own words.")}</p>
      <Load of={loaded}>
        {(sites) => sites.length === 0 ? <Empty title={_("No sites yet")} /> : (
          <details open={sites.length <= 10}>
            <summary>{ngettext("%(num)s site", "%(num)s sites", sites.length)}</summary>
            <ul class="cards">{sites.map((site) => <li key={site.site}><SiteCard site={site} changed={reload} /></li>)}</ul>
          </details>
        )}
      </Load>
      <details><summary>{_("Add a site")}</summary><NewSite changed={reload} /></details>
      <details><summary>{_("Add many sites from a file")}</summary><ImportSites changed={reload} /></details>
    </section>
  );
}

function SiteCard({ site, changed }: { site: Site; changed: () => void }) {
  async function toggle(): Promise<void> {
    await call("PATCH", `/v1/sites/${site.site}`, { json: { open_for_filing: !site.open_for_filing }, ifMatch: `"${site.version}"` });
    changed();
  }
  return (
    <div class="card">
      <p class="card-head">
        <strong dir="auto">{site.name}</strong>
        <span class={`badge ${site.open_for_filing ? "good" : ""}`}>{site.open_for_filing ? _("open for reports") : _("closed")}</span>
      </p>
      <p class="muted" dir="auto">{[site.native_name, site.address, countryName(site.country)].filter(Boolean).join(" · ")}</p>
      <Action quiet run={toggle}>{site.open_for_filing ? _("Close for reports") : _("Open for reports")}</Action>
    </div>
  );
}

function NewSite({ changed }: { changed: () => void }) {
  const [name, setName] = useState("");
  const [native, setNative] = useState("");
  const [address, setAddress] = useState("");
  const [country, setCountry] = useState("");
  const [key] = useState(keyFor);
  const [error, setError] = useState<string | null>(null);
  async function add(): Promise<void> {
    setError(null);
    if (name.trim() === "" || country === "") return setError(_("A site needs a name and a country."));
    const json = { name: name.trim(), native_name: native.trim(), address: address.trim(), country, open_for_filing: true };
    await call("POST", "/v1/sites", { json, key: key(json) });
    setName("");
    setNative("");
    setAddress("");
    changed();
  }
  return (
    <Form submit={_("Add the site")} run={add}>
      <Field label={_("Legal name")} value={name} onValue={setName} maxLength={200} dir="auto" error={error} />
      <Field label={_("Name in its own script (if there is one)")} value={native} onValue={setNative} maxLength={200} dir="auto" />
      <Field label={_("Address (if known)")} value={address} onValue={setAddress} maxLength={300} dir="auto" />
      <Choice label={_("Country")} value={country} onValue={setCountry} options={countryOptions(_("Choose a country"))} />
    </Form>
  );
}

function ImportSites({ changed }: { changed: () => void }) {
  const [file, setFile] = useState<Uint8Array | null>(null);
  const [result, setResult] = useState<ImportResult | null>(null);
  async function send(preview: boolean): Promise<void> {
    if (file === null) return;
    const path = `/v1/sites/import${preview ? "?preview=true" : ""}`;
    setResult((await call<ImportResult>("POST", path, { bytes: file, type: "text/csv" })).data);
    if (!preview) changed();
  }
  return (
    <>
      <p>{_("A CSV file with the columns: %(columns)s", { columns: "name, native_name, address, country, open_for_filing" })}</p>
      <p class="field">
        <label>{_("CSV file")} <input type="file" accept=".csv,text/csv" onChange={(event) => {
          setResult(null);
          void event.currentTarget.files?.[0]?.arrayBuffer().then((buffer) => setFile(new Uint8Array(buffer)));
        }} /></label>
      </p>
      <Action quiet disabled={file === null} run={() => send(true)}>{_("Show what would happen")}</Action>
      {result && (
        <Notice kind={result.preview ? "plain" : "good"} title={result.preview
          ? ngettext("%(num)s site would be added.", "%(num)s sites would be added.", result.added)
          : ngettext("%(num)s site was added.", "%(num)s sites were added.", result.added)}>
          <ul>{result.rows.filter((row) => row.fate !== "added").map((row) => <li key={row.line}>{fate(row)}</li>)}</ul>
          {result.preview && result.added > 0 && <Action run={() => send(false)}>{_("Add them now")}</Action>}
        </Notice>
      )}
    </>
  );
}

function fate(row: ImportResult["rows"][number]): string {
  const values = { line: row.line, columns: row.columns.join(", ") };
  if (row.fate === "already-there") return _("Line %(line)s: this site is there already.", values);
  if (row.fate === "twice-in-this-file") return _("Line %(line)s: twice in this file.", values);
  return _("Line %(line)s cannot be read: %(columns)s.", values);
}
