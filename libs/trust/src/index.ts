// Signatures first: bodies follow, file by file.
import type { KeyObject } from 'node:crypto';
import type { Head, ReplyItem, ReplyTick, Tick, TickItem, TickSeal, DispatchItem } from '@shutong/contracts';
import type { Clock, Id, Randomness, Result } from '@shutong/kernel';
import type { Hash, VerifierKey } from '@shutong/tlog';

// --- key files -------------------------------------------------------------------------------------------------
/** Ed25519 key of `<code>.sign.pem`. */
export interface SigningKey { readonly code: string; readonly kid: string; sign(message: Uint8Array | string): Uint8Array }
/** X25519 key of `<code>.seal.pem`. */
export interface SealingKey { readonly code: string; readonly kid: string; readonly privateKey: KeyObject }
export declare function loadSigningKey(path: string): Promise<SigningKey>;
export declare function loadSealingKey(path: string): Promise<SealingKey>;
/** `log.pem`: for tlog's signNote. */
export declare function loadLogKey(path: string): Promise<KeyObject>;
/** `.key` file, 32 bytes. */
export declare function loadSecretKey(path: string): Promise<Uint8Array>;
/** `.jwk` file, private P-256. */
export declare function loadJwk(path: string): Promise<JsonWebKey>;
/** `pair/<epoch>/<prov>.<cons>.key`, read when first asked for. */
export declare class PairKeys { constructor(folder: string); find(epoch: string, prov: string, cons: string): Promise<Uint8Array | undefined> }

export interface NodePlan {
  readonly origin: string; readonly epoch: string; readonly shard: string;
  readonly gateways: readonly string[];
  readonly connectors: readonly { readonly code: string; readonly dept: string }[];
  readonly services: readonly { readonly code: string; readonly use: 'registry' | 'consent' | 'audit' }[];
  readonly pairs: readonly { readonly prov: string; readonly cons: string }[];
}
/** Absolute paths: keys/<file>, keys/pair, trust/directory.json, trust/jwks.json under `home`. */
export interface NodeFiles { readonly keys: string; readonly pairs: string; readonly directory: string; readonly jwks: string; key(name: string): string; readonly made: readonly string[] }
/** Makes what is missing, overwrites nothing (protocol.md §1). */
export declare function makeNodeKeys(home: string, plan: NodePlan, randomness: Randomness): Promise<NodeFiles>;

// --- directory ----------------------------------------------------------------------------------------------------
export type PartyUse = 'gateway' | 'connector' | 'registry' | 'consent' | 'audit';
export interface PartyKey { readonly kid: string; readonly spki: Uint8Array; readonly key: KeyObject }
export interface Party { readonly code: string; readonly use: PartyUse; readonly dept?: string; readonly home?: string; readonly sign: readonly PartyKey[]; readonly seal: readonly PartyKey[] }
export interface SignKeys { signKey(by: string, kid: string): { readonly party: Party; readonly key: KeyObject } | undefined }
export declare class Directory implements SignKeys {
  static load(path: string): Promise<Directory>;
  static parse(text: string): Result<Directory, string>;
  readonly origin: string; readonly epoch: string; readonly vkey: VerifierKey; readonly audit: JsonWebKey;
  readonly parties: readonly Party[]; readonly shards: ReadonlyMap<string, readonly string[]>;
  readonly pin: { readonly size: number; readonly root: Hash } | undefined;
  party(code: string): Party | undefined;
  connectorOf(department: string): Party | undefined;
  signKey(by: string, kid: string): { readonly party: Party; readonly key: KeyObject } | undefined;
  shardOf(department: string): string | undefined;
}
/** base64url(H(SPKI DER)[0:8]). */
export declare function kidOf(spki: Uint8Array): string;

// --- ticks, replies ---------------------------------------------------------------------------------------------
export declare function sealTick(key: SigningKey, items: readonly TickItem[]): TickSeal;
/** The tick's signature only; a bad one condemns the whole tick. */
export declare function verifyTick(keys: SignKeys, tick: Tick): Result<Party, 'SIGNATURE_INVALID'>;
/** `sd`, `od`, `dd` of the parsed header are H of `s`, `o`, `doc`, each exactly when that is there. Per item. */
export declare function attachmentsMatch(item: TickItem, header: { readonly sd?: string; readonly od?: string; readonly dd?: string }): boolean;
/** Dispatch items: root signature verified once per (kid, root, sig), bounded cache. `hashes` = the record's pool, decoded. */
export declare class TickItemVerifier {
  constructor(keys: SignKeys);
  verify(tick: DispatchItem['tick'], h: string, hashes: readonly Hash[]): Result<Party, 'SIGNATURE_INVALID'>;
}
export declare function sealReply(key: SigningKey, items: readonly ReplyItem[]): TickSeal;
export declare function verifyReply(keys: SignKeys, tick: ReplyTick): Result<Party, 'SIGNATURE_INVALID'>;

// --- sealing -------------------------------------------------------------------------------------------------------
export declare class GatewaySeals {
  constructor(own: SealingKey, directory: Directory, clock: Clock, randomness: Randomness);
  sealQuery(query: { readonly id: string; readonly dept: string; readonly plaintext: string }): Result<string, 'SEAL_KEY_UNKNOWN'>;
  openAnswer(answer: { readonly id: string; readonly lh: string; readonly dept: string; readonly sealed: string }): Result<Uint8Array, 'SEAL_INVALID'>;
}
export declare class DepartmentSeals {
  constructor(own: SealingKey, department: string, directory: Directory, clock: Clock, randomness: Randomness);
  openQuery(query: { readonly id: string; readonly gw: string; readonly sealed: string }): Result<Uint8Array, 'SEAL_INVALID'>;
  sealAnswer(answer: { readonly id: string; readonly lh: string; readonly gw: string; readonly plaintext: string }): Result<string, 'SEAL_KEY_UNKNOWN'>;
}
export interface Opening { readonly salt: string; readonly values: Readonly<Record<string, unknown>> }
export declare class OpeningSealer {
  constructor(audit: JsonWebKey, clock: Clock, randomness: Randomness);
  /** Item member `o`. Waits only for the first one of an hour (jose wraps the content key). */
  seal(id: string, entrySalt: Uint8Array, values: Readonly<Record<string, unknown>>): Promise<string>;
  /** `okeys` for a tick that carries these openings: keys not announced within the last minute. */
  okeysDue(openings: readonly string[]): readonly { readonly okid: string; readonly jwe: string }[];
}

// --- commitments, pseudonyms -----------------------------------------------------------------------------------------
export declare function newEntrySalt(randomness: Randomness): Uint8Array;
export declare function fieldSalt(entrySalt: Uint8Array, field: string): Uint8Array;
/** base64url(H(fieldSalt ‖ JCS(value))). */
export declare function commit(fieldSalt: Uint8Array, value: unknown): string;
export declare function commitAll(entrySalt: Uint8Array, values: Readonly<Record<string, unknown>>): Record<string, string>;
export interface Subject { readonly t: string; readonly v: string }
export declare function pairKey(subKey: Uint8Array, epoch: string, prov: string, cons: string): Uint8Array;
export declare function pseudonym(pairKey: Uint8Array, subject: Subject): string;

// --- idempotency -------------------------------------------------------------------------------------------------
export declare function idempotentId(idemKey: Uint8Array, kind: 'query' | 'explain', system: string, key: string): Id;
export declare function bodyFingerprint(idemKey: Uint8Array, path: string, body: unknown): string;

// --- access tokens -------------------------------------------------------------------------------------------------
export interface AccessToken { readonly system: string; readonly department: string | undefined; readonly scopes: ReadonlySet<string>; readonly expiresAt: number }
export declare class TokenVerifier {
  static load(options: { readonly jwks: string; readonly issuer: string; readonly audience: string }, clock: Clock): Promise<TokenVerifier>;
  verify(token: string): Promise<Result<AccessToken, 'TOKEN_INVALID'>>;
}
export declare function issueToken(key: JsonWebKey, grant: { readonly issuer: string; readonly audience: string; readonly system: string; readonly department?: string; readonly scopes: readonly string[]; readonly lifetimeSeconds: number }, clock: Clock, randomness: Randomness): Promise<string>;

// --- heads ------------------------------------------------------------------------------------------------------
export abstract class ConsistencyProofs { abstract fetch(from: number, to: number): Promise<readonly Hash[] | undefined> }
export declare class HttpConsistencyProofs extends ConsistencyProofs {
  constructor(log: { readonly url: string; readonly tokenFile: string });
  override fetch(from: number, to: number): Promise<readonly Hash[] | undefined>;
}
export interface VerifiedHead { readonly size: number; readonly root: Hash; readonly note: string }
export type HeadFault = 'PROOF_INVALID' | 'HEAD_UNKNOWN' | 'FORK';
export declare class HeadKeeper {
  static open(options: { readonly directory: Directory; readonly pinFile: string; readonly proofs: ConsistencyProofs; readonly clock: Clock; readonly alarm: (sentence: string) => void }): Promise<HeadKeeper>;
  /** The table of protocol.md §3.3. Heads handed over together share one fsync of the pin. */
  accept(head: Head): Promise<Result<VerifiedHead, HeadFault>>;
  readonly pin: VerifiedHead | undefined;
  readonly isForked: boolean;
}

// --- facts ------------------------------------------------------------------------------------------------------
export interface FactDraft { readonly k: string; readonly id?: string; readonly members: Readonly<Record<string, unknown>>; readonly subject?: Subject; readonly open?: Readonly<Record<string, unknown>>; readonly document?: string }
export interface FactDesk { readonly key: SigningKey; readonly subKey?: Uint8Array; readonly openings: OpeningSealer; readonly shard: string; readonly epoch: string; readonly replyTo: string; readonly deadline: string; readonly randomness: Randomness }
export declare function buildFact(draft: FactDraft, desk: FactDesk): Promise<{ readonly id: Id; readonly tick: Tick }>;
