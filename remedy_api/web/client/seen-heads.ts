/** How far an account has seen its cases, as its vault keeps it: so that another device, too, notices less or another past. */

/** The last event of a room that was seen: its number and its hash. */
export interface SeenHead { seq: number; hash: string }

/** Cases whose heads are kept: the vault comes with every page, so it holds those that last had something new. */
const ROOMS = 32;

/** Remembers the last event of a case, unless more of it was seen elsewhere meanwhile. */
export function keepHead(content: { rooms?: Record<string, SeenHead> }, room: string, head: SeenHead): void {
  const before = content.rooms?.[room];
  if (before && before.seq >= head.seq) return;
  const others = Object.entries(content.rooms ?? {}).filter(([each]) => each !== room);
  content.rooms = Object.fromEntries([...others, [room, head] as const].slice(-ROOMS));
}
