/** A text that outlives a failed send and a lock of the page: kept in this browser, sealed, until it is cleared. */
import { useEffect, useRef, useState } from "preact/hooks";
import { findDraft, keepDraft } from "../drafts";
import type { Session } from "../session";

const PAUSE = 400;

export interface Draft { readonly text: string; readonly write: (text: string) => void; readonly clear: () => Promise<void> }

/** `name` says what it is a draft of; it is hashed before it is kept. */
export function useDraft(session: Session, name: string): Draft {
  const [text, setText] = useState("");
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => { void findDraft(session, name).then((found) => setText((typed) => typed || found)); }, [name]);
  return {
    text,
    write: (value) => {
      setText(value);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void keepDraft(session, name, value), PAUSE) as unknown as number;
    },
    clear: async () => {
      clearTimeout(timer.current);
      setText("");
      await keepDraft(session, name, "");
    },
  };
}

export interface FormDraft<T> { readonly value: T; readonly set: (change: Partial<T>) => void; readonly clear: () => Promise<void> }

/** A whole form as one draft. What cannot be read any more is begun anew. */
export function useFormDraft<T extends object>(session: Session, name: string, empty: T): FormDraft<T> {
  const draft = useDraft(session, name);
  const value = useRef(empty); // several fields may change before the next drawing
  value.current = { ...empty, ...read<T>(draft.text) };
  return {
    value: value.current,
    set: (change) => {
      value.current = { ...value.current, ...change };
      draft.write(JSON.stringify(value.current));
    },
    clear: draft.clear,
  };
}

function read<T>(text: string): Partial<T> {
  try {
    return text === "" ? {} : JSON.parse(text) as Partial<T>;
  } catch {
    return {};
  }
}
