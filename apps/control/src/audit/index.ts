export { AuditModule } from './audit.module.js';
export {
  type AuditActor,
  AuditEntryEntity,
  AuditRepository,
  type FrequentEntry,
  notSignedIn,
} from './audit.repository.js';
