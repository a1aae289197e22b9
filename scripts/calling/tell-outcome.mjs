import { until } from '../until.mjs';

const logMs = 15_000;
const incidentMs = 10_000;
const messagesMs = 10_000;
const names = { slack: 'Slack', teams: 'Teams', webhooks: 'Webhook', sms: 'SMS' };

/** Prints the call's entry in the log, its incident, and the messages that reached the simulated chat rooms. */
export async function tellOutcome({ api, carrier, line, callSid, messagesBefore, write = console.log }) {
  const call = await logEntry(api, line, callSid);
  if (!call) {
    write(`\nThe call is not in the log after ${logMs / 1000} s: see the log of call-routing.`);
    return;
  }
  write(`\nIn the log: ${call.outcome ?? call.status}, ${call.duration ?? '?'} s${answeredBy(call)} (${call.id})`);
  for (const { at, text } of call.steps) write(`  ${at.slice(11, 19)}  ${text}`);
  await tellIncident(api, line, call, write);
  await tellMessages(carrier, line, messagesBefore, write);
}

const answeredBy = ({ receiver }) => (receiver ? `, answered by ${receiver.name}` : '');

async function logEntry(api, line, callSid) {
  const find = async () => {
    const { items } = await api.get(`/calls?lineId=${line.id}&limit=50`);
    const found = items.find(({ providerCallId }) => providerCallId === callSid);
    return found && api.get(`/calls/${found.id}`);
  };
  return until(find, (call) => call?.status === 'ended', logMs);
}

async function tellIncident(api, line, call, write) {
  if (!opensIncident(line.incident.trigger, call)) {
    write(call.test ? '\nNo incident: the call was a test.' : '\nNo incident, as the line is set.');
    return;
  }
  const { incidentId } = await until(
    () => api.get(`/calls/${call.id}`),
    (now) => now.incidentId !== null,
    incidentMs,
  );
  if (!incidentId) {
    write(`\nNo incident within ${incidentMs / 1000} s: see the log of incident.`);
    return;
  }
  const { number, title, status, priority, severity } = await api.get(`/incidents/${incidentId}`);
  write(`\nIncident #${number} (${[status, priority, severity].filter(Boolean).join(', ')}): ${title}`);
}

function opensIncident(trigger, { outcome, test }) {
  if (test || outcome === 'rejected' || trigger === 'off') return false;
  return trigger === 'all' || outcome !== 'answered';
}

async function tellMessages(carrier, line, after, write) {
  const expected = line.channelIds.length;
  if (expected === 0) return;
  const ask = `/sim/messages?after=${after}&count=${expected}&waitMs=${messagesMs}`;
  const { messages } = await carrier.get(ask);
  write(messages.length === 0 ? '\nNo message arrived in Slack or Teams: see the log of notification.' : '');
  for (const { kind, name, status, text } of messages) {
    write(`${names[kind] ?? kind} "${name}" (answered ${status}): ${text.split('\n')[0]}`);
  }
}
