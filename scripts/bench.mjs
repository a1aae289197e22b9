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
  --only WHAT     calls, incidents, monitors, or channels
  --save NAME     writes the table to tests/bench/results/NAME.md`;
const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
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
  const system = await bringUp(options);
  const parts = { calls: measure, incidents: measureIncidents, monitors: measureMonitors, channels: measureChannels };
  const wanted = values.only === undefined ? Object.values(parts) : [parts[values.only]];
  if (wanted.includes(undefined)) throw new Error(`--only takes ${Object.keys(parts).join(' or ')}.`);
  const { heading } = await import('../tests/bench/tables.mjs');
  const tables = [heading({ seconds, rounds })];
  for (const part of wanted) tables.push(await part(system));
  const table = tables.join('\n\n');
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
  return [latencyRows(results), memoryRows(idle, whileLive, after), startRows(starts)].join('\n\n');
}

/** What is accepted of monitors: our own fields, and Alertmanager's bodies with ten alerts each, beside each other in one sitting. */
async function measureMonitors({ api, settings }) {
  const { alertmanagerBody, webhookAccept } = await import('../tests/bench/webhook-accept.mjs');
  const { cpuMs } = await import('../tests/bench/processes.mjs');
  const { workedOff } = await import('../tests/bench/worked-off.mjs');
  const { cpuRows, latencyRows } = await import('../tests/bench/tables.mjs');
  const made = (type) => api.post('/integrations', { name: `Bench ${type}`, type, escalationPolicyId: null });
  const { url: pushUrl } = await made('webhook');
  const { url: alertmanagerUrl } = await made('alertmanager');
  const kinds = [
    { name: 'push-events', pushUrl },
    { name: 'alertmanager, 10 alerts', pushUrl: alertmanagerUrl, bodyOf: alertmanagerBody },
  ];
  console.log('warming up');
  for (const kind of kinds) await webhookAccept({ ...kind, rate: 100, seconds: 5 });
  const results = [];
  for (let round = 1; round <= rounds; round++) {
    for (const rate of [100, 500, 2000]) {
      for (const kind of kinds) {
        await workedOff(settings);
        console.log(`round ${round}: ${kind.name} at ${rate}/s for ${seconds} s`);
        const before = cpuMs(dataFolder, 'ingest');
        const result = await webhookAccept({ ...kind, rate, seconds });
        const cpuMsPerUnit = (cpuMs(dataFolder, 'ingest') - before) / result.latencies.length;
        results.push({ name: kind.name, rate, cpuMsPerUnit, ...result });
      }
    }
  }
  return [latencyRows(results), cpuRows('CPU ms of ingest a request', results)].join('\n\n');
}

/** From an event to the request that tells a channel of it, and what a storm costs one channel. */
async function measureChannels({ api, settings }) {
  const { channelsAt, eventToChannel, otherSide, storm } = await import('../tests/bench/alerts-out.mjs');
  const { cpuMs } = await import('../tests/bench/processes.mjs');
  const { workedOff } = await import('../tests/bench/worked-off.mjs');
  const { cpuRows, latencyRows, stormRows } = await import('../tests/bench/tables.mjs');
  const side = await otherSide();
  const loads = [
    { name: 'to Slack, 50 channels', type: 'slack', rate: 1 },
    { name: 'to Slack, 50 channels (a storm in each: those told by themselves)', type: 'slack', rate: 200 },
    { name: 'to webhooks, 50 channels', type: 'webhook', rate: 200 },
  ];
  console.log('warming up');
  const warm = await channelsAt(api, side, { type: 'webhook', count: 2 });
  await eventToChannel({ side, channels: warm, rate: 50, seconds: 3 });
  const results = [];
  const storms = [];
  for (let round = 1; round <= rounds; round++) {
    for (const { name, type, rate } of loads) {
      const channels = await channelsAt(api, side, { type, count: 50 });
      await workedOff(settings);
      console.log(`round ${round}: ${name} at ${rate}/s for ${seconds} s`);
      const before = cpuMs(dataFolder, 'notification');
      const result = await eventToChannel({ side, channels, rate, seconds });
      results.push({
        name,
        rate,
        ...result,
        cpuMsPerUnit: (cpuMs(dataFolder, 'notification') - before) / (rate * seconds),
      });
    }
    const [channel] = await channelsAt(api, side, { type: 'slack', count: 1 });
    await workedOff(settings);
    console.log(`round ${round}: a storm of 10,000 events in 10 s on one channel`);
    storms.push(await storm({ side, channel, events: 10_000, seconds: 10 }));
  }
  side.stop();
  return [latencyRows(results), cpuRows('CPU ms of notification an event', results), stormRows(storms)].join('\n\n');
}

/** From an event to the text that somebody gets, and how many events the incident service takes. */
async function measureIncidents({ api, settings }) {
  const { eventToText, repeatsOf, textedEngineer } = await import('../tests/bench/event-to-text.mjs');
  const { consumerThroughput, mixes } = await import('../tests/bench/consumer-throughput.mjs');
  const { workedOff } = await import('../tests/bench/worked-off.mjs');
  const { latencyRows, throughputRows } = await import('../tests/bench/tables.mjs');

  const line = (await api.all('/lines')).find(({ name }) => name === demoLines[0].name);
  const pushUrl = await textedEngineer(api, line);
  const quiet = await api.post('/integrations', { name: 'Bench repeats', type: 'webhook', escalationPolicyId: null });
  const carrierUrl = settings.TWILIO_API_URL;
  const load = { carrierUrl, pushUrl, repeatsUrl: quiet.url, rate: 20, repeats: 500, seconds };
  console.log('warming up');
  await repeatsOf({ pushUrl: quiet.url, rate: 200, seconds: 3 });
  await eventToText({ ...load, seconds: 3 });
  const results = [];
  const throughputs = [];
  for (let round = 1; round <= rounds; round++) {
    await workedOff(settings);
    console.log(`round ${round}: event to text at 20/s beside 500 repeats/s for ${seconds} s`);
    results.push({ name: 'event to text, beside 500 repeats/s', rate: 20, ...(await eventToText(load)) });
    for (const mix of Object.keys(mixes)) {
      await workedOff(settings);
      console.log(`round ${round}: incident-apply-alerts, ${mix}`);
      const given = { settings, dataFolder, pushUrl: quiet.url, mix, rate: 1500, seconds };
      throughputs.push(await consumerThroughput(given));
    }
  }
  return [latencyRows(results), throughputRows(throughputs)].join('\n\n');
}
