export { lineKind } from './line.kind.js';
export { LinesModule } from './lines.module.js';
export { ProviderAccess, type ProviderName } from './provider-access.js';
export { providerAccountKind } from './provider-account.kind.js';
export { SwitchTestMode } from './test-mode/switch-test-mode.js';
export { newTestMode } from './test-mode/test-mode.controller.js';
export { TestModeTimers } from './test-mode/test-mode-timers.js';
