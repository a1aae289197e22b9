export { correlateAs, correlationId, currentCorrelation, withCorrelation } from './correlation.js';
export { createLogger, type Logger } from './logger.js';
export { askedGauge, counter, durations, gauge, registry } from './metrics.js';
export { NestLogger } from './nest-logger.js';
