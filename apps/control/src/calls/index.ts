export { CallsModule } from './calls.module.js';
export { exportQuery } from './export-calls.controller.js';
