export { lineWebhook, textsUrl } from './line.resource.js';
export { TestModeEntity } from './test-mode.repository.js';
