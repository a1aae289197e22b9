import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

export type { Logger } from 'pino';

const storage = new AsyncLocalStorage<string>();

/** Runs `work` so that every log line, message and timer made inside carries this id. */
export const withCorrelation = <T>(id: string | undefined, work: () => T): T => storage.run(id ?? randomUUID(), work);

/** The id that follows one call or alert from HTTP through NATS and BullMQ to Slack; a new one outside of any. */
export const correlationId = (): string => storage.getStore() ?? randomUUID();

export const currentCorrelation = (): string | undefined => storage.getStore();

/** Names what the rest of this piece of work is about, e.g. the call id, once it is known. */
export const correlateAs = (id: string): void => storage.enterWith(id);

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

/** Nest's log in ours: what it reports about itself at debug, warnings and errors as they are. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }
  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, stack }, String(message));
  }
  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }
  debug(message: unknown, context?: string): void {
    this.logger.trace({ context }, String(message));
  }
  verbose(message: unknown, context?: string): void {
    this.logger.trace({ context }, String(message));
  }
}
