export { AUDIT_CONFIG_SCHEMA, type AuditConfig } from './audit-config.js';
export { startAudit } from './start-audit.js';
