export { IdempotencyModule } from './idempotency.module.js';
export { RepeatedRequests } from './repeated-requests.js';
export { ReplayedWhile, type StillValid } from './replayed-while.js';
