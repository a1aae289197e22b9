import { httpAdapter } from './start-service.js';

async function seenAs(trustedProxies: readonly string[], remoteAddress: string, forwardedFor: string): Promise<string> {
  const fastify = httpAdapter({ trustedProxies }).getInstance();
  fastify.get('/', (request, reply) => reply.send(request.ip));
  const headers = { 'x-forwarded-for': forwardedFor };
  const { body } = await fastify.inject({ method: 'GET', url: '/', remoteAddress, headers });
  await fastify.close();
  return body;
}

it('believes a trusted proxy, and of a chain only what trusted ones added', async () => {
  expect(await seenAs(['loopback'], '127.0.0.1', '203.0.113.7')).toBe('203.0.113.7');
  expect(await seenAs(['172.16.0.0/12'], '172.18.0.5', '198.51.100.1, 203.0.113.7')).toBe('203.0.113.7');
  expect(await seenAs(['172.16.0.0/12'], '::ffff:172.18.0.5', '203.0.113.7')).toBe('203.0.113.7');
});

it('takes everybody else for the one who is connected, whatever is claimed', async () => {
  expect(await seenAs(['loopback'], '198.51.100.9', '203.0.113.7')).toBe('198.51.100.9');
  expect(await seenAs([], '127.0.0.1', '203.0.113.7')).toBe('127.0.0.1');
});
