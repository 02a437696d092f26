import { completeUscc } from '@shutong/standards';
import { daysBefore, yearsAfter } from '../days.js';
import { PseudoRandom } from '../pseudo-random.js';
import type { Family, Register, Row } from '../register.js';
import type { Resident } from '../resident.js';
import { seedOf } from '../seed-of.js';

const NANYUAN = '990104';
const NANYUAN_OFFICE = '11990104MB9100059W';
const SPOUSES: ReadonlySet<string> = new Set(['11', '12']);

/** 民政局 of a district; only that of 南苑区 is a body of the fixture table. */
function officeOf(region: string): string {
  return region === NANYUAN ? NANYUAN_OFFICE : completeUscc(`11${region}MB910005`);
}

/** D05 婚姻登记: the couple of a household, registered where it lives. */
export const marriages: Register = {
  table: 'marriage',
  rowsOf({ members }) {
    const [head] = members;
    const spouse = members.find(({ relationToHead }) => SPOUSES.has(relationToHead));
    return head === undefined || spouse === undefined ? [] : [marriage(head, spouse)];
  },
};

function marriage(head: Resident, spouse: Resident): Row {
  const random = new PseudoRandom(seedOf(`marriage ${head.idNo}`));
  const younger = head.birthDate > spouse.birthDate ? head.birthDate : spouse.birthDate;
  const regDate = [yearsAfter(younger, random.between(20, 28)), daysBefore(random.between(1, 900))].toSorted()[0] ?? '';
  return {
    cert_no: `J${head.domicileRegion}-${regDate.slice(0, 4)}-${head.householdNo.slice(-6)}`,
    party_a_id_no: head.idNo,
    party_a_name: head.name,
    party_b_id_no: spouse.idNo,
    party_b_name: spouse.name,
    kind: '1',
    reg_date: regDate,
    reg_org_uscc: officeOf(head.domicileRegion),
  };
}

/** D17 社会救助家庭: about three of a hundred households, and the household of 赵范. */
export const aidedFamilies: Register = {
  table: 'aided_family',
  rowsOf(family) {
    const [head] = family.members;
    return head !== undefined && isAided(head) ? [aidedFamily(head, family)] : [];
  },
};

const ZHAO_FAN = '990104190001040048';
const NOT_AIDED: ReadonlySet<string> = new Set(['990104190001010017', '990102190001030058']);

function isAided({ idNo, deathMark }: Resident): boolean {
  if (idNo === ZHAO_FAN) return true;
  return !deathMark && !NOT_AIDED.has(idNo) && new PseudoRandom(seedOf(`aid ${idNo}`)).chance(0.032);
}

function aidedFamily(head: Resident, { members }: Family): Row {
  const random = new PseudoRandom(seedOf(`aided ${head.idNo}`));
  return {
    family_no: `JZ${head.householdNo}`,
    head_id_no: head.idNo,
    members: members.map(({ idNo, name, relationToHead: relation }) => ({ idNo, name, relation })),
    member_id_nos: members.map(({ idNo }) => idNo),
    category: String(random.between(1, 4)),
    monthly_amount: `${String(random.between(300, 1_500))}.00`,
    valid_from: '2026-01-01',
    valid_to: '2026-12-31',
    status: '1',
    decision_no: `数民救〔2026〕${head.householdNo.slice(-6)}号`,
    region6: head.domicileRegion,
  };
}
