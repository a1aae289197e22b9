import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knowsSyncInterval } from './nats.mjs';

test('asks for synced writes only where the server knows the word', () => {
  for (const line of ['nats-server: v2.10.0', 'nats-server: v2.15.1-preview.2', 'nats-server: v3.0.0']) {
    assert.equal(knowsSyncInterval(line), true, line);
  }
  for (const line of ['nats-server: v2.9.10', 'nats-server: v1.4.1', ''])
    assert.equal(knowsSyncInterval(line), false, line);
});
