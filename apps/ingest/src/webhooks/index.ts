export { acceptedAlerts, receivedIdOf } from './accepted-alerts.js';
export { type IntegrationDocument, IntegrationTokens } from './integration-tokens.js';
export { expectedOf, readFor } from './read-for.js';
export type { ReceivedRequest } from './received-entry.js';
export { NotDurable, Receiver } from './receiver.js';
export { WebhooksModule } from './webhooks.module.js';
