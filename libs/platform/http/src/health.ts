import { Injectable, type ServiceUnavailableException } from '@nestjs/common';
import { type HealthCheckResult, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { registry } from '@ringdown/platform-telemetry';
import { withTimeout } from '@ringdown/platform-timers';
import type { FastifyInstance } from 'fastify';
import type { ServiceOptions } from './service-options.js';

const timeoutMs = 1000;

/** Null when all is well, else what is missing, as a phrase. */
type Check = () => string | null | Promise<string | null>;

/** What this process needs to do its work. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, Check>();

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
  ) {}

  add(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  /** What is missing, by the name of its check. */
  async missing(): Promise<Record<string, string>> {
    const looks = [...this.checks].map(
      ([name, check]) =>
        () =>
          this.look(name, check),
    );
    const { error } = await this.health
      .check(looks)
      .catch((failure: ServiceUnavailableException) => failure.getResponse() as HealthCheckResult);
    return Object.fromEntries(Object.entries(error ?? {}).map(([name, found]) => [name, String(found?.['message'])]));
  }

  private async look(name: string, check: Check) {
    const indicator = this.indicators.check(name);
    try {
      // a peer that keeps silent must not make the answer wait for it
      const problem = await withTimeout(check(), timeoutMs, () => `no answer within ${timeoutMs} ms`);
      return problem === null ? indicator.up() : indicator.down(problem);
    } catch (error) {
      return indicator.down(String(error));
    }
  }
}

/**
 * `/healthz` (alive), `/readyz` (can do its work; says what is missing), `/metrics` (Prometheus). Routes of Fastify, not of a
 * controller: no guard of a service may close them.
 */
export function serveHealth(
  fastify: FastifyInstance,
  { name: service, about = {} }: Pick<ServiceOptions, 'name' | 'about'>,
  readiness: Readiness,
): void {
  fastify.get('/healthz', () => ({ status: 'ok', service }));
  fastify.get('/readyz', async (_request, reply) => {
    const missing = await readiness.missing();
    const ready = Object.keys(missing).length === 0;
    return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', service, missing, ...about });
  });
  fastify.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}
