/** Errors beside their fields: what this page finds missing, and what the server says of a field. */
import { useState } from "preact/hooks";
import { Problem } from "../api";

export type FieldErrors = Readonly<Record<string, string>>;

/** The server's sentences by the first name of their pointer ("/os_id", "/activities/2"); empty when it named no field. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof Problem)) return {};
  return Object.fromEntries(error.fields.flatMap(({ pointer, detail }) => {
    const name = /^\/([a-z_]+)/.exec(pointer)?.[1];
    return name === undefined ? [] : [[name, detail] as const];
  }));
}

/**
 * Errors of a form. `sending` runs a request and puts what the server says of fields that this form shows (`known`)
 * beside them; everything else is thrown on, to be shown beneath.
 */
export function useFieldErrors(known: readonly string[]): {
  errors: FieldErrors; find: (found: Record<string, string>) => boolean; sending: (run: () => Promise<void>) => Promise<void>;
} {
  const [errors, setErrors] = useState<FieldErrors>({});
  return {
    errors,
    find: (found) => { setErrors(found); return Object.keys(found).length > 0; },
    sending: async (run) => {
      setErrors({});
      try {
        await run();
      } catch (error) {
        const found = fieldErrors(error);
        if (Object.keys(found).length === 0 || Object.keys(found).some((name) => !known.includes(name))) throw error;
        setErrors(found);
      }
    },
  };
}
