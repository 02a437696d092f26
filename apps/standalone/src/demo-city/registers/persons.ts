import { daysBefore, yearsAfter } from '../days.js';
import { PseudoRandom } from '../pseudo-random.js';
import type { Register, Row } from '../register.js';
import type { Resident } from '../resident.js';
import { seedOf } from '../seed-of.js';
import { plateOf, vinOf } from '../vehicle-numbers.js';

/** D01 人口基本信息. */
export const residents: Register = {
  table: 'resident',
  rowsOf: ({ members }) =>
    members.map((member) => ({
      id_no: member.idNo,
      name: member.name,
      sex: member.sex,
      ethnicity: member.ethnicity,
      birth_date: member.birthDate,
      domicile_region: member.domicileRegion,
      domicile_addr: member.domicileAddr,
      household_no: member.householdNo,
      relation_to_head: member.relationToHead,
      death_mark: member.deathMark,
      deregistered_on: member.deregisteredOn ?? null,
    })),
};

/** D13 医保参保: nearly everyone alive. */
export const medicalInsurance: Register = {
  table: 'medical_insurance',
  rowsOf: ({ members, lifeOf }) =>
    members.flatMap((member) => {
      const { isAlive, work } = lifeOf(member);
      if (!isAlive || !new PseudoRandom(seedOf(`medical ${member.idNo}`)).chance(0.97)) return [];
      return [
        {
          id_no: member.idNo,
          ins_type: work === 'employed' ? '3' : '4',
          region6: member.domicileRegion,
          status: '1',
          paid_through: '2026-12',
          treatments: [],
        },
      ];
    }),
};

/** D15 公积金. */
export const housingFund: Register = {
  table: 'housing_fund',
  rowsOf: ({ members, lifeOf }) =>
    members.flatMap((member) => {
      const { fund, income, employer } = lifeOf(member);
      if (fund === undefined) return [];
      return [
        {
          id_no: member.idNo,
          account_no: `GJJ${String(seedOf(`fund ${member.idNo}`)).padStart(10, '0')}`,
          status: '1',
          employer_uscc: employer ?? null,
          base_band: income,
          balance_band: fund,
          last_paid: '2026-10',
          loan_flag: new PseudoRandom(seedOf(`loan ${member.idNo}`)).chance(0.2),
          region6: member.domicileRegion,
        },
      ];
    }),
};

/** Two for each of eight members; no household of the city is larger. */
const PLATES_A_HOUSEHOLD = 16;

/** D16 机动车: numbers visibly of a test city, counted by household and so unique. */
export const vehicles: Register = {
  table: 'vehicle',
  rowsOf: ({ members, lifeOf }) =>
    members.flatMap((member, position) =>
      Array.from({ length: lifeOf(member).cars }, (_, place) => ({
        id_no: member.idNo,
        plate: plateOf(Number(member.householdNo.slice(-8)) * PLATES_A_HOUSEHOLD + position * 2 + place),
        plate_class: '02',
        vin: vinOf(member, place),
        vehicle_type: 'K33',
        first_reg_date: daysBefore(100 + (seedOf(`car ${member.idNo}`) % 4_000)),
        status: '1',
        mortgaged: false,
        region6: member.domicileRegion,
      })),
    ),
};

/** D18 残疾人证: the number is the resident's with kind and grade behind it. */
export const disabilityCertificates: Register = {
  table: 'disability_certificate',
  rowsOf: ({ members, lifeOf }) =>
    members.flatMap((member) => {
      const { disability } = lifeOf(member);
      if (disability === undefined) return [];
      const { kind, grade } = disability;
      return [
        {
          id_no: member.idNo,
          cert_no: `${member.idNo}${kind}${grade}`,
          kind,
          grade,
          issued_on: '2020-06-01',
          valid_to: '2030-05-31',
          status: '1',
          region6: member.domicileRegion,
        },
      ];
    }),
};

const STAGES = [
  { from: 3, stage: '1', school: '第一幼儿园' },
  { from: 6, stage: '2', school: '实验小学' },
  { from: 12, stage: '3', school: '第三中学' },
  { from: 15, stage: '4', school: '第一高级中学' },
  { from: 18, stage: '6', school: '数通学院' },
] as const;

/** D19 学籍: from pre-school to college, by age. */
export const students: Register = {
  table: 'student',
  rowsOf: ({ members, lifeOf }) =>
    members.filter((member) => lifeOf(member).isAtSchool).map((member) => student(member, lifeOf(member).age, members)),
};

function student(member: Resident, age: number, household: readonly Resident[]): Row {
  const { from, stage, school } = STAGES.findLast((one) => age >= one.from) ?? STAGES[0];
  const entered = `${yearsAfter(member.birthDate, from).slice(0, 4)}-09-01`;
  return {
    id_no: member.idNo,
    student_no: `G${member.idNo}`,
    school_code: `${member.domicileRegion}000${stage}`,
    school_name: `数通市${school}`,
    stage,
    grade: Math.min(age - from + 1, 9),
    status: '1',
    // Who turns old enough in autumn entered this September at the latest.
    from: entered > THIS_SEPTEMBER ? THIS_SEPTEMBER : entered,
    to: null,
    guardian_id_nos: household
      .filter(({ relationToHead, idNo }) => idNo !== member.idNo && PARENTS.has(relationToHead))
      .slice(0, 2)
      .map(({ idNo }) => idNo),
    region6: member.domicileRegion,
  };
}

const THIS_SEPTEMBER = '2026-09-01';
/** Head, husband, wife (GB/T 4761). */
const PARENTS: ReadonlySet<string> = new Set(['02', '11', '12']);

const UNIT_HOLDERS: ReadonlySet<string> = new Set(['990104190001010017']);
const WITHOUT_HOME: ReadonlySet<string> = new Set(['990104190001040048']);

/** D14 不动产登记: more than half of the households own where they live. */
export const realEstate: Register = {
  table: 'real_estate',
  rowsOf({ members }) {
    const [head] = members;
    if (head === undefined || WITHOUT_HOME.has(head.idNo)) return [];
    const random = new PseudoRandom(seedOf(`home ${head.idNo}`));
    if (!random.chance(0.58) && !UNIT_HOLDERS.has(head.idNo)) return [];
    const number = head.householdNo.slice(-8);
    return [
      {
        unit_no: `${head.domicileRegion}001001GB${number.slice(-5)}F${number}`,
        cert_no: `测(2016)数通市不动产权第${number.slice(-7)}号`,
        owner_kind: '1',
        owner_id_no: head.idNo,
        owner_uscc: null,
        owner_name: head.name,
        share_pct: '100.00',
        co_ownership: '1',
        area: `${String(random.between(45, 160))}.50`,
        use: '住宅',
        location: head.domicileAddr,
        registered_on: daysBefore(random.between(100, 3_500)),
        mortgaged: random.chance(0.3),
        sealed: random.chance(0.01),
      },
    ];
  },
};
