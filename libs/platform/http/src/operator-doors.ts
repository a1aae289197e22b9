import { registry } from '@ringdown/platform-telemetry';
import type { FastifyInstance } from 'fastify';
import type { Readiness } from './readiness.js';
import type { ServiceDefinition } from './service-definition.js';

/** `/healthz` (alive), `/readyz` (can do its work; says what is missing), `/metrics` (Prometheus). */
export function openOperatorDoors(
  fastify: FastifyInstance,
  { name: service, about = {} }: Pick<ServiceDefinition, 'name' | 'about'>,
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
