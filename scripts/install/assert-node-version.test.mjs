import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNodeVersion } from './assert-node-version.mjs';

test('accepts 20.19 and everything newer', () => {
  for (const version of ['20.19.0', '20.20.2', '22.0.0', '25.1.3']) assertNodeVersion(version);
});

test('names both versions where this Node is too old', () => {
  for (const version of ['20.18.9', '18.20.1']) {
    assert.throws(() => assertNodeVersion(version), new RegExp(`needs Node 20\\.19 or newer; this is ${version}`));
  }
});
