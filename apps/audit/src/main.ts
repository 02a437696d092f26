import { runMain } from '@shutong/platform';
import { AUDIT_CONFIG_SCHEMA } from './audit-config.js';
import { startAudit } from './start-audit.js';

await runMain('audit', AUDIT_CONFIG_SCHEMA, startAudit);
