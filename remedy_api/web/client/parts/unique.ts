/** Ids for labels. The page has several roots, and the library's own counter begins anew in each. */
import { useState } from "preact/hooks";

let given = 0;

export function useUnique(): string {
  return useState(() => `part-${++given}`)[0];
}
