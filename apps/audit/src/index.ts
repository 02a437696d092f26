export { AUDIT_CONFIG_SCHEMA, type AuditConfig } from './audit-config.js';
export { runEraseCommand } from './erase-command.js';
export type { EraseConfig } from './erase-config.js';
export { startAudit } from './start-audit.js';
