import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Settings } from '@ringdown/platform-config';

/** HTTP as every service speaks it. Only a trusted proxy says whom a request comes from; anybody else could claim to be anyone. */
export const httpAdapter = ({ trustedProxies }: Pick<Settings, 'trustedProxies'>): FastifyAdapter =>
  new FastifyAdapter({
    trustProxy: [...trustedProxies],
    bodyLimit: 1024 * 1024,
    forceCloseConnections: 'idle',
    // whoever pastes an address adds a slash now and then
    routerOptions: { ignoreTrailingSlash: true },
  });
