export { type Access, type Actor, CurrentActor, isAllowed, type Role, setActor, systemActor } from './actor.js';
export { anySubsetOf, Endpoint, endpointOf, forwarded } from './endpoint.js';
export { ReplayedWhile } from './idempotency.interceptor.js';
export { IdempotencyEntity, type StillValid } from './idempotency.repository.js';
export { type Page, pageOf } from './page-of.js';
export { ProgressReporter, type ReportProgress } from './progress.interceptor.js';
export { limitRequestBodies, refuseNul, uploadedFile, type UploadedFile } from './request-bodies.js';
export { type Computation, Slices } from './slices.js';
