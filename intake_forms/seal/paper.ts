/** Codes that people write down: 104 random bits and 6 check bits as 22 symbols of Crockford's base 32. */
import { random } from "./bytes";
import type { Bytes } from "./bytes";
import { SealError } from "./errors";
import { sha256 } from "./hash";
import * as labels from "./labels";
import { exact, lp } from "./lp";

/** A reporter's receipt, the recovery code of an account, the printed recovery key of an organisation. */
export type CodeType = "receipt" | "recovery" | "org-recovery";

const CHECKS: Record<CodeType, string> = {
  "receipt": labels.RECEIPT_CHECK, "recovery": labels.RECOVERY_CHECK, "org-recovery": labels.ORG_RECOVERY_CHECK,
};
const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SECRET_SIZE = 13;
const LENGTH = 22;

/** The first six bits; a code of one type is not accepted as another. */
function checkBits(type: CodeType, secret: Bytes): number {
  return (sha256(lp(CHECKS[type], secret))[0] as number) >> 2;
}

/** A new code and the 13 bytes it stands for. */
export function newReceipt(type: CodeType = "receipt"): { code: string; secret: Bytes } {
  const secret = random(SECRET_SIZE);
  return { code: writeCode(type, secret), secret };
}

/** The code of 13 secret bytes, in groups of four. */
export function writeCode(type: CodeType, secret: Bytes): string {
  exact(secret, SECRET_SIZE, "code");
  let bits = "";
  for (const byte of secret) bits += byte.toString(2).padStart(8, "0");
  bits += checkBits(type, secret).toString(2).padStart(6, "0");
  let code = "";
  for (let at = 0; at < LENGTH; at++) {
    if (at > 0 && at % 4 === 0) code += "-";
    code += SYMBOLS[parseInt(bits.slice(5 * at, 5 * at + 5), 2)] as string;
  }
  return code;
}

/** The 13 bytes of a typed code: any case, spaces and dashes anywhere, I and L for 1, O for 0. Throws bad-code. */
export function parseReceipt(typed: string, type: CodeType = "receipt"): Bytes {
  const symbols = typed
    .replace(/[\t\n\r \u00a0\-\u2010-\u2015\u2212]/g, "")
    // Only ASCII letters change: upper case of other letters may be ASCII too.
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replace(/[IL]/g, "1").replace(/O/g, "0");
  if (symbols.length !== LENGTH) throw new SealError("bad-code", "length");
  let bits = "";
  for (const symbol of symbols) {
    const value = SYMBOLS.indexOf(symbol);
    if (value < 0) throw new SealError("bad-code", "symbol");
    bits += value.toString(2).padStart(5, "0");
  }
  const secret = Uint8Array.from({ length: SECRET_SIZE }, (_, at) => parseInt(bits.slice(8 * at, 8 * at + 8), 2));
  if (parseInt(bits.slice(8 * SECRET_SIZE), 2) !== checkBits(type, secret)) throw new SealError("bad-code", "check");
  return secret;
}
