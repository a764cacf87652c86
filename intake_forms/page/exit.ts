/**
 * Leaving quickly. One press, or Escape twice, empties the page, makes the way back lead nowhere and opens something
 * harmless. It cannot clear the browser's own list of visited pages; the page says so where it explains the button.
 */

/** A page of this door that says nothing: it takes the place of whatever would be one step back or forward. */
export const BLANK = "/blank";
const TWICE = 1500;

let leaving = false;
let guarded = false;
const wipes = new Set<() => void>();

/** Called when leaving: forget everything that was typed. Returns how to take it back. */
export function onLeave(wipe: () => void): () => void {
  wipes.add(wipe);
  return () => wipes.delete(wipe);
}

/** Makes the phone's back button call `back` instead of leaving; returns how to stop that. */
export function guardBack(back: () => void): () => void {
  if (!guarded) {
    history.pushState(null, "");
    guarded = true;
  }
  const popped = (): void => {
    if (leaving) return;
    history.pushState(null, "");
    back();
  };
  addEventListener("popstate", popped);
  return () => removeEventListener("popstate", popped);
}

/** Arms the link `#quick-exit`, whenever it is drawn, and the Escape key. */
export function armExit(address: string): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.target.closest("#quick-exit") === null) return;
    event.preventDefault();
    leave(address);
  });
  let before = -TWICE;
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - before < TWICE) leave(address);
    before = event.timeStamp;
  }, true);
}

/** Gone before anything else happens: what could be seen first, then what was kept, then the way back. */
export function leave(address: string): void {
  if (leaving) return;
  leaving = true;
  document.documentElement.hidden = true;
  for (const dialog of document.querySelectorAll("dialog")) dialog.close();
  document.title = "";
  for (const wipe of wipes) wipe();
  document.body.replaceChildren();
  const go = (): void => location.replace(address);
  if (!guarded) return go();
  // The page stands twice in the history (see guardBack): rename this one, step back, replace the other.
  history.replaceState(null, "", BLANK);
  addEventListener("popstate", go, { once: true });
  history.back();
  setTimeout(go, 80);
}

export const isLeaving = (): boolean => leaving;
