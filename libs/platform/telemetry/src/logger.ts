import { pino, type Logger } from 'pino';
import { currentCorrelation } from './correlation.js';

export type { Logger } from 'pino';

/** Structured JSON logs on stdout, one object a line; secrets never get in. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: () => {
      const correlation = currentCorrelation();
      return correlation ? { correlationId: correlation } : {};
    },
    redact: [
      'authToken',
      '*.authToken',
      'password',
      '*.password',
      'headers.authorization',
      'headers.cookie',
      'url_secret',
    ],
  });
}
