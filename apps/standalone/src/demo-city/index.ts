export { NAMED_RESIDENTS } from './named-residents.js';
export type { Resident } from './resident.js';
export { residentsOf } from './residents-of.js';
export { seedDemoCity, type SeedOptions } from './seed-demo-city.js';
