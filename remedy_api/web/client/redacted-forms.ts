/** What the copies with parts left out say in their form: that they are copies, and of what, for no step of the history names them. */

/** What an entry is of; the workers must have consented to one of these, its own name first. From the least to the most. */
export const EVIDENCE: readonly string[] = ["evidence"];
export const DECIDED: readonly string[] = ["notice", "facts"];
export const FOUND: readonly string[] = ["finding"];

/** What all of them begin with. One that says no more is a copy, and nobody knows of what. */
const COPY = "redacted-copy";
const COPIES: ReadonlyMap<string, readonly string[]> = new Map([[`${COPY}-evidence`, EVIDENCE], [`${COPY}-notice`, DECIDED], [`${COPY}-finding`, FOUND]]);

/** Whether a text of this form is a copy, also one of something that is not known here. */
export const isCopyForm = (form: string): boolean => form.startsWith(COPY);

/** What a copy of this form is of; nothing where it does not say, or says what is not known here. */
export const copiedContents = (form: string): readonly string[] => COPIES.get(form) ?? [];

/** The form of a copy of something that is of these. Throws a TypeError for what is never shown. */
export function copyForm([first]: readonly string[]): string {
  const found = [...COPIES].find(([, contents]) => contents[0] === first);
  if (found === undefined) throw new TypeError("a copy of what is never shown");
  return found[0];
}
