/** What every part of the central view works on. */
import type { OpenCase } from "../case-opening";
import type { Session } from "../session";
import type { Codes } from "./codes";

/** `done` loads and checks the case anew, after something was changed. */
export interface At { session: Session; of: OpenCase; codes: Codes; done: () => Promise<void> }

/** A draft's name: it says which case and which form, and is hashed before it is kept. */
export const draftOf = (at: At, form: string): string => `case/${at.of.id}/${form}`;

/** The organisations that can open what is written now, for a sentence that says so: also those who were let in and get the next key. */
export const readerNames = (at: At): string[] => [...at.of.readers, ...at.of.coming].map((reader) => reader.name);
