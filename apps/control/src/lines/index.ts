export { TestModeService, TestModeTimers } from './test-mode.service.js';
