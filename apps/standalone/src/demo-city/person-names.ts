import type { PseudoRandom } from './pseudo-random.js';
import type { Sex } from './resident.js';

const SURNAMES = (
  '王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 ' + '欧阳 司马 诸葛'
).split(' ') as [string, ...string[]];
/** Given names speak of tests, so that nobody takes a row for a person. */
const FIRST = ['测', '试', '示', '范', '样', '例', '演', '仿', '拟', '虚'] as [string, ...string[]];
const SECOND: Readonly<Record<Sex, [string, ...string[]]>> = {
  '1': ['强', '军', '明', '伟', '杰', '涛', '鹏', '宇', '一', '文'],
  '2': ['芳', '娟', '敏', '静', '丽', '燕', '玲', '雪', '一', '文'],
};

export function surnameOf(random: PseudoRandom): string {
  return random.pick(SURNAMES);
}

export function givenNameOf(sex: Sex, random: PseudoRandom): string {
  const first = random.pick(FIRST);
  return random.chance(0.7) ? first + random.pick(SECOND[sex]) : first;
}
