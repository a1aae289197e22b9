export { acceptedAlerts, receivedIdOf } from './accepted-alerts.js';
export { type IntegrationDocument, IntegrationTokens } from './integration-tokens.js';
export { refuse, unknownToken } from './monitor.route.js';
export { rawBodyScope, receivedRequest } from './raw-body-scope.js';
export { expectedOf, readFor } from './read-for.js';
export { receivedEntry, type ReceivedRequest } from './received-entry.js';
export { NotDurable, Receiver } from './receiver.js';
export { WebhooksModule } from './webhooks.module.js';
