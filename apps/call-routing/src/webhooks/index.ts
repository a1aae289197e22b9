export { takeWebhooks } from './provider-methods.js';
