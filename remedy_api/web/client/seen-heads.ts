/** How far an account has seen its cases, as its vault keeps it: so that another device, too, notices less or another past. */

/**
 * The last event of a room that was seen: its number and its hash; and by fingerprint the newest version of each chain that came
 * with it (none: 0), so that somebody who was removed by then signs nothing that comes after.
 */
export interface SeenHead { seq: number; hash: string; rosters?: Record<string, number> }

/** Cases whose heads are kept: the vault comes with every page, so it holds those that last had something new. */
const ROOMS = 32;

/** Remembers the last event of a case, unless more of it was seen elsewhere meanwhile. What is known of chains only grows. */
export function keepHead(content: { rooms?: Record<string, SeenHead> }, room: string, head: SeenHead): void {
  const before = content.rooms?.[room];
  const rosters = newest(before?.rosters ?? {}, head.rosters ?? {});
  const further = before && before.seq >= head.seq;
  if (further && JSON.stringify(rosters) === JSON.stringify(before.rosters ?? {})) return;
  const { seq, hash } = further ? before : head;
  const others = Object.entries(content.rooms ?? {}).filter(([each]) => each !== room);
  content.rooms = Object.fromEntries([...others, [room, { ...before, seq, hash, rosters }] as const].slice(-ROOMS));
}

/** The higher version of each, those known before first: what does not change stays the same bytes. */
function newest(one: Record<string, number>, other: Record<string, number>): Record<string, number> {
  const both = { ...one };
  for (const [fingerprint, version] of Object.entries(other)) both[fingerprint] = Math.max(version, one[fingerprint] ?? 0);
  return both;
}
