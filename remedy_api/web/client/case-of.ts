/** Which case a report belongs to. */
import { get } from "./api";

/** The case, if this person reads it; null when the report belongs to none, or to one of others. */
export async function caseOf(room: string): Promise<string | null> {
  return (await get<{ case: string | null }>(`/v1/rooms/${room}/case`)).data.case;
}
