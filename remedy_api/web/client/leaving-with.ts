/** Who leaves an organisation together with a member: the programs she answers for, whose keys she holds. */
import { hex } from "./seal";
import type { Trusted } from "./trust";

/** What the server says of a member; who is in the list, and who manages, the signed list alone says. */
export interface Listed { user: string; name: string; kid: string; program: boolean; keeper: string | null }

/**
 * Her programs, and those whose keeper has left before. Who is a program only the server says, so never a manager, which no
 * program is, nor whoever the signed list does not name.
 */
export function leavingWith<Member extends Listed>({ members, managers }: Roster, listed: readonly Member[], kid: string): Member[] {
  const names = new Set(members.map(hex));
  const managing = new Set(managers.map(hex));
  const here = listed.filter((each) => names.has(each.kid));
  const stay = new Set(here.filter((each) => each.kid !== kid).map(({ user }) => user));
  return here.filter((each) => each.program && each.kid !== kid && !managing.has(each.kid) && !(each.keeper !== null && stay.has(each.keeper)));
}

type Roster = Pick<Trusted["chain"]["latest"], "members" | "managers">;
