/** The small pieces of every screen: headings that take the focus, notices, lists of faults, buttons that are busy. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { SealError } from "../seal/errors";
import type { Fault } from "./form";
import { _, catalogue } from "./i18n";
import { NoAnswer, Refusal } from "./transport";

/** A name inside a sentence: its own direction must not turn the sentence around. */
export const isolate = (name: string): string => `\u2068${name}\u2069`;

/** One screen. Its heading takes the focus, so that a screen reader says where one is. */
export function Screen({ title, part, back, children }: {
  title: string; part?: { number: number; of: number; share: number }; back?: (() => void) | undefined; children: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [title]);
  return (
    <section class="screen">
      {back && <p class="back"><button type="button" class="link" onClick={back}><span aria-hidden="true" class="arrow" />{_("Back")}</button></p>}
      {part && (
        <p class="part">
          <span id="part">{_("Part %(number)s of %(of)s", { number: part.number, of: part.of })}</span>
          <progress aria-labelledby="part" max={1} value={part.share} />
        </p>
      )}
      <h2 tabIndex={-1} ref={heading}>{title}</h2>
      {children}
    </section>
  );
}

export type NoticeKind = "plain" | "good" | "warn" | "stop";
export function Notice({ kind = "plain", title, children }: { kind?: NoticeKind; title?: string; children?: ComponentChildren }) {
  return (
    <div class={`notice ${kind}`} role={kind === "stop" ? "alert" : undefined}>
      {title && <p class="notice-title">{title}</p>}
      {children}
    </div>
  );
}

/** What must be mended, each with a link to its field. It takes the focus when it appears. */
export function Faults({ of }: { of: readonly Fault[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => { if (of.length > 0) box.current?.focus(); }, [of]);
  if (of.length === 0) return null;
  const go = (event: Event, field: string): void => {
    event.preventDefault(); // the address stays as it is
    const target = document.getElementById(field);
    (target?.querySelector<HTMLElement>("input, textarea, select") ?? target)?.focus();
  };
  return (
    <section class="notice stop" tabIndex={-1} ref={box} aria-labelledby="faults">
      <p class="notice-title" id="faults">{_("Please look at this first")}</p>
      <ul>{of.map((fault) => <li key={fault.field}><a href={`#${fault.field}`} onClick={(event) => go(event, fault.field)}>{fault.message}</a></li>)}</ul>
    </section>
  );
}

/** Hint and fault of a field; the field names them in aria-describedby as `${id}-hint` and `${id}-error`. */
export function Notes({ id, hint, error }: { id: string; hint: string | undefined; error: string | undefined }) {
  return (
    <>
      {hint && <small id={`${id}-hint`}>{hint}</small>}
      {error && <small id={`${id}-error`} class="field-error">{error}</small>}
    </>
  );
}

/** Any failure in one plain sentence. What could not be verified is never tried again in a weaker way. */
export function explain(error: unknown): string {
  if (error instanceof NoAnswer || error instanceof Refusal || error instanceof Told) return error.message;
  if (error instanceof SealError && error.code === "bad-code") return _("This is not a complete code. Look at each sign again; the code has 22 letters and digits.");
  if (error instanceof SealError && error.code === "too-large") return _("This is too long or too large. Please make it shorter.");
  if (error instanceof SealError) return _("Something the server sent could not be checked, so nothing was sent. Please tell the help contact: %(code)s", { code: error.code });
  return _("Something went wrong on this page. Nothing was sent.");
}

/** A failure that already has its sentence. */
export class Told extends Error {}

export function Failure({ error }: { error: unknown }) {
  return error ? <Notice kind="stop"><p>{explain(error)}</p></Notice> : null;
}

/** Runs something once at a time and keeps why it failed. */
export function useRun(run: () => Promise<void> | void) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const go = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await run();
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  return { busy, error, go };
}

/** A button that does something that takes a while; a failure stands beneath it. */
export function Action({ children, run, quiet, danger }: { children: ComponentChildren; run: () => Promise<void> | void; quiet?: boolean; danger?: boolean }) {
  const { busy, error, go } = useRun(run);
  return (
    <>
      <button type="button" class={`${quiet ? "outline" : ""} ${danger ? "danger" : ""}`} aria-busy={busy} disabled={busy} onClick={() => void go()}>{children}</button>
      <Failure error={error} />
    </>
  );
}

/** Something that is loaded before it is drawn; `first` is what was loaded already. */
export function Load<T>({ load, first, children }: { load: () => Promise<T>; first?: T; children: (loaded: T, again: () => void) => ComponentChildren }) {
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<{ value?: T; error?: unknown } | null>(first === undefined ? null : { value: first });
  const again = (): void => setTurn((before) => before + 1);
  useEffect(() => {
    if (turn === 0 && first !== undefined) return undefined;
    let current = true;
    load().then((value) => { if (current) setState({ value }); }, (error: unknown) => { if (current) setState({ error }); });
    return () => { current = false; };
  }, [turn]);
  if (state === null) return <p class="loading" role="status" aria-busy="true">{_("Loading…")}</p>;
  if ("error" in state) return <><Failure error={state.error} /><p><button type="button" onClick={() => { setState(null); again(); }}>{_("Try again")}</button></p></>;
  return <>{children(state.value as T, again)}</>;
}

/** A question above the page. Escape closes it, and browsers do not always ask before; the focus goes back to where it was. */
export function Dialog({ title, close, children }: { title: string; close: () => void; children: ComponentChildren }) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.showModal();
    return () => { if (before instanceof HTMLElement && before.isConnected) before.focus(); };
  }, []);
  return (
    <dialog ref={box} aria-labelledby="dialog-title" onClose={close}>
      <article dir={catalogue().direction}>
        <h2 id="dialog-title">{title}</h2>
        {children}
      </article>
    </dialog>
  );
}
