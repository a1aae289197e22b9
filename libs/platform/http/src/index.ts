export { fromCursor, toCursor } from './cursor.js';
export { Readiness, serveHealth } from './health.js';
export { FailureFilter, fieldErrors, parse, type Problem, toProblem } from './problem.js';
export { ServiceModule, withSettings } from './service-module.js';
export { LOGGER, type ServiceOptions } from './service-options.js';
export { CannotStart, ServiceRuntime } from './service-runtime.js';
export { httpAdapter, startService } from './start-service.js';
