import { lastHandoff } from './last-handoff.mjs';
import { credentialsOf } from './demo-accounts.mjs';
import * as organisation from './organisation.mjs';

/**
 * Loads the demo organisation through the REST API; what is there already stays as it is, so it can be loaded again.
 * @param {object} api see rest-api.mjs
 * @param {{ accounts: { provider: string, accountSid: string, authToken: string }[], carrierUrl: string | null, adminEmail: string }}
 *   outside without a carrier: no channels
 */
export async function loadDemo(api, { accounts, carrierUrl, adminEmail }) {
  const { people, contact, team, schedules, escalationPolicy, channels, lines } = organisation;
  const known = (await api.all('/lines')).map(({ name }) => name);
  if (lines.every(({ name }) => known.includes(name))) return;

  const users = await ensureEach(api, '/users', people, 'email');
  await givePhone(api, adminEmail, organisation.adminPhone);
  await ensure(api, '/contacts', contact, 'phone');
  const backend = await ensure(api, '/teams', teamBody(team, users));
  const rotas = await ensureEach(
    api,
    '/schedules',
    schedules.map((schedule) => scheduleBody(schedule, users)),
  );
  const policyBody = {
    ...escalationPolicy,
    steps: escalationPolicy.steps.map((step) => stepBody(step, { rotas, backend })),
  };
  const policy = await ensure(api, '/escalation-policies', policyBody);
  const chat = carrierUrl ? channels.map(({ path, ...channel }) => ({ ...channel, url: `${carrierUrl}${path}` })) : [];
  const channelIds = Object.values(await ensureEach(api, '/channels', chat));
  const integrationBody = { type: 'webhook', escalationPolicyId: policy, teamIds: [backend], channelIds };
  const integration = await ensure(api, '/integrations', { name: organisation.integrationName, ...integrationBody });
  for (const { provider, ...line } of lines) {
    const account = accounts.find((one) => one.provider === provider);
    const accountBody = { name: organisation.providerAccountNames[provider], ...credentialsOf(account) };
    const providerAccountId = await ensure(api, '/provider-accounts', accountBody);
    await ensure(api, '/lines', { ...lineBody(line, { users, rotas, integration }), providerAccountId, channelIds });
  }
}

/** Whoever signs in as the demo's admin is reached in the simulator too; a phone of their own stays. */
async function givePhone(api, email, phone) {
  const admin = (await api.all('/users')).find((user) => user.email.toLowerCase() === email.toLowerCase());
  if (admin && !admin.phone) await api.patch(`/users/${admin.id}`, { phone });
}

/** The id of the resource that has this name (or other `key`), made now where there is none. */
async function ensure(api, path, body, key = 'name') {
  const existing = (await api.all(path)).find((resource) => resource[key] === body[key]);
  return (existing ?? (await api.post(path, body))).id;
}

/** Answers ids by name. One after the other: the later ones may be named after the earlier ones. */
async function ensureEach(api, path, bodies, key) {
  const ids = {};
  for (const body of bodies) ids[body.name] = await ensure(api, path, body, key);
  return ids;
}

const teamBody = ({ members, ...team }, users) => ({ ...team, memberIds: members.map((name) => users[name]) });

function scheduleBody({ name, timeZone, layer, unit, participants }, users) {
  const rotation = { every: 1, unit, startsAt: lastHandoff(unit, timeZone) };
  return { name, timeZone, layers: [{ name: layer, participants: participants.map((one) => users[one]), rotation }] };
}

function stepBody({ delayMinutes, schedule }, { rotas, backend }) {
  const target = schedule ? { type: 'schedule', id: rotas[schedule] } : { type: 'team', id: backend };
  return { delayMinutes, targets: [target] };
}

function lineBody({ primary, fallbacks, messages, incident, ...line }, { users, rotas, integration }) {
  const spoken = Object.entries(messages).map(([when, text]) => [when, { type: 'text', text }]);
  return {
    ...line,
    primary: { type: 'schedule', id: rotas[primary] },
    fallbacks: fallbacks.map((name) => ({ type: 'user', id: users[name] })),
    messages: Object.fromEntries(spoken),
    incident: { ...incident, integrationId: integration, escalationPolicyId: null },
  };
}
