/** All sites as one file in Open Supply Hub's columns. It is fetched first, so that a refusal is said on this page. */
import { useState } from "preact/hooks";
import { call } from "../../api";
import { _, ngettext } from "../../i18n";
import { Action } from "../ui";

/** The server gives many sites as several files, each with its heading: they become one. */
async function all(told: (files: number) => void): Promise<Blob> {
  const parts: Uint8Array[] = [];
  for (let path: string | null = "/v1/sites/export"; path !== null;) {
    const answer: { data: Uint8Array; next: string | null } = await call<Uint8Array>("GET", path, { want: "bytes" });
    parts.push(parts.length === 0 ? answer.data : answer.data.subarray(answer.data.indexOf(0x0a) + 1));
    path = answer.next;
    told(parts.length);
  }
  return new Blob(parts as Uint8Array<ArrayBuffer>[], { type: "text/csv" });
}

export function Export() {
  const [files, setFiles] = useState(0);
  async function save(): Promise<void> {
    setFiles(0);
    const address = URL.createObjectURL(await all(setFiles));
    const link = document.createElement("a");
    link.href = address;
    link.download = "sites.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }
  const busy = files > 1 ? ngettext("Fetching: %(num)s part is here…", "Fetching: %(num)s parts are here…", files) : _("Fetching the file…");
  return <Action quiet run={save} busyText={busy}>{_("Save all sites as a file")}</Action>;
}
