/** Somebody who was let in and has no key yet. An honest server never leaves it at that, so it is said aloud. */
import { _ } from "../i18n";
import type { Reader } from "../room-opening";
import { Notice } from "./ui";

export function Coming({ reader }: { reader: Reader }) {
  return (
    <Notice kind="warn">
      <p>{_("%(organisation)s was let in, but has no key yet. Whoever writes here next gives it the key to read everything. If you do not know why, write nothing and ask who let it in.", { organisation: reader.name })}</p>
    </Notice>
  );
}
