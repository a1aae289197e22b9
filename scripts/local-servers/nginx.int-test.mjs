import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { findServerBinaries } from '../install/find-server-binaries.mjs';
import { until } from '../until.mjs';
import { freePorts } from './free-ports.mjs';
import { nginx } from './nginx.mjs';

const folder = mkdtempSync('/tmp/ringdown-proxy-test-');
const running = [];
const service = createServer((asked, answer) => answer.end(JSON.stringify(asked.headers)));
before(() => once(service.listen(0, '127.0.0.1'), 'listening'));
after(async () => {
  for (const child of running) {
    child.kill('SIGTERM');
    await once(child, 'close');
  }
  service.close();
  rmSync(folder, { recursive: true });
});

async function startProxy(name, frontProxies, others = {}) {
  const { port } = await freePorts(['port']);
  const origin = `http://127.0.0.1:${service.address().port}`;
  const upstreams = { control: origin, ingest: origin, voice: origin, notification: origin, ...others };
  const binary = findServerBinaries().nginx;
  const own = join(folder, name);
  const proxy = nginx({ folder: own, binary, port, upstreams, fallbackDir: join(own, 'files'), frontProxies });
  proxy.prepare();
  running.push(spawn(proxy.command, proxy.args, { stdio: 'ignore' }));
  const answers = () => seenBy(port, '127.0.0.1', {}).then(Boolean, () => false);
  assert.ok(await until(answers, Boolean, 10_000), 'nginx does not answer');
  return Object.assign((from, headers) => seenBy(port, from, headers), { url: proxy.url });
}

/** The headers that reach a service when a client at an address of this machine asks through the proxy. */
async function seenBy(port, localAddress, headers) {
  const asked = request({ port, host: '127.0.0.1', localAddress, path: '/api/v1/me', headers, agent: false });
  const [answer] = await once(asked.end(), 'response');
  return JSON.parse(await text(answer));
}

const claims = {
  'x-forwarded-for': '198.51.100.1, 198.51.100.2',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'javascript',
  'x-real-ip': '198.51.100.3',
  forwarded: 'for=198.51.100.4',
};

test('what a client claims of itself goes no further than the proxy', async () => {
  const ask = await startProxy('alone', []);
  const seen = await ask('127.0.0.2', claims);
  assert.equal(seen['x-forwarded-for'], '127.0.0.2');
  assert.match(seen['x-forwarded-host'], /^127\.0\.0\.1:\d+$/);
  assert.equal(seen['x-forwarded-proto'], 'http');
  assert.equal(seen['x-real-ip'], undefined);
  assert.equal(seen.forwarded, undefined);
});

test('a proxy in front that was named says where a request comes from, and nobody else does', async () => {
  const ask = await startProxy('behind', ['127.0.0.2']);
  const claimed = { 'x-forwarded-for': '198.51.100.1, 203.0.113.7', 'x-forwarded-proto': 'https' };
  const throughFront = await ask('127.0.0.2', claimed);
  assert.equal(throughFront['x-forwarded-for'], '203.0.113.7');
  assert.equal(throughFront['x-forwarded-proto'], 'https');
  assert.equal((await ask('127.0.0.3', claimed))['x-forwarded-for'], '127.0.0.3');
});

test('what monitors and the clients of PagerDuty and Opsgenie send reaches ingest, its address as they wrote it', async () => {
  const ingest = createServer((asked, answer) => answer.end(`${asked.method} ${asked.url}`));
  await once(ingest.listen(0, '127.0.0.1'), 'listening');
  const { url } = await startProxy('monitors', [], { ingest: `http://127.0.0.1:${ingest.address().port}` });
  const sent = async (method, path) => (await fetch(`${url}${path}`, { method })).text();
  const paths = [
    ...['push-events', 'alertmanager', 'grafana', 'sns', 'uptime-kuma', 'heartbeat'].map((type) => `/tok/${type}`),
    '/tok/custom/',
    '/v2/enqueue',
    '/v2/change/enqueue',
    '/x-ere/tok',
    '/x-change/enqueue',
    '/integration/tok/enqueue',
    '/generic/2010-04-15/create_event.json',
    '/v2/alerts',
    '/v2/alerts/disk%2Fdb-1/close?identifierType=alias',
  ];
  try {
    for (const path of paths) assert.equal(await sent('POST', path), `POST ${path}`);
    assert.equal(await sent('DELETE', '/v2/alerts/a%20b'), 'DELETE /v2/alerts/a%20b');
    for (const path of ['/integrations/int_1', '/tok/other', '/tok/custom/more', '/x-ere']) {
      assert.doesNotMatch(await sent('POST', path), /^POST/);
    }
  } finally {
    ingest.closeAllConnections();
    ingest.close();
  }
});

test('what a provider reports waits for notification, form and all, also until that can take it', async () => {
  const { port } = await freePorts(['port']);
  const { url } = await startProxy('reports', [], { notification: `http://127.0.0.1:${port}` });
  const report = fetch(`${url}/telephony/twilio/acct_1/texts/ntf_1/status?a=%2F`, {
    method: 'POST',
    body: 'MessageStatus=sent',
  });
  let isReady = false;
  let probes = 0;
  const taken = [];
  const notification = createServer(async (asked, answer) => {
    const body = await text(asked);
    if (asked.url === '/readyz') probes++;
    else if (isReady) taken.push(`${asked.method} ${asked.url} ${body}`);
    answer.writeHead(isReady ? 200 : 503).end('seen');
  });
  await once(notification.listen(port, '127.0.0.1'), 'listening');
  try {
    await until(
      () => probes,
      (seen) => seen > 1,
      10_000,
    );
    isReady = true;
    const answer = await report;
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), 'seen');
    assert.deepEqual(taken, ['POST /telephony/twilio/acct_1/texts/ntf_1/status?a=%2F MessageStatus=sent']);
  } finally {
    notification.closeAllConnections();
    notification.close();
  }
});
