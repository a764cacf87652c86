/** Whether a passphrase of one's own is as hard to guess as seven made words (77 bits). Careful rather than exact. */
import { normalise } from "./seal-accounts";

const WANTED_BITS = 77;
const WORD_BITS = 11;

/** Counts each different word once, and of characters only those that do not repeat or continue a run. */
export function strongEnough(passphrase: string): boolean {
  const text = normalise(passphrase);
  const words = new Set(text.toLowerCase().split(" ").filter((word) => [...word].length >= 3));
  if (words.size * WORD_BITS >= WANTED_BITS) return true;
  return characterBits(text) >= WANTED_BITS && new Set(text).size >= 12;
}

function characterBits(text: string): number {
  const symbols = [...text];
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u].filter((kind) => kind.test(text)).length;
  const surprising = symbols.filter((symbol, place) => {
    const before = symbols[place - 1];
    return before === undefined || Math.abs((symbol.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0)) > 1;
  }).length;
  // People choose far less evenly than a machine: four bits a character when three kinds are mixed, half of it otherwise.
  return surprising * (kinds >= 3 ? 4 : 2);
}
