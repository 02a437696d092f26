// Signatures first: bodies follow, file by file.
import type { KeyObject } from 'node:crypto';
import type { Result } from '@shutong/kernel';

// --- hashing
export type Hash = Uint8Array;
export declare const EMPTY_ROOT: Hash;
export declare function hashLeaf(entry: Uint8Array | string): Hash;
export declare function hashNode(left: Hash, right: Hash): Hash;
export declare function equalHashes(a: Hash, b: Hash): boolean;

// --- verification. number (hot path) or bigint (sizes up to 2^63 - 1)
export type Count = number | bigint;
export interface InclusionClaim { readonly index: Count; readonly size: Count; readonly leaf: Hash; readonly proof: readonly Hash[]; readonly root: Hash }
export declare function verifyInclusion(claim: InclusionClaim): boolean;
export interface ConsistencyClaim { readonly from: Count; readonly to: Count; readonly fromRoot: Hash; readonly toRoot: Hash; readonly proof: readonly Hash[] }
export declare function verifyConsistency(claim: ConsistencyClaim): boolean;

// --- small trees (ticks, replies)
export declare class BatchTree { constructor(leaves: readonly Hash[]); readonly root: Hash; proof(index: number): Hash[] }
/** Proofs of several entries with each sibling once. */
export declare class ProofPool { add(proof: readonly Hash[]): number[]; readonly hashes: readonly Hash[] }
export declare function resolvePath(hashes: readonly Hash[], path: readonly number[]): Hash[] | undefined;

// --- plans of proofs over stored nodes
export interface Node { readonly level: number; readonly index: number }
export interface ProofPlan { readonly nodes: readonly Node[]; assemble(hashes: readonly Hash[]): Hash[] }
export declare function planInclusion(index: number, size: number): ProofPlan;
export declare function planConsistency(from: number, to: number): ProofPlan;
export interface TileId { readonly level: number; readonly n: number }
export interface NodePlace { readonly tile: TileId; readonly first: number; readonly count: number }
export declare function placeOf(node: Node): NodePlace;
export declare function hashOfRange(hashes: readonly Hash[]): Hash;

// --- the growing tree
export interface FullTile { readonly level: number; readonly n: number; readonly data: Uint8Array }
export declare class EdgeTree {
  static readonly empty: EdgeTree;
  static restore(size: number, edge: (level: number) => readonly Hash[]): EdgeTree;
  readonly size: number;
  root(): Hash;
  /** The edge hashes at a tile level: what restore() wants back. */
  edge(level: number): readonly Hash[];
  append(leaves: readonly Hash[]): Growth;
}
export declare class Growth {
  readonly from: EdgeTree;
  readonly tree: EdgeTree;
  readonly fullTiles: readonly FullTile[];
  /** Any complete node known from the old edge and the new leaves. */
  node(node: Node): Hash | undefined;
  /** Inclusion proof of a NEW leaf at the new size (index from old size on); cheaper than planInclusion, folds shared. */
  inclusion(index: number): Hash[];
  /** Consistency old size -> new size; [] from size 0 or without growth. */
  consistency(): Hash[];
}

// --- tiles and bundles
export declare const TILE_WIDTH: 256;
/** Width of tile (level, n) in a tree of this size: 0 (not there) to 256 (full). */
export declare function tileWidth(tile: TileId, size: number): number;
export interface TileLevel { readonly level: number; readonly full: number; readonly partial: number }
/** All tile levels of a tree with their full tiles and the width of the partial one (0: none). */
export declare function tileLevels(size: number): TileLevel[];
export declare function tilePath(level: number | 'entries', n: number, width?: number): string;
export interface TileAddress { readonly level: number | 'entries'; readonly n: number; readonly width: number }
export declare function parseTilePath(path: string): TileAddress | undefined;
export declare function splitTile(data: Uint8Array): Hash[] | undefined;
export declare function encodeBundle(entries: readonly Uint8Array[]): Uint8Array;
export declare function decodeBundle(bytes: Uint8Array, width: number): Uint8Array[] | undefined;

// --- notes
export type NoteFault =
  | 'VKEY_MALFORMED' | 'NOTE_MALFORMED' | 'SIGNATURE_MISSING' | 'SIGNATURE_WRONG'
  | 'CHECKPOINT_MALFORMED' | 'ORIGIN_WRONG' | 'SIZE_BEYOND_SAFE' | 'QUORUM_SHORT';
export type KeyType = 1 | 4;
export interface VerifierKey { readonly name: string; readonly keyId: number; readonly type: KeyType; readonly raw: Uint8Array; readonly publicKey: KeyObject; readonly vkey: string }
export declare function parseVkey(text: string): Result<VerifierKey, NoteFault>;
export declare function makeVkey(name: string, type: KeyType, raw: Uint8Array): string;
/** Holds the key id, so that signing costs one signature. Make it once per key. */
export interface NoteSigner { readonly name: string; readonly keyId: number; readonly type: KeyType; readonly key: KeyObject; readonly vkey: string }
export declare function noteSigner(name: string, type: KeyType, privateKey: KeyObject): NoteSigner;
export declare function signNote(text: string, signer: NoteSigner): string;
export interface NoteSignature { readonly name: string; readonly keyId: number; readonly payload: Uint8Array }
export interface Note { readonly text: string; readonly signatures: readonly NoteSignature[] }
export declare function parseNote(note: string | Uint8Array): Result<Note, NoteFault>;
/** Text and the known keys that signed it (each once). */
export declare function openNote(note: string | Uint8Array, keys: readonly VerifierKey[]): Result<{ readonly text: string; readonly signers: readonly VerifierKey[] }, NoteFault>;
/** Signature line of a witness over a note's text; `time` in unix seconds. */
export declare function cosign(text: string, witness: NoteSigner, time: number): string;

// --- checkpoints
export interface Checkpoint { readonly origin: string; readonly size: number; readonly root: Hash }
/** Any size below 2^63, as a foreign log may sign it. */
export interface WideCheckpoint { readonly origin: string; readonly size: bigint; readonly root: Hash }
export declare function checkpointText(checkpoint: Checkpoint): string;
/** Log signature good, origin = key name; other signatures are not looked at. */
export declare function openCheckpoint(note: string | Uint8Array, key: VerifierKey): Result<Checkpoint, NoteFault>;

// --- receipts
export interface TlogProof { readonly extra?: Uint8Array; readonly index: number; readonly proof: readonly Hash[]; readonly checkpoint: string }
export declare function writeTlogProof(proof: TlogProof): string;
export declare function parseTlogProof(text: string | Uint8Array): Result<TlogProof, 'PROOF_MALFORMED'>;
export declare function verifyTlogProof(proof: string | Uint8Array, entry: Uint8Array, policy: Policy): Result<Checkpoint & { readonly index: number }, NoteFault | 'PROOF_MALFORMED' | 'PROOF_WRONG'>;

// --- policy
export type Quorum = 'none' | QuorumMember;
export type QuorumMember = { readonly witness: VerifierKey } | { readonly threshold: number; readonly members: readonly QuorumMember[] };
export interface Policy { readonly origin: string; readonly logs: readonly VerifierKey[]; readonly witnesses: readonly VerifierKey[]; readonly quorum: Quorum }
export declare function parsePolicy(text: string | Uint8Array): Result<Policy, 'POLICY_MALFORMED'>;
/** Policy text of one log without witnesses. */
export declare function policyOfLog(key: VerifierKey): string;
export declare function verifyCheckpoint(note: string | Uint8Array, policy: Policy): Result<WideCheckpoint, NoteFault>;

// --- witness
export interface WitnessedLog { readonly keys: readonly VerifierKey[]; readonly size: bigint; readonly root: Hash }
export type WitnessVerdict =
  | { readonly status: 200; readonly origin: string; readonly size: bigint; readonly root: Hash; readonly text: string }
  | { readonly status: 409; readonly contentType: 'text/x.tlog.size'; readonly body: string }
  | { readonly status: 422; readonly keepAsEvidence: boolean }
  | { readonly status: 400 | 403 | 404 };
/** Verdict on add-checkpoint. On 200 store (size, root) atomically with the check, then answer `cosign(text, …)`. */
export declare function judgeAddCheckpoint(request: string | Uint8Array, logOf: (origin: string) => WitnessedLog | undefined): WitnessVerdict;
