/**
 * Words by which a text seems to ask workers to give up legal claims, by language. A hit only warns: whoever writes may have
 * meant the contrary, and whoever reads is told to ask for advice. Small letters; a part of a word is enough.
 */
export const WAIVER_WORDS: Readonly<Record<string, readonly string[]>> = {
  en: ["waive", "waiver", "full and final settlement", "release all claims", "release from all claims", "no further claim", "not to sue", "give up their right", "renounce"],
  nl: ["finale kwijting", "afstand van", "ziet af van", "zien af van", "geen verdere aanspraken", "geen verdere vorderingen"],
  fr: ["renonc", "solde de tout compte", "désistement", "se désiste", "aucune autre réclamation", "quittance définitive"],
  es: ["renuncia", "finiquito", "desisti", "ninguna otra reclamación", "no demandar", "liberación de responsabilidad"],
  ar: ["تنازل", "يتنازل", "إبراء ذمة", "إبراء الذمة", "مخالصة نهائية", "عدم المطالبة", "إسقاط حق"],
};

/** Whether a text seems to ask for that, in whatever language it is written. */
export function seemsToWaive(text: string): boolean {
  const small = text.toLowerCase().replace(/\s+/g, " ");
  return Object.values(WAIVER_WORDS).some((words) => words.some((word) => small.includes(word)));
}
