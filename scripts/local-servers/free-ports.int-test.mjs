import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { freePorts } from './free-ports.mjs';

const module = new URL('free-ports.mjs', import.meta.url).href;

/** Another process that wants this port, and lives until its standard input ends. */
async function another(port) {
  const code = `const { freePorts } = await import(${JSON.stringify(module)});
    console.log((await freePorts(['web'], { web: ${port} })).web); process.stdin.resume();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [chosen] = await once(child.stdout, 'data');
  const end = async () => {
    child.stdin.end();
    await once(child, 'exit');
  };
  return { chosen: Number(chosen), end };
}

test('gives nobody a port that another process was given and does not listen on yet', async () => {
  const { web } = await freePorts(['web']);
  const other = await another(web);
  await other.end();
  assert.notEqual(other.chosen, web);
});

test('gives the port of a process that is gone to the next', async () => {
  const first = await another(0);
  await first.end();
  const second = await another(first.chosen);
  await second.end();
  assert.equal(second.chosen, first.chosen);
});
