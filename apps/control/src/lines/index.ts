export { TestModeEntity } from './test-mode.repository.js';
export { TestModeService, TestModeTimers } from './test-mode.service.js';
