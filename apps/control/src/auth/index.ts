export { accessTo } from './access-rules.js';
export { AuthModule } from './auth.module.js';
export { FirstStart } from './first-start.js';
export { Sessions } from './sessions.js';
