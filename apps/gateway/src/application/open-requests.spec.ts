import { expect, it } from '@jest/globals';
import { OpenRequests } from './open-requests.js';
import { aQuery, POLICE, TAX } from './test-node.contract.js';

const open = new OpenRequests();

function opened(count: number, prov: string): string[] {
  return Array.from({ length: count }, () => {
    const header = aQuery({ prov });
    open.add({ id: header.id, d: '', header, onDecided: () => undefined, onReply: () => undefined });
    return header.id;
  });
}

it('keeps places for other departments when one does not answer, and takes them back one by one', () => {
  const [first = ''] = opened(1_024, POLICE);
  expect([open.hasRoomFor(POLICE), open.hasRoomFor(TAX), open.hasRoomFor()]).toEqual([false, true, true]);
  open.remove(first);
  open.remove(first);
  expect(open.hasRoomFor(POLICE)).toBe(true);
  opened(1, POLICE);
  expect(open.hasRoomFor(POLICE)).toBe(false);
});

it('has no place for anybody beyond 4,096', () => {
  for (let department = 0; open.size < 4_096; department += 1)
    opened(Math.min(1_024, 4_096 - open.size), `11990104MB910${String(department).padStart(5, '0')}`);
  expect([open.hasRoomFor(TAX), open.hasRoomFor()]).toEqual([false, false]);
});
