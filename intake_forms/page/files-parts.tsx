/** Choosing photos and documents: what each is, what was taken out of it, what may still be in it. */
import { useEffect, useState } from "preact/hooks";
import type { MetadataWarning } from "../seal";
import { bytesOf, localAddress, MOST_BYTES, MOST_FILES, pick, pictureType } from "./files";
import type { Picked } from "./files";
import { _, ngettext, size } from "./i18n";
import { isolate, Notice } from "./parts";

function warningText(warning: MetadataWarning): string {
  switch (warning) {
    case "heic": return _("This picture may still say where and when it was taken. If you can, send it as JPEG or make a screenshot of it.");
    case "pdf": case "office": return _("This document may hold the name of whoever made it. If that is you, make photos of the pages instead.");
    case "video": case "audio": return _("This recording may still say where and when it was made, and voices can be recognised.");
    default: return _("This file may hold facts about you that the page cannot see or take out.");
  }
}

export function FilesPart({ files, change }: { files: readonly Picked[]; change: (files: readonly Picked[]) => void }) {
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState(false);
  const take = async (input: HTMLInputElement): Promise<void> => {
    const wanted = [...input.files ?? []];
    setBusy(true);
    const kept = [...files];
    const refused: string[] = [];
    for (const file of wanted) {
      const fits = kept.length < MOST_FILES && bytesOf(kept) + file.size <= MOST_BYTES;
      const picked = fits ? await pick(file).catch(() => null) : null;
      if (picked) kept.push(picked);
      else refused.push(isolate(file.name));
    }
    input.value = "";
    setBusy(false);
    change(kept);
    setSaid(refused.length === 0 ? "" : _("Not added: %(names)s. All files together may have 25 MB, and there may be 20 of them.", { names: refused.join(", ") }));
  };
  return (
    <>
      <div class="field">
        <label for="files">{_("Add photos or documents")}</label>
        <small id="files-hint">{_("At most 25 MB together. Places, times and names that a camera hides in pictures are taken out on this device.")}</small>
        <input id="files" type="file" multiple aria-describedby="files-hint" aria-busy={busy} onChange={(event) => void take(event.currentTarget)} />
      </div>
      <div role="status">
        {busy && <p>{_("Preparing the files…")}</p>}
        {said && <Notice kind="warn"><p>{said}</p></Notice>}
        {files.length > 0 && <p>{ngettext("%(num)s file, %(size)s", "%(num)s files, %(size)s", files.length, { size: size(bytesOf(files)) })}</p>}
      </div>
      <ul class="files">
        {files.map((file) => (
          <li key={file.id}>
            <Picture content={file.content} name={file.name} />
            <p class="name"><bdi>{file.name}</bdi> <small>{size(file.content.length)}</small></p>
            {file.cleaned && <p class="badge good">{_("Hidden facts were taken out")}</p>}
            {file.warning && <Notice kind="warn"><p>{warningText(file.warning)}</p></Notice>}
            <button type="button" class="outline danger" onClick={() => change(files.filter((each) => each.id !== file.id))}>
              {_("Remove")}<span class="visually-hidden"> {file.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A picture, if it is one of the kinds that are drawn without running anything. */
export function Picture({ content, name }: { content: Uint8Array; name: string }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const type = pictureType(content);
    if (type === null) return undefined;
    const made = localAddress(content, type);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [content]);
  return address === null ? null : <img src={address} alt={_("Picture: %(name)s", { name })} />;
}
