/** Changing the language without leaving the page: what was typed stays. */
import { catalogueFor, speak } from "./i18n";

/** Whoever clicks a link that has `data-language`, or one of the header's, calls `change` with its code. */
export function onLanguage(change: (language: string) => void): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-language], #languages a") : null;
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const language = link.lang;
    speakIn(language, link.href).then(() => change(language), () => location.replace(link.href));
  });
}

async function speakIn(language: string, address: string): Promise<void> {
  const [words, page] = await Promise.all([catalogueFor("intake", language), frame(address)]);
  speak(words);
  const root = document.documentElement;
  root.lang = language;
  root.dir = words.direction;
  document.title = page.title;
  for (const part of [".skip-link", ".site-header", ".site-footer", "#title"]) {
    const mine = document.querySelector(part);
    mine?.replaceChildren(...[...page.querySelector(part)?.childNodes ?? mine.childNodes].map((node) => document.importNode(node, true)));
  }
  history.replaceState(null, "", address);
}

/** Header and footer in the other language, as the server draws them; nothing in a document fetched this way runs. */
function frame(address: string): Promise<Document> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () => request.status === 200 && request.responseXML ? resolve(request.responseXML) : reject(new Error(address));
    request.onerror = () => reject(new Error(address));
    request.send();
  });
}
