export { integrationKind } from './integration.kind.js';
export { IntegrationsModule } from './integrations.module.js';
