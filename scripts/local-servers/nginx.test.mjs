import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { nginx } from './nginx.mjs';

const folder = mkdtempSync(join(tmpdir(), 'ringdown-nginx-'));
after(() => rmSync(folder, { recursive: true }));

const upstreams = {
  control: 'http://127.0.0.1:4001',
  ingest: 'http://127.0.0.1:4002',
  voice: 'http://127.0.0.1:4003',
  notification: 'http://127.0.0.1:4004',
};
const proxy = (binary) => nginx({ folder, binary, port: 4000, upstreams, fallbackDir: join(folder, 'files') });

test('leaves of the deployed configuration no address, file or folder of a container', () => {
  proxy('/bin/true').prepare();
  const texts = [
    'nginx.conf',
    'fallback-locations.conf',
    'voice-locations.conf',
    'voice-wait.conf',
    'people-locations.conf',
  ]
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
  assert.doesNotMatch(texts, /listen 8080|http:\/\/[a-z]|include ringdown|\/srv\//);
  assert.match(texts, /listen 127\.0\.0\.1:4000;/);
  for (const url of Object.values(upstreams)) assert.ok(texts.includes(`default ${url};`), url);
  assert.ok(texts.includes(`root "${join(folder, 'files')}";`));
});

test('does not start what nginx itself refuses', () => {
  assert.throws(() => proxy('/bin/false').prepare(), /nginx does not accept its configuration/);
});
