/**
 * What this person has seen and vouched for: pinned organisations and open invitations, sealed with the account's key.
 * The server keeps it and counts versions; the device remembers the highest, so an older one is noticed.
 */
import { call, get, Problem } from "./api";
import { _ } from "./i18n";
import { b64, openVault, sealVault, unb64, unhex } from "./seal";
import type { SeenHead } from "./seen-heads";
import { Stop } from "./stop";

export interface SealedVault { version: number; sealed: string }

export interface Pin { fingerprint: string; version: number; digest: string }
/** `fingerprint` is empty while the organisation has no key. */
export interface KeptInvitation { secret: string; organisation: string; fingerprint: string }
/**
 * `proven`: fingerprints whose twelve words were compared with printed ones, or that an invitation vouched for. `rooms`: how far
 * the cases looked at last have been seen, on whatever device.
 */
export interface VaultContent {
  pins: Record<string, Pin>; invitations: Record<string, KeptInvitation>; proven?: Record<string, string>; rooms?: Record<string, SeenHead>;
}

export class Vault {
  private constructor(private readonly secret: Uint8Array, private readonly instance: string, private readonly user: string,
    private version: number, private content: VaultContent) {}

  /** Opens what the server sent; an older version than this device has seen is a stop. */
  static async open(secret: Uint8Array, instance: string, user: string, sealed: SealedVault): Promise<Vault> {
    const content = await decode(secret, instance, user, sealed);
    return new Vault(secret, instance, user, sealed.version, content);
  }

  pin(organisation: string): Pin | undefined {
    return this.content.pins[organisation];
  }

  /** Whether this very fingerprint was compared with paper. */
  proven(organisation: string, fingerprint: string): boolean {
    return this.content.proven?.[organisation] === fingerprint;
  }

  /** How far a case was seen. */
  seen(room: string): SeenHead | undefined {
    return this.content.rooms?.[room];
  }

  invitations(): [string, KeptInvitation][] {
    return Object.entries(this.content.invitations);
  }

  /** Changes the vault; if another device was faster, the change is made on top of what it wrote. */
  async change(edit: (content: VaultContent) => void): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      const next = structuredClone(this.content);
      edit(next);
      if (JSON.stringify(next) === JSON.stringify(this.content)) return;
      const sealed = await sealedVault(this.secret, this.instance, this.user, this.version + 1, next);
      try {
        await call("PUT", "/v1/me/vault", { json: sealed, ifMatch: `"${this.version}"` });
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 412 || attempt === 3) throw error;
        const now = (await get<{ vault: SealedVault }>("/v1/session")).data.vault;
        this.content = await decode(this.secret, this.instance, this.user, now);
        this.version = now.version;
        continue;
      }
      this.version += 1;
      this.content = next;
      remember(this.user, this.version);
      return;
    }
  }
}

/** A vault sealed for the server, for example the first one of a new account. */
export async function sealedVault(secret: Uint8Array, instance: string, user: string, version: number, content: VaultContent): Promise<SealedVault> {
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  return { version, sealed: b64(await sealVault(secret, instance, unhex(user), version, bytes)) };
}

/** Pins what was checked, and remembers that its words are proven. A newer list of the same key that was seen stays pinned. */
export function pinProven(content: VaultContent, organisation: string, pin: Pin): void {
  const before = content.pins[organisation];
  if (before?.fingerprint !== pin.fingerprint || before.version < pin.version) content.pins[organisation] = pin;
  content.proven = { ...content.proven, [organisation]: pin.fingerprint };
}

export const EMPTY: VaultContent = { pins: {}, invitations: {} };

async function decode(secret: Uint8Array, instance: string, user: string, sealed: SealedVault): Promise<VaultContent> {
  if (sealed.version < highest(user)) {
    throw new Stop(_("The server sent an older list of the organisations you trust than this browser has already seen. Nothing is opened. Please tell your help contact."));
  }
  const bytes = await openVault(secret, instance, unhex(user), sealed.version, unb64(sealed.sealed));
  remember(user, sealed.version);
  return JSON.parse(new TextDecoder().decode(bytes)) as VaultContent;
}

function highest(user: string): number {
  return Number(localStorage.getItem(`remedy.seen.${user}`) ?? "0");
}

function remember(user: string, version: number): void {
  if (version > highest(user)) localStorage.setItem(`remedy.seen.${user}`, String(version));
}
