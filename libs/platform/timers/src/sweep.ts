import type { Logger } from '@ringdown/platform-telemetry';
import { MetadataScanner } from '@nestjs/core';
import { Loop } from './loop.js';

/** Does `work` every `everyMs`, one at a time; what it throws is logged and tried again next time. */
export class PeriodicTask {
  private readonly loop: Loop;

  constructor(
    private readonly options: { name: string; everyMs: number; firstAfterMs?: number; logger: Logger },
    work: () => void | Promise<void>,
  ) {
    const { name, everyMs, logger } = options;
    const turn = async (): Promise<number> => {
      await work();
      return everyMs;
    };
    const onFailure = (error: unknown): void => logger.warn({ err: error, sweep: name }, 'a sweep failed');
    this.loop = new Loop(turn, { retryMs: everyMs, onFailure });
  }

  start(): void {
    this.loop.start(this.options.firstAfterMs ?? this.options.everyMs);
  }

  /** Resolves once the run that is under way is done. */
  stop(): Promise<void> {
    return this.loop.stop();
  }
}

export interface SweepOptions {
  /** Unique in its service, whose `sweeps` list it; the log names it. */
  readonly name: string;
  /** Milliseconds from the end of one run to the next. */
  readonly everyMs: number;
  /** Milliseconds from its start to its first run; `everyMs` where it does not say so. */
  readonly firstAfterMs?: number;
  /** `at boot`: also while Postgres is not there yet. Otherwise once Postgres was reached and migrated. */
  readonly starts?: 'at boot' | 'once Postgres is open';
}

/** A sweep as it was found: what it is declared as, and the method. */
export interface DeclaredSweep extends SweepOptions {
  readonly run: () => void | Promise<void>;
}

const declared = Symbol('the sweep that a method is declared as');

type SweepMethod = <M extends () => void | Promise<void>>(
  target: object,
  name: string | symbol,
  method: TypedPropertyDescriptor<M>,
) => void;

/**
 * Declares a method of a provider as a sweep: found at boot, called every `everyMs`, one run at a time; what it throws is logged
 * and tried again next time. A stop waits for the run that is under way.
 */
export const Sweep =
  (options: SweepOptions): SweepMethod =>
  (_target, _name, method) =>
    Reflect.defineMetadata(declared, options, method.value as object);

/** The sweeps that the methods of an object are declared as. */
export function sweepsOf(instance: object): DeclaredSweep[] {
  const methods = instance as Readonly<Record<string, () => Promise<void>>>;
  return new MetadataScanner().getAllMethodNames(Object.getPrototypeOf(instance) as object).flatMap((name) => {
    const method = methods[name];
    const options = (method && Reflect.getMetadata(declared, method)) as SweepOptions | undefined;
    return method && options ? [{ ...options, run: () => method.call(instance) }] : [];
  });
}
