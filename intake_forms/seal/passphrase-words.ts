/** Passphrases made of BIP39 words: 2048 words a list, so seven words are 77 bits. For pages of accounts only. */
import { wordlist as czech } from "@scure/bip39/wordlists/czech.js";
import { wordlist as french } from "@scure/bip39/wordlists/french.js";
import { wordlist as italian } from "@scure/bip39/wordlists/italian.js";
import { wordlist as japanese } from "@scure/bip39/wordlists/japanese.js";
import { wordlist as korean } from "@scure/bip39/wordlists/korean.js";
import { wordlist as portuguese } from "@scure/bip39/wordlists/portuguese.js";
import { wordlist as simplifiedChinese } from "@scure/bip39/wordlists/simplified-chinese.js";
import { wordlist as spanish } from "@scure/bip39/wordlists/spanish.js";
import { wordlist as traditionalChinese } from "@scure/bip39/wordlists/traditional-chinese.js";
import { random } from "./bytes";
import { englishWords } from "./words";

const WORDS = 7;

const LISTS: Readonly<Record<string, readonly string[]>> = {
  cs: czech, es: spanish, fr: french, it: italian, ja: japanese, ko: korean, pt: portuguese,
  zh: simplifiedChinese, "zh-hant": traditionalChinese, "zh-tw": traditionalChinese, "zh-hk": traditionalChinese,
};

/** The list for a BCP 47 tag: the whole tag, its script or region, its language, else English. */
function listFor(language: string): readonly string[] {
  const parts = language.toLowerCase().split("-");
  for (let length = Math.min(parts.length, 2); length > 0; length--) {
    const list = LISTS[parts.slice(0, length).join("-")];
    if (list !== undefined) return list;
  }
  return englishWords();
}

/** Seven words drawn evenly, with single spaces between, in the person's language where a list exists. */
export function generatePassphrase(language: string): string {
  const list = listFor(language);
  // 2048 divides 2^16: the low eleven bits of two bytes are even.
  return Array.from({ length: WORDS }, () => {
    const [high, low] = random(2) as unknown as [number, number];
    return list[((high << 8) | low) & 2047] as string;
  }).join(" ");
}
