export { type Actor, CurrentActor, isAllowed, type Role, setActor, systemActor } from './actor.js';
export { anySubsetOf, Endpoint, endpointOf, forwarded } from './endpoint.js';
export { ReplayedWhile, type StillValid } from './idempotency.interceptor.js';
export { IdempotencyEntity, IdempotencyRepository } from './idempotency.repository.js';
export { type Page, pageOf } from './page-of.js';
export { limitRequestBodies, refuseNul } from './request-bodies.js';
export { type Computation, Slices } from './slices.js';
export { type UploadedFile, uploadedFile } from './uploaded-file.js';
