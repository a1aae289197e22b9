export { TestModeEntity } from './test-mode.repository.js';
