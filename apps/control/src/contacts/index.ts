export { contactResource } from './contact.resource.js';
