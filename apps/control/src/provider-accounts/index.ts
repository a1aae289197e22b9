export { ProviderAccess, type ProviderName } from './provider-access.js';
export { ProviderAccountsModule } from './provider-accounts.module.js';
