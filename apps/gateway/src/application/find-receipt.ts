import { parseLeaf } from '@shutong/contracts';
import type { Entry } from '@shutong/decision';
import { fail, isId, ok, type Result } from '@shutong/kernel';
import { equalHashes, hashLeaf, openCheckpoint, parseTlogProof, verifyInclusion } from '@shutong/tlog';
import type { Directory } from '@shutong/trust';
import type { Refusal } from '../domain/refusal/refusal.js';
import type { AdmitRequest, Caller } from './admit-request.js';
import { type LogReader, LogUnreachable } from './log-reader.port.js';

export interface ExchangeReceipt {
  readonly id: string;
  readonly origin: string;
  /** Query, outcome, release: all under one checkpoint. */
  readonly entries: readonly { readonly index: number; readonly entry: string; readonly proof: string }[];
}

/** Everything the log holds about one exchange, for the system that asked; for anybody else it does not exist. */
export class FindReceipt {
  constructor(
    private readonly directory: Directory,
    private readonly admit: AdmitRequest,
    private readonly log: LogReader,
  ) {}

  async execute(caller: Caller, id: string): Promise<Result<ExchangeReceipt, Refusal>> {
    const token = await this.admit.execute(caller, 'query');
    if (!token.ok) return token;
    if (!isId(id)) return fail({ code: 'RECEIPT_UNKNOWN' });
    try {
      const entries = await this.read(id);
      if (!entries.some(({ parsed }) => isAskedBy(parsed, token.value.system))) return fail({ code: 'RECEIPT_UNKNOWN' });
      const shown = entries.map(({ index, entry, proof }) => ({ index, entry, proof }));
      return ok({ id, origin: this.directory.origin, entries: shown });
    } catch (error) {
      if (error instanceof LogUnreachable) return fail({ code: 'UNAVAILABLE', retryAfterSeconds: 1 });
      throw error;
    }
  }

  private async read(id: string): Promise<readonly { index: number; entry: string; proof: string; parsed: Entry }[]> {
    const checkpoint = openCheckpoint(await this.log.checkpoint(), this.directory.vkey);
    if (!checkpoint.ok) throw new LogUnreachable('the read side gave a checkpoint that does not verify');
    const { size, root } = checkpoint.value;
    const indices = (await this.log.indicesOf(id)).filter((index) => index < size);
    return Promise.all(
      indices.map(async (index) => {
        const leaf = await this.log.entry(index);
        const proof = await this.log.inclusion(index, size);
        const path = parseTlogProof(proof);
        const parsed = parseLeaf(leaf);
        // The proof's own checkpoint is what the asker will verify: it has to be of the same tree.
        const its = path.ok ? openCheckpoint(path.value.checkpoint, this.directory.vkey) : path;
        const isSameTree = its.ok && its.value.size === size && equalHashes(its.value.root, root);
        const isProven =
          path.ok &&
          isSameTree &&
          path.value.index === index &&
          verifyInclusion({ index, size, leaf: hashLeaf(leaf), proof: path.value.proof, root });
        if (!isProven || !parsed.ok || parsed.value.id !== id)
          throw new LogUnreachable('the read side gave an entry that does not verify');
        return { index, entry: Buffer.from(leaf).toString('utf8'), proof, parsed: parsed.value };
      }),
    );
  }
}

function isAskedBy(entry: Entry, system: string): boolean {
  return 'sys' in entry && entry.sys === system;
}
