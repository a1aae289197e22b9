export { AuditModule } from './audit.module.js';
export { type AuditEntry, AuditTrail, type FrequentDoer, type FrequentEntry } from './audit-trail.js';
