/** What every part of the page of a table works on. */
import type { Session } from "../session";
import type { OpenTable } from "../table-opening";
import type { Codes } from "./codes";

/** `done` loads and checks the table anew, after something was changed. */
export interface TableAt { session: Session; of: OpenTable; codes: Codes; done: () => Promise<void> }

/** An organisation by its id, as it is called here. */
export const called = (at: TableAt, organisation: string): string => at.of.known.find((each) => each.organisation === organisation)?.name ?? "";
