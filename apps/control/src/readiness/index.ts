export { ProviderFindingEntity } from './provider-finding.js';
