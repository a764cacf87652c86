/**
 * The sealing library's one door: no DOM, no network. PROTOCOL.md says every byte; these are the types and functions
 * that pages use. What seals takes only what was verified: `VerifiedChain`, `VerifiedRoom` and `OrganisationReader`
 * cannot be made by hand, so raw answers of a server never reach a seal.
 */

export type Bytes = Uint8Array;

// ---- bytes
export declare function hex(bytes: Bytes): string;
export declare function unhex(text: string): Bytes;
export declare function b64(bytes: Bytes): string;
export declare function unb64(text: string): Bytes;
export declare function concat(...parts: readonly Bytes[]): Bytes;
export declare function equal(a: Bytes, b: Bytes): boolean;
export declare function random(size: number): Bytes;
export declare function utf8(text: string): Bytes;
/** SHA-256. */
export declare function sha256(bytes: Bytes): Bytes;

// ---- refusals
/** Every refusal has a code of PROTOCOL.md §12. There is no fallback behind any of them. */
export declare class SealError extends Error { readonly code: SealCode; readonly where: string; constructor(code: SealCode, where?: string) }
export type SealCode = string;
/** What a refusal is about, for the sentence a person reads. */
export declare function topicOf(code: SealCode): "organisation" | "room" | "entry" | "typed" | "size" | "key";

// ---- keys
export interface PublicKeys { readonly kid: Bytes; readonly kemPublic: Bytes; readonly sigPublic: Bytes }
export interface KemKeys extends PublicKeys { readonly kem: CryptoKey }
export interface AccountKeys extends KemKeys { sign(message: Bytes): Bytes }
export interface OrganisationKeys extends KemKeys { readonly secret: Bytes }
export declare function newSecret(): Bytes;
export declare function newId(): Bytes;
export declare function accountKeys(secret: Bytes): Promise<AccountKeys>;
export declare function orgKeys(secret: Bytes): Promise<OrganisationKeys>;
export declare function accountProof(keys: AccountKeys, instance: string, user: Bytes): Bytes;

// ---- passphrases (casework only: Argon2id is WebAssembly)
export interface Kdf { readonly name: "argon2id"; readonly memory_kib: number; readonly passes: number; readonly lanes: number }
export declare const KDF: Kdf;
/** The form that is hashed; empty text stays empty (`masterKey` refuses it: empty-passphrase). */
export declare function normalise(passphrase: string): string;
/** Seven words in the person's language, or English where no list exists. */
export declare function generatePassphrase(language: string): string;
export declare function masterKey(passphrase: string, salt: Bytes, kdf: Kdf): Promise<Bytes>;
export declare function authKey(master: Bytes, instance: string, user: Bytes): Promise<Bytes>;
export declare function slotKey(master: Bytes, instance: string, user: Bytes): Promise<Bytes>;

// ---- codes on paper
export type CodeType = "receipt" | "recovery" | "org-recovery";
export declare function newReceipt(type?: CodeType): { code: string; secret: Bytes };
/** The 13 secret bytes of a typed code; throws SealError bad-code. */
export declare function parseReceipt(typed: string, type?: CodeType): Bytes;
export interface ReceiptKeys extends AccountKeys { readonly lookup: Bytes }
export declare function receiptKeys(receipt: Bytes, instance: string): Promise<ReceiptKeys>;
/** The keys of an organisation's printed recovery key, listed as a manager. */
export declare function orgRecoveryKeys(recovery: Bytes, instance: string): Promise<AccountKeys>;
export declare function recoveryAuth(recovery: Bytes, instance: string, user: Bytes): Promise<Bytes>;
export declare function recoverySlotKey(recovery: Bytes, instance: string, user: Bytes): Promise<Bytes>;

// ---- slots
export interface SlotPlace { instance: string; user: Bytes; type: "passphrase" | "recovery"; slot: Bytes }
export declare function sealSlot(key: Bytes, place: SlotPlace, secret: Bytes): Promise<Bytes>;
export declare function openSlot(key: Bytes, place: SlotPlace, sealed: Bytes): Promise<Bytes>;
export declare function sealSession(secret: Bytes, deviceKey: Bytes, instance: string, user: Bytes, session: Bytes): Promise<Bytes>;
export declare function openSession(sealed: Bytes, deviceKey: Bytes, instance: string, user: Bytes, session: Bytes): Promise<Bytes>;
export declare function sealVault(secret: Bytes, instance: string, user: Bytes, version: number, json: Bytes): Promise<Bytes>;
export declare function openVault(secret: Bytes, instance: string, user: Bytes, version: number, sealed: Bytes): Promise<Bytes>;
export declare function sealDraft(secret: Bytes, instance: string, user: Bytes, name: string, draft: Bytes): Promise<Bytes>;
export declare function openDraft(secret: Bytes, instance: string, user: Bytes, name: string, sealed: Bytes): Promise<Bytes>;

// ---- rosters and organisations
export interface Roster {
  readonly instance: string; readonly organisation: Bytes; readonly version: number; readonly previous: Bytes;
  readonly epoch: number; readonly organisationKid: Bytes; readonly signer: Bytes;
  readonly members: readonly Bytes[]; readonly managers: readonly Bytes[];
}
export interface Signed { readonly body: Bytes; readonly signature: Bytes }
export interface Pin { readonly fingerprint: Bytes; readonly version: number; readonly digest: Bytes }
declare const verified: unique symbol;
export interface VerifiedChain {
  readonly [verified]: "chain";
  readonly instance: string; readonly organisation: Bytes; readonly fingerprint: Bytes; readonly words: readonly string[];
  readonly rosters: readonly Roster[]; readonly digests: readonly Bytes[];
  /** The roster that holds now, its hash and version: what to pin. */
  readonly latest: Roster; readonly digest: Bytes; readonly version: number;
}
export declare function verifyChain(given: {
  instance: string; organisation: Bytes; rosters: readonly Signed[]; keys: readonly PublicKeys[]; pin?: Pin; fingerprint?: Bytes;
}): Promise<VerifiedChain>;
/** The twelve words of a fingerprint. */
export declare function fingerprintWords(fingerprint: Bytes): string[];
export declare function parseRoster(body: Bytes): Roster;
/** Version 0; the signer is a manager of it. */
export declare function foundRoster(given: {
  instance: string; organisation: Bytes; organisationKid: Bytes; members: readonly Bytes[]; managers: readonly Bytes[]; signer: AccountKeys;
}): Signed;
/** The next version; a removal needs a new `organisationKid` (epoch-not-raised otherwise). */
export declare function nextRoster(chain: VerifiedChain, given: {
  members: readonly Bytes[]; managers: readonly Bytes[]; organisationKid?: Bytes; signer: AccountKeys;
}): Signed;
/** Wraps of an organisation's secret for members: each must be listed in `roster` (not-a-reader) and match its kid (wrong-kid). */
export declare function wrapForMembers(keys: OrganisationKeys, roster: Roster, members: readonly PublicKeys[]): Promise<{ kid: Bytes; wrap: Bytes }[]>;
/** The secret of the epoch before, sealed for those who hold the new one. */
export declare function sealPreviousSecret(now: OrganisationKeys, before: OrganisationKeys, place: { instance: string; organisation: Bytes; epoch: number }): Promise<Bytes>;
/** All keys of an organisation that this account can open, newest first; each must give a kid its rosters signed (wrong-kid). */
export declare function openOrganisation(chain: VerifiedChain, account: AccountKeys,
  given: { epochs: readonly OrganisationEpoch[]; wraps: readonly { epoch: number; wrap: Bytes }[] }): Promise<OrganisationKeys[]>;
export interface OrganisationEpoch { readonly epoch: number; readonly kid: Bytes; readonly kemPublic: Bytes; readonly previous: Bytes | null }
/** An organisation something may be sealed to: its newest key, vouched for by its verified chain (wrong-kid, bad-key). */
export interface OrganisationReader { readonly [verified]: "reader"; readonly chain: VerifiedChain; readonly fingerprint: Bytes; readonly kid: Bytes; readonly kemPublic: Bytes }
export declare function organisationReader(chain: VerifiedChain, kemPublic: Bytes): Promise<OrganisationReader>;

// ---- invitations
export interface InvitationParts { instance: string; fingerprint: Bytes; invitation: Bytes; role: "manager" | "member"; inviter: Bytes; invitee: Bytes }
export declare function inviteSecret(inviterSecret: Bytes, instance: string, invitation: Bytes): Promise<Bytes>;
export declare function inviteMac(side: "invitee" | "inviter", secret: Bytes, parts: InvitationParts): Promise<Bytes>;
export declare function checkInviteMac(side: "invitee" | "inviter", secret: Bytes, parts: InvitationParts, mac: Bytes): Promise<boolean>;

// ---- rooms
/** GET /v1/rooms/{room} and POST /v1/receipts/room as the server sends them. */
export interface RoomJson {
  room: string; receipt: { kid: string; kem_public: string; sig_public: string };
  epochs: { epoch: number; statement: string; signature: string; previous: string | null }[];
  wraps: { epoch: number; kid: string; wrap: string; late: boolean }[];
  events: { payload: string; signature: string }[];
  authors: { kid: string; kem_public: string; sig_public: string }[];
  chains: Record<string, { rosters: { body: string; signature: string }[]; keys: { kid: string; kem_public: string; sig_public: string }[];
    epochs: { epoch: number; kid: string; kem_public: string; previous?: string | null }[] }>;
}
export interface RoomEvent {
  readonly seq: number; readonly day: string; readonly type: string; readonly actor: Bytes; readonly roster: Bytes;
  readonly data: Readonly<Record<string, string | readonly string[]>>; readonly hash: Bytes;
}
export interface RoomReader { readonly fingerprint: Bytes; readonly kid: Bytes }
export interface RoomEpoch { readonly epoch: number; readonly hash: Bytes; readonly readers: readonly RoomReader[]; readonly signer: Bytes }
export interface VerifiedRoom {
  readonly [verified]: "room";
  readonly instance: string; readonly room: Bytes; readonly kind: string; readonly founder: Bytes;
  readonly epochs: readonly RoomEpoch[]; readonly events: readonly RoomEvent[];
  /** H of the last event: the If-Match of what is posted next. */
  readonly head: Bytes; readonly withdrawn: boolean;
  /** By organisation id (hex): verified, also against the pins given; remember their new pins. */
  readonly chains: ReadonlyMap<string, VerifiedChain>;
  /** Whether some reader's key is no longer its newest: then `newEpoch` comes before any entry. */
  readonly stale: boolean;
}
/**
 * Everything a server says about a room, checked: chains (against pins), history, statements, who may sign.
 * `founder` is given by the reporter's page: the kid of her receipt (wrong-founder).
 */
export declare function verifyRoom(given: {
  instance: string; room: Bytes; json: RoomJson; pins?: ReadonlyMap<string, Pin>; founder?: Bytes;
}): Promise<VerifiedRoom>;
/** Keys of the epochs that these keys (organisations', or a receipt's) open, by number; each checked against its signed commit. */
export type EpochKeys = ReadonlyMap<number, Bytes>;
export declare function openEpochs(room: VerifiedRoom, keys: readonly KemKeys[]): Promise<EpochKeys>;

// ---- entries
export interface VerifiedEntry {
  readonly [verified]: "entry";
  readonly entry: Bytes; readonly epoch: number; readonly author: Bytes;
  /** The fingerprint of the organisation its author acts for; empty for the receipt. */
  readonly fingerprint: Bytes; readonly bodyLength: number;
}
/** All headers of a room, in any order: signatures, authors, and that closed epochs are complete (wrong-closed). */
export interface VerifiedEntries { readonly [verified]: "entries"; readonly room: VerifiedRoom; readonly entries: readonly VerifiedEntry[] }
export declare function verifyEntries(room: VerifiedRoom, headers: readonly Bytes[]): Promise<VerifiedEntries>;
export type TextKind = "person" | "answers" | "narrative" | "message";
export interface TextContent { readonly kind: TextKind; readonly language: string; readonly form: string; readonly version: number; readonly text: string }
export interface AttachmentContent { readonly kind: "attachment"; readonly size: number; readonly name: string; readonly type: string; readonly content: Bytes }
export type Content = TextContent | AttachmentContent;
export declare function openEntry(entry: VerifiedEntry, body: Bytes, keys: EpochKeys): Promise<Content>;
/** Called with bytes done and bytes in all. */
export type Progress = (done: number, total: number) => void;
export interface SealedEntry { readonly entry: Bytes; readonly header: Bytes; readonly body: Bytes; /** What POST …/entries takes. */ readonly bytes: Bytes }
/** Seals into the newest epoch of a room. Refused: stale-roster (newEpoch first), not-entitled, kind-not-allowed, too-large. */
export declare function sealEntry(room: VerifiedRoom, keys: EpochKeys, author: AccountKeys, content: NewContent, progress?: Progress): Promise<SealedEntry>;
export type NewContent =
  | { readonly kind: TextKind; readonly language: string; readonly text: string; readonly form?: string; readonly version?: number }
  | { readonly kind: "attachment"; readonly name: string; readonly type: string; readonly content: Bytes };
/** What a receipt posts: lookup and entry. */
export declare function receiptEntry(keys: ReceiptKeys, entry: SealedEntry): Bytes;

// ---- changes of a room: what POST …/events takes, ready as JSON
export interface EventsJson {
  events: { payload: string; signature: string }[];
  epoch?: { statement: string; signature: string; wraps: { kid: string; wrap: string }[]; previous: string | null };
  late_wraps?: { epoch: number; kid: string; wrap: string }[];
}
export type SimpleEvent =
  | { type: "acknowledged" } | { type: "withdrawn" }
  | { type: "handover_proposed"; fingerprint: Bytes } | { type: "consented"; fingerprint: Bytes };
/** One event, signed under the newest roster that names the actor (or by the receipt). Refused as readers would: not-entitled, wrong-event. */
export declare function makeEvent(room: VerifiedRoom, actor: AccountKeys, event: SimpleEvent, day: string): Promise<EventsJson>;
/** Same readers with their newest keys; `entries` are all of the room. */
export declare function newEpoch(given: { entries: VerifiedEntries; keys: EpochKeys; actor: AccountKeys; day: string }): Promise<EventsJson>;
/** Hand-over after consent: admitted, a new epoch, and late wraps of epochs 0 and 1 for the newcomer. */
export declare function admit(given: { entries: VerifiedEntries; keys: EpochKeys; actor: AccountKeys; day: string; newcomer: OrganisationReader }): Promise<EventsJson>;

// ---- filing
export interface SubmissionGiven {
  instance: string; receipt: ReceiptKeys; readers: readonly OrganisationReader[]; reread: boolean; day: string; language: string;
  /** JSON {name?, contact?, language, filed_by?} as text; JSON {form, version, answers} as text with its form; plain text. */
  person?: string; answers?: { form: string; version: number; text: string }; narrative?: string;
  attachments?: readonly { name: string; type: string; content: Bytes }[]; progress?: Progress;
}
export interface SealedSubmission {
  readonly room: Bytes;
  /** The request body in pieces: `new Blob(parts)` copies nothing twice. */
  readonly parts: readonly Bytes[];
  /** The same in one piece. */
  readonly bytes: Bytes;
  /** Proof of filing: it names nobody. */
  readonly proof: Bytes;
  /** After 412 stale-roster: the same organisations with their newest keys (readers-changed for others); entries stay. */
  rewrap(readers: readonly OrganisationReader[]): Promise<SealedSubmission>;
}
export declare function sealSubmission(given: SubmissionGiven): Promise<SealedSubmission>;

// ---- pictures
export type MetadataWarning = "heic" | "pdf" | "office" | "video" | "audio" | "unreadable-image" | "unknown";
/** A picture without where, when and with what it was taken; and a warning for kinds that cannot be cleaned here. */
export declare function stripMetadata(name: string, type: string, content: Bytes): { content: Bytes; removed: boolean; warning: MetadataWarning | null };
