/** The small pieces every page is built from: fields, buttons, notices, loading and failure. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Offline, Problem } from "../api";
import { _ } from "../i18n";
import { explain, isStop } from "../stop";
import { useUnique } from "./unique";

/** What a browser should know about a text field. */
interface Typing {
  type?: "text" | "email" | "password" | "date";
  autocomplete?: "name" | "email" | "username" | "new-password" | "current-password" | "off";
  autocapitalize?: "none" | "characters";
  spellcheck?: boolean;
  maxLength?: number;
  dir?: "ltr" | "rtl" | "auto";
}

interface FieldProps extends Typing {
  label: string;
  value: string;
  onValue: (value: string) => void;
  help?: string;
  error?: string | null;
}

/** A labelled input; `error` is read out with it. */
export function Field({ label, value, onValue, help, error, type = "text", ...rest }: FieldProps) {
  const id = useUnique();
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <input id={id} type={type as "password" /* the typings take one type at a time */} value={value} aria-invalid={error ? "true" : undefined} aria-describedby={describedBy(id, help, error)}
        onInput={(event) => onValue(event.currentTarget.value)} {...rest} />
      <FieldNotes id={id} help={help} error={error} />
    </p>
  );
}

interface AreaProps {
  lang?: string;
  rows?: number;
  maxLength?: number;
  label: string;
  value: string;
  onValue: (value: string) => void;
  help?: string;
  error?: string | null;
}

export function Area({ label, value, onValue, help, error, ...rest }: AreaProps) {
  const id = useUnique();
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <textarea id={id} value={value} aria-invalid={error ? "true" : undefined} dir="auto" rows={5}
        aria-describedby={describedBy(id, help, error)} onInput={(event) => onValue(event.currentTarget.value)} {...rest} />
      <FieldNotes id={id} help={help} error={error} />
    </p>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onValue: (value: string) => void;
  help?: string;
  error?: string | null;
}

export function Choice({ label, value, options, onValue, help, error }: ChoiceProps) {
  const id = useUnique();
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} aria-invalid={error ? "true" : undefined}
        aria-describedby={describedBy(id, help, error)} onChange={(event) => onValue(event.currentTarget.value)}>
        {options.map(([key, text]) => <option key={key} value={key}>{text}</option>)}
      </select>
      <FieldNotes id={id} help={help} error={error} />
    </p>
  );
}

export function Tick({ label, checked, onChecked }: { label: ComponentChildren; checked: boolean; onChecked: (on: boolean) => void }) {
  return (
    <p class="field tick">
      <label><input type="checkbox" checked={checked} onChange={(event) => onChecked(event.currentTarget.checked)} /> <span>{label}</span></label>
    </p>
  );
}

function describedBy(id: string, help: string | undefined, error: string | null | undefined): string | undefined {
  return [help ? `${id}-help` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;
}

function FieldNotes({ id, help, error }: { id: string; help: string | undefined; error: string | null | undefined }) {
  return (
    <>
      {help && <small id={`${id}-help`}>{help}</small>}
      {error && <small id={`${id}-error`} class="field-error">{error}</small>}
    </>
  );
}

interface ActionProps {
  children: ComponentChildren;
  /** What the button does; while it runs the button is busy, a failure is shown beneath. */
  run: () => Promise<void> | void;
  quiet?: boolean;
  danger?: boolean;
  disabled?: boolean;
  busyText?: string;
}

export function Action({ children, run, quiet, danger, disabled, busyText }: ActionProps) {
  const { busy, failure, go } = useAction(run);
  return (
    <>
      <button type="button" class={`${quiet ? "outline" : ""} ${danger ? "danger" : ""}`} aria-busy={busy} disabled={disabled || busy} onClick={() => void go()}>
        {busy && busyText ? busyText : children}
      </button>
      <Failure error={failure} />
    </>
  );
}

/** A form with one button; `run` may throw, and the page says why. */
export function Form({ children, submit, run, disabled, busyText }: {
  children: ComponentChildren; submit: string; run: () => Promise<void>; disabled?: boolean; busyText?: string;
}) {
  const { busy, failure, go } = useAction(run);
  const form = useRef<HTMLFormElement>(null);
  async function send(): Promise<void> {
    await go();
    // The first field to mend takes the focus, once it is drawn as one.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }
  return (
    <form noValidate ref={form} onSubmit={(event) => { event.preventDefault(); void send(); }}>
      {children}
      <Failure error={failure} />
      <button type="submit" aria-busy={busy} disabled={disabled || busy}>{busy && busyText ? busyText : submit}</button>
    </form>
  );
}

/** Runs something once at a time and keeps its failure to show. */
export function useAction(run: () => Promise<void> | void) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const running = useRef(false);
  async function go(): Promise<void> {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailure(null);
    try {
      await run();
    } catch (error) {
      setFailure(error);
    } finally {
      running.current = false;
      setBusy(false);
    }
  }
  return { busy, failure, go };
}

export function Notice({ kind = "plain", title, children }: { kind?: "plain" | "good" | "warn" | "stop"; title?: string; children?: ComponentChildren }) {
  return (
    <div class={`notice ${kind}`} role={kind === "stop" ? "alert" : undefined}>
      {title && <p class="notice-title">{title}</p>}
      {children}
    </div>
  );
}

/** A failure in words. It takes the focus, so that nobody misses it. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => { if (error) box.current?.scrollIntoView({ block: "nearest" }); }, [error]);
  if (!error) return null;
    return (
    <div class="notice stop" role="alert" ref={box}>
      {isStop(error) && <p class="notice-title">{_("Stopped, to be safe")}</p>}
      <p>{explain(error)}</p>
      {error instanceof Problem && error.fields.length > 0 && (
        <ul>{error.fields.map((field) => <li key={field.pointer}>{field.detail}</li>)}</ul>
      )}
      {retry && <button type="button" class="outline" onClick={retry}>{error instanceof Offline ? _("Try again") : _("Load again")}</button>}
    </div>
  );
}

export function Loading({ text }: { text?: string }) {
  return <p class="loading" role="status" aria-busy="true">{text ?? _("Loading…")}</p>;
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return <div class="empty"><p class="empty-title">{title}</p>{children}</div>;
}

export type Loaded<T> = { state: "loading" } | { state: "failed"; error: unknown } | { state: "ready"; value: T };

/**
 * Loads when the page opens and again on `reload`; a later load never overtakes an earlier one. Whoever asks to load again can wait
 * until it is there: a dialogue that closed before would leave the old state on the page for a moment, to be acted on once more.
 */
export function useLoad<T>(load: () => Promise<T>, keys: readonly unknown[] = []): [Loaded<T>, () => Promise<void>] {
  const [result, setResult] = useState<Loaded<T>>({ state: "loading" });
  const [turn, setTurn] = useState(0);
  const waiting = useRef<(() => void)[]>([]);
  useEffect(() => {
    let current = true;
    setResult((before) => turn > 0 && before.state === "ready" ? before : { state: "loading" });
    const there = (next: Loaded<T>): void => {
      if (!current) return;
      setResult(next);
      for (const go of waiting.current.splice(0)) go();
    };
    load().then((value) => there({ state: "ready", value }), (error: unknown) => there({ state: "failed", error }));
    return () => { current = false; };
  }, [turn, ...keys]);
  return [result, () => new Promise((go) => { waiting.current.push(go); setTurn((value) => value + 1); })];
}

/** The three states of a load in one place. */
export function Load<T>({ of: [result, reload], children }: { of: [Loaded<T>, () => Promise<void>]; children: (value: T) => ComponentChildren }) {
  if (result.state === "loading") return <Loading />;
  if (result.state === "failed") return <Failure error={result.error} retry={reload} />;
  return <>{children(result.value)}</>;
}
