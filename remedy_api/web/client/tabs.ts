/** Several tabs of one person: a new tab gets the sealed half from an older one, and all lock together. */

export type Word = { kind: "locked" } | { kind: "signed-in"; session: string } | { kind: "active" };
type Private = Word | { kind: "ask"; session: string } | { kind: "here"; session: string; sealed: string };

const channel = new BroadcastChannel("remedy");
const listeners = new Set<(word: Word) => void>();
let keeper: (session: string) => string | null = () => null;

/** What this tab may hand on: sealed bytes, useless without the server's half. */
export function answerOtherTabs(keep: (session: string) => string | null): void {
  keeper = keep;
}

export function onOtherTabs(listener: (word: Word) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tellOtherTabs(word: Word): void {
  channel.postMessage(word);
}

/** Asks the other tabs for the sealed half of a session; null when none has it. */
export function askOtherTabs(session: string): Promise<string | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish(null), 250);
    function hear(event: MessageEvent<Private>): void {
      if (event.data.kind === "here" && event.data.session === session) finish(event.data.sealed);
    }
    function finish(sealed: string | null): void {
      clearTimeout(timer);
      channel.removeEventListener("message", hear);
      resolve(sealed);
    }
    channel.addEventListener("message", hear);
    channel.postMessage({ kind: "ask", session } satisfies Private);
  });
}

channel.addEventListener("message", (event: MessageEvent<Private>) => {
  const word = event.data;
  if (word.kind === "ask") {
    const sealed = keeper(word.session);
    if (sealed !== null) channel.postMessage({ kind: "here", session: word.session, sealed } satisfies Private);
  } else if (word.kind !== "here") {
    for (const listener of listeners) listener(word);
  }
});
