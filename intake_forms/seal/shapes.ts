/** The shapes that members of an event's data have: codes, hashes, days, and lists of them. The reporter's pages never load this. */
import { digest, isDay, isHex } from "./event";
import type { Check } from "./event";

export const matches = (pattern: RegExp): Check => (value) => typeof value === "string" && pattern.test(value);
export const orNone = (check: Check): Check => (value) => value === "" || check(value);
/** A list of different things, so many at least and at most. */
export const different = (least: number, most: number, check: Check): Check => (list) =>
  Array.isArray(list) && list.length >= least && list.length <= most && new Set(list).size === list.length && list.every(check);

export const ident: Check = (value) => isHex(value, 32);
export const code = matches(/^[a-z0-9][a-z0-9_.-]{0,39}$/);
export const codeOrNone = orNone(code);
export const digestOrNone = orNone(digest);
export const dayOrNone = orNone(isDay);
