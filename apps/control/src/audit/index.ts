export { AuditModule } from './audit.module.js';
export { type AuditEntry, AuditTrail, type FrequentEntry } from './audit-trail.js';
