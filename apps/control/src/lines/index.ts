export { lineKind } from './line.kind.js';
export { LinesModule } from './lines.module.js';
export { ProviderAccess } from './provider-access.js';
export { providerAccountKind } from './provider-account.kind.js';
