/** Files chosen to be sent along. */
import { _ } from "../i18n";
import { size } from "../names";
import { useUnique } from "./unique";

/** The most that one letter carries, in bytes together. */
export const MOST_BYTES = 25_000_000;

export const tooLarge = (files: readonly File[]): boolean => files.reduce((sum, file) => sum + file.size, 0) > MOST_BYTES;

export function PickedFiles({ files, change }: { files: File[]; change: (files: File[]) => void }) {
  const id = useUnique();
  return (
    <div class="field">
      <label for={id}>{_("Photos or documents (if needed)")}</label>
      <input id={id} type="file" multiple onChange={(event) => {
        change([...files, ...(event.currentTarget.files ?? [])]);
        event.currentTarget.value = "";
      }} />
      {files.length > 0 && (
        <ul class="files">
          {files.map((file, place) => (
            <li key={place}>
              <span class="name"><bdi>{file.name}</bdi></span> <span class="muted">{size(file.size)}</span>{" "}
              <button type="button" class="link" aria-label={_("Remove %(name)s", { name: file.name })} onClick={() => change(files.filter((_each, other) => other !== place))}>{_("Remove")}</button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
