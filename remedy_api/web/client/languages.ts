/** The languages this installation is complete in, as the server wrote them into the page. */

export interface Language { code: string; autonym: string; direction: "ltr" | "rtl" }

export function allLanguages(): Language[] {
  return JSON.parse(document.body.dataset.offered ?? "[]") as Language[];
}

/** A language by its own name; its code when this installation does not know it. */
export function autonym(code: string): string {
  return allLanguages().find((language) => language.code === code)?.autonym ?? code;
}

export function directionOf(code: string): "ltr" | "rtl" | "auto" {
  return allLanguages().find((language) => language.code === code)?.direction ?? "auto";
}

/** A text given per language: the page's own, else the first of the fallbacks that exists, with the language it is in. */
export function inMyLanguage(texts: Record<string, string>, ...fallbacks: string[]): { text: string; language: string } {
  for (const code of [document.documentElement.lang, ...fallbacks, ...Object.keys(texts)]) {
    const text = texts[code];
    if (text) return { text, language: code };
  }
  return { text: "", language: document.documentElement.lang };
}
