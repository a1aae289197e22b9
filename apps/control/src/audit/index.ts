export { AuditModule } from './audit.module.js';
export { type AuditActor, AuditRepository, type FrequentEntry, notSignedIn } from './audit.repository.js';
