import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lines as demoLines } from './demo/organisation.mjs';
import { readKept } from './processes/kept-json.mjs';
import { bringUp } from './starting/bring-up.mjs';
import { services } from './starting/services.mjs';
import { createShutdown } from './starting/shutdown.mjs';

const usage = `npm run bench [-- options]
  --seconds 20    length of each load
  --rounds 3      loads of each kind; the median of their percentiles is shown
  --save NAME     writes the table to tests/bench/results/NAME.md`;
const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '3' },
    save: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit();
}
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);
const dataFolder = mkdtempSync(join(tmpdir(), 'ringdown-bench-'));
const shutdown = createShutdown({ report: console.log });
try {
  const given = { ...process.env, LOG_LEVEL: 'warn' };
  const options = { root, dataFolder, firstPort: 5100, empty: false, given, shutdown, report: console.log };
  const table = await measure(await bringUp(options));
  console.log(`\n${table}`);
  if (values.save) {
    const folder = join(root, 'tests/bench/results');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${values.save}.md`), `${table}\n`);
  }
} finally {
  await shutdown.stopAll();
  rmSync(dataFolder, { recursive: true, force: true });
}
process.exit();

async function measure({ api, settings }) {
  // after the packages are there
  const { coldStart, memoryMiB } = await import('../tests/bench/processes.mjs');
  const { firstAnswer } = await import('../tests/bench/first-answer.mjs');
  const { fallbackDecisions } = await import('../tests/bench/live-calls.mjs');
  const { webhookAccept } = await import('../tests/bench/webhook-accept.mjs');
  const { workedOff } = await import('../tests/bench/worked-off.mjs');
  const { machine } = await import('../tests/bench/machine.mjs');
  const { latencyRows, memoryRows, startRows } = await import('../tests/bench/tables.mjs');

  const [account] = readKept(join(dataFolder, 'settings.json')).demoAccounts;
  const { id: lineId } = (await api.all('/lines')).find(({ name }) => name === demoLines[0].name);
  // nobody answers in a bench: our own ring timers must not move the calls, and no caller is one too many; no channel takes a
  // hundred messages a second, so the line notifies none
  const line = await api.patch(`/lines/${lineId}`, {
    ringTimeoutSeconds: 120,
    maxWaitSeconds: 600,
    callerLimit: { perCallerPerHour: 1000, concurrentCalls: 1000 },
    channelIds: [],
    incident: { trigger: 'off', when: 'completed', integrationId: null, escalationPolicyId: null },
  });
  const [integration] = await api.all('/integrations');
  const { url: pushUrl } = await api.get(`/integrations/${integration.id}`);

  const loads = [
    { name: 'webhook accept', rate: 500, run: (rate) => webhookAccept({ pushUrl, rate, seconds }) },
    { name: 'webhook accept', rate: 2000, run: (rate) => webhookAccept({ pushUrl, rate, seconds }) },
    { name: 'first TwiML answer', rate: 50, run: (rate) => firstAnswer({ line, account, rate, seconds }) },
    { name: 'first TwiML answer', rate: 100, run: (rate) => firstAnswer({ line, account, rate, seconds }) },
  ];
  const calls = 1000;
  let whileLive = {};
  console.log('warming up');
  await webhookAccept({ pushUrl, rate: 200, seconds: 5 });
  await firstAnswer({ line, account, rate: 20, seconds: 5 });
  const idle = memoryMiB(dataFolder);
  const results = [];
  for (let round = 1; round <= rounds; round++) {
    for (const { name, rate, run } of loads) {
      await workedOff(settings);
      console.log(`round ${round}: ${name} at ${rate}/s for ${seconds} s`);
      results.push({ name, rate, ...(await run(rate)) });
    }
    await workedOff(settings);
    console.log(`round ${round}: first TwiML answer at 100/s beside webhook accept at 1000/s for ${seconds} s`);
    const [answers, accepts] = await Promise.all([
      firstAnswer({ line, account, rate: 100, seconds }),
      webhookAccept({ pushUrl, rate: 1000, seconds }),
    ]);
    results.push({ name: 'first TwiML answer, beside the next', rate: 100, ...answers });
    results.push({ name: 'webhook accept, beside the one before', rate: 1000, ...accepts });
    await workedOff(settings);
    console.log(`round ${round}: fallback decisions of ${calls} live calls`);
    const decisions = await fallbackDecisions({
      line,
      account,
      calls,
      seconds: 30,
      whileLive: () => (whileLive = memoryMiB(dataFolder)),
    });
    results.push({ name: `fallback decision, ${calls} live calls`, ...decisions });
  }
  const after = memoryMiB(dataFolder);
  const starts = {};
  for (const { name } of services) {
    starts[name] = [];
    for (let n = 0; n < 3; n++) starts[name].push(await coldStart({ root, name, settings }));
  }
  return [
    `# Bench of ${new Date().toISOString().slice(0, 10)}`,
    ...machine().map((text) => `- ${text}`),
    `- Open loop, latency from the scheduled instant; ${seconds} s a load, ${rounds} rounds, medians of the rounds (worst round in brackets).`,
    '',
    latencyRows(results),
    '',
    memoryRows(idle, whileLive, after),
    '',
    startRows(starts),
  ].join('\n');
}
