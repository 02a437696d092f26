import { describe, expect, it } from '@jest/globals';
import { NodeLife } from './node-life.js';

const STOPPED = { exitCode: 0, sentence: 'stopped' };

describe('The life of a node', () => {
  const told: string[] = [];
  const aLife = (): NodeLife => new NodeLife((sentence) => told.push(sentence));

  it('ends with the newest part first, the servers last', async () => {
    const life = aLife();
    const order: string[] = [];
    for (const name of ['PostgreSQL', 'Kafka', 'notary-s0', 'gw-1']) life.add(name, async () => void order.push(name));
    await life.stop(STOPPED);
    expect(order).toEqual(['gw-1', 'notary-s0', 'Kafka', 'PostgreSQL']);
    expect(await life.ended).toEqual(STOPPED);
  });

  it('ends once, for the first reason', async () => {
    const life = aLife();
    let stops = 0;
    life.add('notary-s0', async () => void (stops += 1));
    life.fatal(78, 'The database is older than the mark.');
    life.fatal(1, 'The consumer crashed.');
    await life.stop(STOPPED);
    expect(await life.ended).toEqual({ exitCode: 78, sentence: 'The database is older than the mark.' });
    expect(stops).toBe(1);
  });

  it('stops the rest when one part fails to stop', async () => {
    const life = aLife();
    let isStopped = false;
    life.add('Kafka', async () => void (isStopped = true));
    life.add('gw-1', () => Promise.reject(new Error('busy')));
    await life.stop(STOPPED);
    expect(isStopped).toBe(true);
    expect(told).toContain('gw-1 failed to stop.');
  });

  it('stops at once what comes up while it ends', async () => {
    const life = aLife();
    let isStopped = false;
    life.fatal(1, 'The start was interrupted.');
    life.add('Kafka', async () => void (isStopped = true));
    await life.stop(STOPPED);
    expect(isStopped).toBe(true);
  });

  it('does not wait for a start that an app has doomed', async () => {
    const life = aLife();
    const outcome = life.unlessDoomed(new Promise<never>(() => undefined));
    life.fatal(78, 'The mark is missing beside entries.');
    expect(await outcome).toEqual({ end: { exitCode: 78, sentence: 'The mark is missing beside entries.' } });
  });
});
