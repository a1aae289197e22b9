export {
  correlateAs,
  correlationId,
  createLogger,
  currentCorrelation,
  type Logger,
  NestLogger,
  withCorrelation,
} from './logger.js';
export { counter, durations, gauge, observedGauge, registry } from './metrics.js';
