/** Key words and codes, as people read, compare and print them. */
import { _ } from "../i18n";

/** The twelve words of an organisation. They are English in every language: the same words stand on its paper. */
export function KeyWords({ words }: { words: readonly string[] }) {
  return (
    <ol class="words" lang="en" dir="ltr" aria-label={_("The 12 key words")}>
      {words.map((word, place) => <li key={place}>{word}</li>)}
    </ol>
  );
}

/** A code on paper: large, left to right, and printable on its own. */
export function CodeSheet({ title, code, children }: { title: string; code: string; children: preact.ComponentChildren }) {
  return (
    <div class="sheet">
      <p class="notice-title">{title}</p>
      <code class="code" dir="ltr">{code}</code>
      {children}
    </div>
  );
}
