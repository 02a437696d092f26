export { NAMED_RESIDENTS } from './named-residents.js';
export { residentsOf } from './residents-of.js';
export { seedRegisters } from './seed-registers.js';
