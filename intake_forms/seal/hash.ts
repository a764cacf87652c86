/** H of the protocol. Synchronous, because codes on paper are checked while somebody types; bodies are hashed by WebCrypto. */
import { sha256 as digest } from "@noble/hashes/sha2.js";
import type { Bytes } from "./bytes";

/** SHA-256: 32 bytes. */
export function sha256(bytes: Bytes): Bytes {
  return digest(bytes);
}
