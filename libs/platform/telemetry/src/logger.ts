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
    serializers: { err: withoutParameters },
    mixin: () => {
      const correlation = currentCorrelation();
      return correlation ? { correlationId: correlation } : {};
    },
    redact: [
      'authToken',
      '*.authToken',
      'signingKeys',
      '*.signingKeys',
      'password',
      '*.password',
      'headers.authorization',
      'headers.cookie',
      'url_secret',
    ],
  });
}

/** Database errors carry the statement's values: callers' numbers and monitors' bodies have no place in a log. */
function withoutParameters(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { parameters: _, driverError: _driver, ...told } = pino.stdSerializers.err(error) as Record<string, unknown>;
  return told;
}
