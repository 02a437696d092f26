import { afterEach, describe, expect, it } from '@jest/globals';
import { systemRandomness } from '@shutong/kernel';
import { commit, eraseFields } from '@shutong/trust';
import { EraseOpenings } from './erase-openings.js';
import type { LogRecords } from './log-records.port.js';
import { OpeningReader } from './opening-reader.js';
import type { OpeningChange, OpeningEraser, Openings } from './openings.port.js';
import { EPOCH, LI, type WrittenEntry, WrittenLog, ZHANG } from './written-log.contract.js';

/** A written log where it is kept. */
export interface OpeningStore {
  readonly records: LogRecords;
  readonly openings: Openings;
  readonly eraser: OpeningEraser;
  close(): Promise<void>;
}

export type StoreOpenings = (log: WrittenLog) => Promise<OpeningStore>;

/** What every place that keeps openings must do for those who read and erase them. */
export function openingsContract(store: StoreOpenings): void {
  const open: OpeningStore[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });
  const stored = async (
    log: WrittenLog,
  ): Promise<OpeningStore & { readonly reader: OpeningReader; readonly erase: EraseOpenings }> => {
    const kept = await store(log);
    open.push(kept);
    const reader = new OpeningReader(kept.openings, log.audit);
    const { records, openings, eraser } = kept;
    return { ...kept, reader, erase: new EraseOpenings(records, openings, eraser, reader, EPOCH, systemRandomness) };
  };
  const all = { epoch: EPOCH, from: 0, to: 1_000 };
  const indices = async ({ openings }: OpeningStore): Promise<readonly number[]> =>
    (await openings.within(all, 1_000)).map(({ index }) => index);

  describe('openings', () => {
    it('are read by stretch, in order and in bounded numbers, with what their leaves commit to', async () => {
      const log = new WrittenLog();
      await log.query(ZHANG);
      await log.write({ k: 'failed' }, {});
      await log.query(LI);
      await log.query(ZHANG);
      const { openings } = await stored(log);
      const within = async (change: object, limit = 10): Promise<readonly number[]> =>
        (await openings.within({ ...all, ...change }, limit)).map(({ index }) => index);
      expect(await within({})).toEqual([0, 2, 3]);
      expect(await within({}, 2)).toEqual([0, 2]);
      expect(await within({ from: 1, to: 3 })).toEqual([2]);
      expect(await within({ among: [1, 3] })).toEqual([3]);
      expect(await within({ epoch: '2027h1' })).toEqual([]);
      const [first] = await openings.within(all, 1);
      expect(first).toMatchObject({ id: log.entries[0]?.id, text: log.entries[0]?.opening });
      expect(first?.committed.toSorted()).toEqual(['case', 'op', 'query', 'subject']);
    });

    it('come with their content keys, and an unknown one has none', async () => {
      const log = new WrittenLog();
      await log.query(ZHANG);
      const { openings } = await stored(log);
      const [[okid, { jwe }] = ['', { jwe: '' }]] = log.keys;
      expect(await openings.contentKey(okid)).toBe(jwe);
      expect(await openings.contentKey('A'.repeat(22))).toBeUndefined();
    });
  });

  describe('an erasure', () => {
    const changed = (entry: WrittenEntry | undefined, rest?: string): OpeningChange => ({
      index: entry?.index ?? -1,
      was: entry?.opening ?? '',
      ...(rest !== undefined && { rest }),
    });

    it('puts what is left in the place of an opening, or removes it, and only the one that was read', async () => {
      const log = new WrittenLog();
      const [first, second] = [await log.query(ZHANG), await log.query(LI)];
      const { index } = await log.erasure({ of: { from: 0, to: 2 }, f: ['subject'] });
      const kept = await stored(log);
      const by = { epoch: EPOCH, index };
      const [read] = await kept.openings.within(all, 1);
      const readable = read === undefined ? undefined : await kept.reader.open(read);
      if (readable === undefined) throw new Error('the audit opens it');
      const rest = eraseFields(readable.key, first.id, first.opening ?? '', ['subject'], systemRandomness) ?? '';
      expect(await kept.eraser.erase(EPOCH, by, [{ ...changed(first), was: rest }, changed(second)])).toEqual(new Set([1]));
      expect(await kept.eraser.erase(EPOCH, by, [changed(first, rest), changed(second)])).toEqual(new Set([0]));
      expect(await kept.openings.within(all, 1)).toMatchObject([{ index: 0, text: rest }]);
      expect(await indices(kept)).toEqual([0, index]);
    });

    it('is refused for what no entry of the log covers, the whole batch of it', async () => {
      const log = new WrittenLog();
      for (let i = 0; i < 4; i += 1) await log.query(ZHANG);
      const range = await log.erasure({ of: { from: 1, to: 3 }, f: ['subject'] });
      const list = await log.erasure({ of: [0, 2], f: ['subject'] });
      const greedy = await log.erasure({ of: { from: 0, to: 99 }, f: ['subject'] });
      const elsewhere = await log.erasure({ of: { from: 0, to: 4 }, f: ['subject'], ep: '2026h1' });
      const foreign = await log.erasure({ of: { from: 0, to: 4 }, f: ['evidence'] });
      const later = await log.query(ZHANG);
      const kept = await stored(log);
      const refused = async (by: number, changes: readonly OpeningChange[], sentence: RegExp, epoch = EPOCH): Promise<void> =>
        expect(kept.eraser.erase(epoch, { epoch: EPOCH, index: by }, changes)).rejects.toThrow(sentence);
      const one = (index: number): OpeningChange => changed(log.entries[index]);
      await refused(0, [one(1)], /no opening\.erased/);
      await refused(99, [one(1)], /no opening\.erased/);
      await refused(range.index, [one(0)], /does not cover entry 0/);
      await refused(range.index, [one(3)], /does not cover entry 3/);
      await refused(range.index, [one(1), one(3)], /does not cover entry 3/);
      await refused(list.index, [one(1)], /does not cover entry 1/);
      await refused(greedy.index, [one(later.index)], /does not cover entry/);
      await refused(elsewhere.index, [one(1)], /another epoch|does not cover/);
      await refused(range.index, [one(1)], /another epoch|does not cover/, '2026h1');
      await refused(foreign.index, [one(1)], /commits to none/);
      await refused(range.index, [changed(log.entries[1], `${'B'.repeat(22)}.AAAA.AAAA`)], /own content key/);
      expect(await indices(kept)).toEqual(log.entries.map(({ index }) => index));
    });

    it('destroys the content keys that are past their hour and under which nothing is left', async () => {
      const log = new WrittenLog();
      await log.query(ZHANG);
      log.hour = 4;
      await log.query(ZHANG);
      const { index } = await log.erasure({ of: { from: 0, to: 2 }, f: ['case', 'op', 'query', 'subject'] });
      const kept = await stored(log);
      const by = { epoch: EPOCH, index };
      expect(await kept.eraser.destroyUnusedKeys(by)).toBe(0);
      await kept.eraser.erase(
        EPOCH,
        by,
        log.entries.slice(0, 2).map((entry) => changed(entry)),
      );
      expect(await kept.eraser.destroyUnusedKeys(by)).toBe(1);
      const left = await Promise.all([...log.keys.keys()].map((okid) => kept.openings.contentKey(okid)));
      expect(left.map((jwe) => jwe !== undefined)).toEqual([false, true]);
      await expect(kept.eraser.destroyUnusedKeys({ epoch: EPOCH, index: 0 })).rejects.toThrow(/no opening\.erased/);
    });

    it('leaves a key alone that its sealer may still use', async () => {
      const log = new WrittenLog();
      await log.query(ZHANG);
      log.hour = 2;
      const { index } = await log.erasure({ of: { from: 0, to: 1 }, f: ['case', 'op', 'query', 'subject'] });
      const kept = await stored(log);
      await kept.eraser.erase(EPOCH, { epoch: EPOCH, index }, [changed(log.entries[0])]);
      expect(await kept.eraser.destroyUnusedKeys({ epoch: EPOCH, index })).toBe(0);
    });
  });

  describe('an erasure that stands in the log', () => {
    it('takes one field: its opening is gone, and the others open the commitments of the leaf', async () => {
      const log = new WrittenLog();
      const query = await log.query(ZHANG);
      const { index } = await log.erasure({ of: { from: 0, to: 1 }, f: ['subject'] });
      const kept = await stored(log);
      expect(await kept.erase.execute(index)).toEqual({ ok: true, value: { reduced: 1, removed: 0, unreadable: 0, keys: 0 } });
      const [left] = await kept.openings.within(all, 1);
      const opening = left === undefined ? undefined : (await kept.reader.open(left))?.opening;
      expect(Object.keys(opening?.values ?? {}).toSorted()).toEqual(['case', 'op', 'query']);
      for (const [field, salt] of Object.entries(opening?.salts ?? {}))
        expect(commit(salt, opening?.values[field])).toBe(query.c[field]);
    });

    it('takes a person out of several entries and nobody else, and a second run changes nothing', async () => {
      const log = new WrittenLog();
      for (const person of [ZHANG, LI, ZHANG, LI]) await log.query(person);
      const { index } = await log.erasure({ of: [0, 2], f: ['query', 'subject'] });
      const kept = await stored(log);
      expect(await kept.erase.execute(index)).toMatchObject({ ok: true, value: { reduced: 2, removed: 0 } });
      const after = await kept.openings.within(all, 10);
      expect(await kept.erase.execute(index)).toMatchObject({ ok: true, value: { reduced: 0, removed: 0 } });
      expect(await kept.openings.within(all, 10)).toEqual(after);
      expect(after.map(({ text }, place) => text === log.entries[place]?.opening)).toEqual([false, true, false, true, true]);
    });

    it('removes the opening once its last field goes, in whatever steps', async () => {
      const log = new WrittenLog();
      await log.query(ZHANG);
      const first = await log.erasure({ of: { from: 0, to: 1 }, f: ['query', 'subject'] });
      const second = await log.erasure({ of: { from: 0, to: 1 }, f: ['case', 'op'] });
      const kept = await stored(log);
      await kept.erase.execute(first.index);
      expect(await kept.erase.execute(second.index)).toMatchObject({ ok: true, value: { reduced: 0, removed: 1 } });
      expect(await indices(kept)).toEqual([first.index, second.index]);
    });

    it('takes an hour whole, with its key', async () => {
      const log = new WrittenLog();
      for (let i = 0; i < 300; i += 1) await log.query(i % 2 === 0 ? ZHANG : LI);
      log.hour = 5;
      const { index } = await log.erasure({ of: { from: 0, to: 300 }, f: ['case', 'op', 'query', 'subject'] });
      const kept = await stored(log);
      expect(await kept.erase.execute(index)).toEqual({ ok: true, value: { reduced: 0, removed: 300, unreadable: 0, keys: 1 } });
      expect(await indices(kept)).toEqual([index]);
    });

    it('of fields that nobody committed to changes nothing', async () => {
      const log = new WrittenLog();
      await log.query(ZHANG);
      const { index } = await log.erasure({ of: { from: 0, to: 1 }, f: ['evidence'] });
      const kept = await stored(log);
      expect(await kept.erase.execute(index)).toEqual({ ok: true, value: { reduced: 0, removed: 0, unreadable: 0, keys: 0 } });
      expect(await kept.openings.within(all, 1)).toMatchObject([{ text: log.entries[0]?.opening }]);
    });

    it('never reaches behind itself, whatever its range says', async () => {
      const log = new WrittenLog();
      await log.query(ZHANG);
      const { index } = await log.erasure({ of: { from: 0, to: 99 }, f: ['op', 'subject'] });
      await log.query(ZHANG);
      const kept = await stored(log);
      expect(await kept.erase.execute(index)).toMatchObject({ ok: true, value: { reduced: 1 } });
    });

    it('removes what nobody can open only when all of it is to go', async () => {
      const log = new WrittenLog();
      await log.query(ZHANG);
      const part = await log.erasure({ of: { from: 0, to: 1 }, f: ['subject'] });
      const whole = await log.erasure({ of: { from: 0, to: 1 }, f: ['case', 'op', 'query', 'subject'] });
      log.keys.clear();
      const kept = await stored(log);
      expect(await kept.erase.execute(part.index)).toMatchObject({ ok: true, value: { reduced: 0, unreadable: 1 } });
      expect(await kept.erase.execute(whole.index)).toMatchObject({ ok: true, value: { removed: 1, unreadable: 0 } });
    });

    it('must stand there, under a signed head, and be one', async () => {
      const log = new WrittenLog();
      await log.query(ZHANG);
      const kept = await stored(log);
      expect(await kept.erase.execute(0)).toEqual({ ok: false, failure: 'NOT_AN_ERASURE' });
      expect(await kept.erase.execute(1)).toEqual({ ok: false, failure: 'NOT_IN_LOG' });
    });
  });
}
