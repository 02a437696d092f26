export { NAMED_RESIDENTS } from './named-residents.js';
export { seedDemoCity } from './seed-demo-city.js';
