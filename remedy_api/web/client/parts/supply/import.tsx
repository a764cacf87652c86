/** Sites from a file: what would become of every row is shown first, and nothing is kept before somebody says so. */
import { useState } from "preact/hooks";
import { call } from "../../api";
import { _, ngettext } from "../../i18n";
import { Action, Notice, Tick } from "../ui";
import { to } from "./where";

/** `matches-existing`: a site with this OS ID is there under another name or address. */
type Fate = "added" | "already-there" | "matches-existing" | "twice-in-this-file" | "refused";
interface Row {
  line: number; fate: Fate; name: string | null; reasons: { column: string; code: string; detail: string }[];
  /** By what it was recognised. */ by: "os-id" | "name-and-address" | null; site: string | null; /** Columns that are not kept. */ ignored: string[];
}
interface Result { preview: boolean; added: number; rows: Row[] }

const ORDER: readonly Fate[] = ["refused", "matches-existing", "twice-in-this-file", "already-there", "added"];
const FIRST = 50;
/** Headings of the file, left to right in every language: an isolate around them keeps the sentence in order. */
const COLUMNS = "\u2066country, name, address, lat, lng, facility_type_processing_type, native_language_name, os_id\u2069";

export function ImportSites() {
  const [file, setFile] = useState<{ name: string; bytes: Uint8Array } | null>(null);
  const [opened, setOpened] = useState(false);
  const [result, setResult] = useState<Result | null>(null);
  async function send(preview: boolean): Promise<void> {
    if (file === null) return;
    setResult((await call<Result>("POST", `/v1/sites/import?preview=${preview}&open=${opened}`, { bytes: file.bytes, type: "text/csv" })).data);
  }
  return (
    <>
      <p>{_("A CSV file in UTF-8 with one site in each row, as Open Supply Hub gives and takes it. The first row names the columns: %(columns)s. Country and name are needed.", { columns: COLUMNS })}</p>
      <p>{_("Nothing that is there already is ever changed by a file.")}</p>
      <p class="field">
        <label>{_("CSV file")} <input type="file" accept=".csv,text/csv" onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          setResult(null);
          setFile(null);
          void chosen?.arrayBuffer().then((buffer) => setFile({ name: chosen.name, bytes: new Uint8Array(buffer) }));
        }} /></label>
      </p>
      <Tick checked={opened} onChecked={(on) => { setOpened(on); setResult(null); }} label={_("Offer these sites to reporters in the form. Everybody can see the sites that are offered.")} />
      <Action quiet disabled={file === null} run={() => send(true)} busyText={_("Reading the file…")}>{_("Show what would happen")}</Action>
      <p role="status" class="visually-hidden">{result && (result.preview ? wouldAdd(result.added) : wasAdded(result.added))}</p>
      {result && <Preview key={String(result.preview)} result={result} keep={() => send(false)} />}
    </>
  );
}

function Preview({ result, keep }: { result: Result; keep: () => Promise<void> }) {
  const { preview, added, rows } = result;
  return (
    <>
      <Notice kind={preview ? "plain" : "good"} title={preview ? wouldAdd(added) : wasAdded(added)}>
        <p>{preview ? _("Nothing is kept yet. Below stands what would become of each row.") : _("Below stands what became of each row.")}</p>
        {preview && added > 0 && <Action run={keep} busyText={_("Adding the sites…")}>{_("Add them now")}</Action>}
        {!preview && <p><a href={to("sites")}>{_("To the list of sites")}</a></p>}
      </Notice>
      {ORDER.map((fate) => ({ fate, of: rows.filter((row) => row.fate === fate) })).filter(({ of }) => of.length > 0).map(({ fate, of }) => (
        <Rows key={fate} fate={fate} rows={of} preview={preview} open={fate !== "added" || rows.length <= FIRST} />
      ))}
    </>
  );
}

const wouldAdd = (num: number): string => ngettext("%(num)s site would be added.", "%(num)s sites would be added.", num);
const wasAdded = (num: number): string => ngettext("%(num)s site was added.", "%(num)s sites were added.", num);

function Rows({ fate, rows, preview, open }: { fate: Fate; rows: readonly Row[]; preview: boolean; open: boolean }) {
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FIRST);
  return (
    <details open={open}>
      <summary>{heading(fate, rows.length, preview)}</summary>
      <ul class="rows">
        {shown.map((row) => (
          <li key={row.line}>
            <span class="muted">{_("Line %(line)s", { line: row.line })}</span> <bdi>{row.name}</bdi> {recognised(row)}
            {row.site && <> <a href={to("sites", row.site)}>{_("Look at it")}</a></>}
            {row.reasons.length > 0 && <ul>{row.reasons.map((reason, place) => <li key={place}><code dir="ltr">{reason.column}</code> {reason.detail}</li>)}</ul>}
            {row.ignored.length > 0 && <small>{_("Not kept from this row: %(columns)s", { columns: row.ignored.join(", ") })}</small>}
          </li>
        ))}
      </ul>
      {shown.length < rows.length && <p><button type="button" class="outline" onClick={() => setAll(true)}>{_("Show all")}</button></p>}
    </details>
  );
}

function heading(fate: Fate, num: number, preview: boolean): string {
  switch (fate) {
    case "added": return preview ? ngettext("%(num)s row: a new site", "%(num)s rows: new sites", num) : ngettext("%(num)s row: added", "%(num)s rows: added", num);
    case "already-there": return ngettext("%(num)s row: this site is there already", "%(num)s rows: these sites are there already", num);
    case "matches-existing": return ngettext("%(num)s row: a site with this OS ID is there under another name or address",
      "%(num)s rows: sites with these OS IDs are there under other names or addresses", num);
    case "twice-in-this-file": return ngettext("%(num)s row: twice in this file", "%(num)s rows: twice in this file", num);
    case "refused": return ngettext("%(num)s row: cannot be read", "%(num)s rows: cannot be read", num);
  }
}

function recognised(row: Row): string {
  if (row.by === "os-id") return _("recognised by its OS ID");
  return row.by === "name-and-address" ? _("recognised by name and address") : "";
}
