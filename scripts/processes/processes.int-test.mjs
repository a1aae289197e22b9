import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { until } from '../until.mjs';
import { keepRunning } from './keep-running.mjs';
import { livingProcess, writePidFile } from './pid-file.mjs';
import { startProcess } from './start-process.mjs';
import { startUntilReady } from './start-until-ready.mjs';
import { startedAt } from './started-at.mjs';
import { stopLeftOvers } from './stop-left-overs.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringdown-processes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const node = (name, script) => ({
  name,
  command: process.execPath,
  args: ['-e', script],
  env: process.env,
  logFile: join(folder, `${name}.log`),
  pidFile: join(folder, 'pids', `${name}.json`),
});
const forEver = 'setInterval(() => {}, 1000);';
const logSays = (text) => (running) => running.lastWords().includes(text);

test('stops a process by its pid and forgets it', async () => {
  const running = await startProcess(node('good', forEver));
  assert.equal(livingProcess(join(folder, 'pids/good.json')).pid, running.pid);
  await running.stop();
  assert.equal(startedAt(running.pid), null);
  assert.ok(!existsSync(join(folder, 'pids/good.json')));
});

test('kills a process that will not go', async () => {
  const deaf = node('deaf', `process.on('SIGTERM', () => {}); console.log('listening'); ${forEver}`);
  const running = await startUntilReady(deaf, { isReady: logSays('listening') });
  await running.stop(50);
  assert.deepEqual(await running.exited, { code: null, signal: 'SIGKILL' });
});

test('shows the end of the log of a process that ended while it started, and of this start only', async () => {
  writeFileSync(join(folder, 'broken.log'), 'an older run\n');
  const broken = node('broken', `console.error('SECRET_KEY is missing'); process.exit(1);`);
  await assert.rejects(startUntilReady(broken, { isReady: () => false }), (error) => {
    assert.match(error.message, /broken ended while it started\.[^]*SECRET_KEY is missing/);
    assert.doesNotMatch(error.message, /an older run/);
    return true;
  });
});

test('starts again what ended unasked, and not what was stopped', async () => {
  const reports = [];
  const options = { report: (text) => reports.push(text), firstPause: 10 };
  const life = node('life', `require('node:fs').appendFileSync('${join(folder, 'lives')}', 'x'); ${forEver}`);
  const lives = () => (existsSync(join(folder, 'lives')) ? readFileSync(join(folder, 'lives'), 'utf8').length : 0);
  const started = () => startUntilReady(life, { isReady: () => lives() > 0 });
  const kept = await keepRunning('life', started, options);
  process.kill(livingProcess(life.pidFile).pid, 'SIGKILL');
  assert.equal(await until(lives, (count) => count === 2, 60_000), 2);
  await until(
    () => reports.at(-1),
    (last) => last === 'life is back',
    60_000,
  );
  await kept.stop();
  assert.match(reports[0], /^life ended \(SIGKILL\)/);
  assert.equal(reports.at(-1), 'life is back');
  assert.equal(lives(), 2);
});

test('starts what worked before again at once for five ends within a minute, then after growing pauses', async () => {
  const reports = [];
  const clock = { ms: 0 };
  const pauseNobodyWaitsFor = 3_600_000;
  const options = { report: (text) => reports.push(text), firstPause: pauseNobodyWaitsFor, now: () => clock.ms };
  const often = node('often', forEver);
  const kept = await keepRunning('often', () => startUntilReady(often, { isReady: () => true }), options);
  const count = (said) => reports.filter((text) => text.startsWith(said)).length;
  const kill = async () => {
    const said = reports.length;
    process.kill(livingProcess(often.pidFile).pid, 'SIGKILL');
    await until(
      () => reports.slice(said).find((text) => text.startsWith('often is started again')),
      (text) => text !== undefined,
      5_000,
    );
  };
  const back = (times) =>
    until(
      () => count('often is back'),
      (seen) => seen === times,
      5_000,
    );
  try {
    for (let times = 1; times <= 5; times++) {
      await kill();
      assert.equal(await back(times), times);
    }
    clock.ms = 60_000;
    await kill();
    assert.equal(await back(6), 6, 'what happened a minute ago counts no more');
    for (let times = 7; times <= 10; times++) {
      await kill();
      assert.equal(await back(times), times);
    }
    await kill();
    assert.equal(reports.at(-1), 'often is started again in 3600 s');
  } finally {
    await kept.stop();
  }
});

test('waits longer each time for what does not become ready again', async () => {
  const reports = [];
  const starts = [];
  const ended = Promise.resolve({ code: 1, signal: null });
  const running = { exited: ended, lastWords: () => '', stop: async () => undefined, kill: () => undefined };
  const start = async () => {
    starts.push(reports.length);
    if (starts.length > 1) throw new Error('lame was not ready');
    return running;
  };
  const kept = await keepRunning('lame', start, { report: (text) => reports.push(text), firstPause: 10 });
  await until(
    () => starts.length,
    (count) => count >= 4,
    5_000,
  );
  await kept.stop();
  assert.deepEqual(
    reports.filter((text) => text.startsWith('lame is started again')).slice(0, 4),
    ['at once', 'in 0.01 s', 'in 0.02 s', 'in 0.04 s'].map((when) => `lame is started again ${when}`),
  );
});

test('lets a program give way to the others', async () => {
  const ready = { isReady: () => true };
  const modest = await startUntilReady({ ...node('modest', forEver), givesWay: true }, ready);
  const other = await startUntilReady(node('other', forEver), ready);
  try {
    assert.equal(getPriority(modest.pid), Math.min(19, getPriority(other.pid) + 10));
  } finally {
    await Promise.all([modest.stop(), other.stop()]);
  }
});

test('stops the left-overs of a killed run, and nobody who merely has their pid now', async () => {
  const orphan = spawn(process.execPath, ['-e', forEver]);
  const stranger = spawn(process.execPath, ['-e', forEver]);
  const pids = join(folder, 'pids');
  writePidFile(join(pids, 'orphan.json'), { name: 'orphan', pid: orphan.pid, signals: ['SIGTERM'] });
  const reused = { name: 'reused', pid: stranger.pid, started: 'long before', signals: ['SIGTERM'] };
  writeFileSync(join(pids, 'reused.json'), JSON.stringify(reused));
  try {
    assert.deepEqual(await stopLeftOvers(pids), ['orphan']);
    assert.equal(startedAt(orphan.pid), null);
    assert.notEqual(startedAt(stranger.pid), null);
    assert.deepEqual(await stopLeftOvers(pids), []);
  } finally {
    stranger.kill('SIGKILL');
  }
});
