/** Which list or which thing is shown: it stands after the # of the address, so that back, reload and links work. */
import { useEffect, useState } from "preact/hooks";

export const LISTS = ["sites", "companies", "contracts"] as const;
export type List = (typeof LISTS)[number];
/** A list, one thing of it by its id, or a page of it: "new", "import". */
export interface Where { readonly list: List; readonly id: string | null }

function read(first: List): Where | null {
  if (location.hash === "") return { list: first, id: null };
  const found = /^#(sites|companies|contracts)(?:\/([0-9a-f]{32}|new|import))?$/.exec(location.hash);
  return found ? { list: found[1] as List, id: found[2] ?? null } : null;
}

/** `first` is shown while the address names nothing. Another anchor of the page (the skip link's) changes nothing. */
export function useWhere(first: List): { where: Where; moved: boolean } {
  const [state, setState] = useState(() => ({ where: read(first) ?? { list: first, id: null }, moved: false }));
  useEffect(() => {
    const look = (): void => {
      const where = read(first);
      if (where) setState({ where, moved: true });
    };
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
  return state;
}

export const to = (list: List, id?: string): string => `#${list}${id ? `/${id}` : ""}`;
export function go(list: List, id?: string): void {
  location.hash = to(list, id);
}
