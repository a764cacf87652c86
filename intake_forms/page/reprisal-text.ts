/** What is written of a reprisal, as it is sealed: PROTOCOL.md, section 6. The same on the reporter's page and on those of casework. */
export interface Reprisal { what: string; who: string; first: readonly string[] }

export function writeReprisal({ what, who, first }: Reprisal): string {
  return JSON.stringify({ what: what.trim(), ...(who.trim() === "" ? {} : { who: who.trim() }), ...(first.length === 0 ? {} : { first }) });
}

/** What was sealed; a text that is not of that form is shown as it stands. */
export function readReprisal(text: string): Reprisal {
  try {
    const { what, who, first } = JSON.parse(text) as Record<string, unknown>;
    if (typeof what === "string") {
      return { what, who: typeof who === "string" ? who : "", first: Array.isArray(first) ? first.filter((each): each is string => typeof each === "string") : [] };
    }
  } catch { /* somebody's own words */ }
  return { what: text, who: "", first: [] };
}
