export { ageBandOf, ageOn } from './age/age.js';
export { type CodeEntry, CodeTable } from './code-table/code-table.js';
export { isCalendarDate } from './identifier/calendar-date.js';
export type { IdentifierContext, ParsedIdentifier } from './identifier/identifier.js';
export { inReasonOrder, type Reason, REASONS } from './identifier/reason.js';
export { residentIdCheckCharacter } from './identifier/resident-id.js';
export {
  type IdentifierType,
  isIdentifierType,
  parseIdentifier,
  validateIdentifier,
} from './identifier/validate-identifier.js';
export { type MaskedItem, maskTypeOf } from './mask/mask-type.js';
export { maskValue, type MaskType } from './mask/mask-value.js';
export { type MaskProfile, maskProfileOf } from './mask/profile.js';
export { fixtureRegions } from './region/fixture-regions.js';
export { nationalRegions } from './region/national-regions.js';
export { isInForce, type Region, RegionTable } from './region/region-table.js';
