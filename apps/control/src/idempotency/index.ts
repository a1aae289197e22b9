export { IdempotencyModule } from './idempotency.module.js';
export { RepeatedRequests } from './repeated-requests.js';
