/**
 * Changing something that others may change meanwhile. What is typed is kept as a sealed draft, and only what differs is
 * sent: on top of somebody else's change nothing of theirs is overwritten unseen.
 */
import { useState } from "preact/hooks";
import { call, get, Problem } from "../../api";
import { _ } from "../../i18n";
import type { Session } from "../../session";
import { useFormDraft } from "../use-draft";
import { Notice } from "../ui";

type Json = Readonly<Record<string, unknown>>;

interface Given<T, D> {
  session: Session;
  /** Where it is got and changed: "/v1/sites/0a…". */
  path: string;
  start: T; tag: string;
  /** The form's fields of what the server knows, and what the server shall know of the fields. */
  fields: (value: T) => D;
  json: (draft: D) => Json;
  saved: () => void;
  /** Fields that are only ever sent together. */
  together?: readonly string[];
}

export interface Editing<D> {
  readonly draft: D; readonly set: (change: Partial<D>) => void;
  /** Sends what differs. */ readonly save: () => Promise<void>;
  /** Names of what somebody else changed meanwhile. */ readonly changed: readonly string[]; readonly forget: () => Promise<void>;
}

export function useEditing<T, D extends object>({ session, path, start, tag, fields, json, saved, together = [] }: Given<T, D>): Editing<D> {
  const [base, setBase] = useState({ value: start, tag });
  const [changed, setChanged] = useState<readonly string[]>([]);
  const kept = useFormDraft<Partial<D>>(session, `edit${path}`, {});
  const before = fields(base.value);
  const draft = { ...before, ...kept.value };

  async function save(): Promise<void> {
    const wanted = json(draft);
    const change = differing(json(before), wanted);
    if (together.some((name) => name in change)) for (const name of together) change[name] = wanted[name];
    if (Object.keys(change).length > 0) {
      try {
        await call("PATCH", path, { json: change, ifMatch: base.tag });
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 412) throw error;
        const now = await get<T>(path);
        setChanged(Object.keys(differing(json(before), json(fields(now.data)))));
        setBase({ value: now.data, tag: now.etag ?? "" });
        return;
      }
    }
    await kept.clear();
    saved();
  }
  return { draft, set: kept.set, save, changed, forget: kept.clear };
}

export function differing(before: Json, now: Json): Record<string, unknown> {
  return Object.fromEntries(Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])));
}

/** Says what somebody else changed, and is read out; it takes no focus, because the person is about to press Save again. */
export function ChangedMeanwhile({ names, label }: { names: readonly string[]; label: (name: string) => string }) {
  if (names.length === 0) return null;
  return (
    <div role="alert">
      <Notice kind="warn" title={_("Somebody else changed this meanwhile.")}>
        <p>{_("What you changed is still here and is not saved yet. The rest now stands as they left it. Look it over, then save again.")}</p>
        <ul>{names.map((name) => <li key={name}>{label(name)}</li>)}</ul>
      </Notice>
    </div>
  );
}
