import { hashText, systemClock, systemRandomness, toInstant } from '@shutong/kernel';
import { buildFact, type FactDraft, loadSecretKey, loadSigningKey, OpeningSealer } from '@shutong/trust';
import { type BenchNode } from './bench-node.js';

const CIVIL_AFFAIRS = '11990104MB9100059W';
const POLICE = '11990104MB9100024A';
/** What D01's scenario S01 reads: two plain items and two masked ones. */
export const FIELDS = ['deathMark', 'domicileRegion', 'householdNo', 'relationToHead'] as const;
const CONSENT_TEXT = hashText('consent of a synthetic resident to the benchmark');
const AT_ONCE = 16;

/** A day before and a year after now, so that no clock of the run falls outside. */
function window(): { from: string; to: string } {
  const now = systemClock.now();
  return { from: toInstant(now - 86_400_000), to: toInstant(now + 365 * 86_400_000) };
}

function grant(systems: readonly string[]): FactDraft {
  return {
    k: 'grant.issued',
    members: {
      gr: 'G-BENCH-01',
      gv: 1,
      cons: CIVIL_AFFAIRS,
      sys: systems,
      prov: POLICE,
      ds: 'D01@1',
      modes: ['records'],
      purposes: ['means-test'],
      basis: ['B2'],
      laws: ['SHJZ-58'],
      own: ['SHJZ-58'],
      roles: ['clerk'],
      fields: { deathMark: 'm1', domicileRegion: 'm0', householdNo: 'm1', relationToHead: 'm1' },
      rows: { region: ['990104'] },
      ...window(),
      // More than any run asks: the demonstration's quota would end it within a second.
      quota: { day: 1_000_000_000, total: 1_000_000_000 },
      case: true,
    },
    open: { op: { dept: CIVIL_AFFAIRS, no: 'bench' } },
  };
}

function consent(idNo: string): FactDraft {
  return {
    k: 'consent.given',
    members: {
      cons: CIVIL_AFFAIRS,
      prov: POLICE,
      ds: 'D01@1',
      purpose: 'means-test',
      fields: [...FIELDS],
      ...window(),
      once: false,
      sens: false,
      text: CONSENT_TEXT,
    },
    subject: { t: 'idNo', v: idNo },
    open: { evidence: { channel: 'counter', digest: CONSENT_TEXT } },
  };
}

/** A grant for the benchmark's systems and a consent of every subject, entered through HTTP like any other fact. */
export async function enterFacts(node: BenchNode, systems: readonly string[], subjects: readonly string[]): Promise<void> {
  const enter = await counterOf(node);
  await enter('registry-1', grant(systems));
  const waiting = [...subjects];
  const work = async (): Promise<void> => {
    for (let subject = waiting.pop(); subject !== undefined; subject = waiting.pop()) {
      await enter('consent-1', consent(subject));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** Signs a fact by the service's key and posts it, as `shutong fact submit` does. */
async function counterOf(node: BenchNode): Promise<(service: string, draft: FactDraft) => Promise<void>> {
  const openings = new OpeningSealer(node.directory.audit, systemClock, systemRandomness);
  const subKey = await loadSecretKey(node.files.key(`sub.${node.epoch}.key`));
  return async (service, draft) => {
    const key = await loadSigningKey(node.files.key(`${service}.sign.pem`));
    const deadline = toInstant(systemClock.now() + 20_000);
    const desk = { key, subKey, openings, shard: 's0', epoch: node.epoch, replyTo: 'gw-1', randomness: systemRandomness };
    const { tick } = await buildFact(draft, { ...desk, deadline });
    const response = await fetch(`${node.gateway}/v1/facts`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await node.token(service, '11990104MB9100016F', 'facts')}`,
        'content-type': 'application/json',
        prefer: 'wait=20',
      },
      body: JSON.stringify(tick),
    });
    if (response.status !== 201) throw new Error(`${draft.k} was answered ${response.status}: ${await response.text()}`);
  };
}
