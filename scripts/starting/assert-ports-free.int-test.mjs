import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { freePorts } from '../local-servers/free-ports.mjs';
import { assertPortsFree } from './assert-ports-free.mjs';

test('names the service whose port somebody else has', async () => {
  const { base } = await freePorts(['base']);
  const other = createServer().listen(base + 3, '127.0.0.1');
  await once(other, 'listening');
  try {
    const wanted = [
      { name: 'ingest', offset: 1 },
      { name: 'notification', offset: 3 },
    ];
    await assert.rejects(
      assertPortsFree(wanted, base),
      new RegExp(`another program: port ${base + 3} \\(notification\\)\\.`),
    );
    await assertPortsFree([wanted[0]], base);
  } finally {
    other.close();
  }
});
