import { join, resolve } from 'node:path';
import { callerBehaviours } from './calling/behaviours.mjs';
import { findLine } from './calling/find-line.mjs';
import { setPhone, tellPhone, writeText } from './calling/phones.mjs';
import { peopleOfRoles } from './calling/people-of-roles.mjs';
import { callUsage, readCallOptions } from './calling/read-call-options.mjs';
import { tellOutcome } from './calling/tell-outcome.mjs';
import { tellStory } from './calling/tell-story.mjs';
import { accountSidOf } from './demo/demo-accounts.mjs';
import { introduceLine, introduceToCarrier } from './demo/introduce-to-carrier.mjs';
import { readKept } from './processes/kept-json.mjs';
import { createRestApi } from './rest-api.mjs';

const speechMsPerCharacter = 40;

try {
  const options = readCallOptions(process.argv.slice(2));
  if (options.help) console.log(callUsage());
  else if (options.text || options.read || options.answer) await usePhone(options);
  else await placeCall(options);
} catch (error) {
  console.error(
    error.status === 0 ? `${error.message}\nIs Ringdown running? In another terminal: npm start` : error.message,
  );
  process.exitCode = 1;
}

async function placeCall(options) {
  const { api, carrier, demoAccounts } = whereThingsAre(options.data);
  const line = await findLine(api, options.line);
  const { people, cast } = await peopleOfRoles(api, line, options);
  const accountSid = accountSidOf(await api.get(`/provider-accounts/${line.providerAccountId}`));
  // The carrier remembers nothing when it is started again.
  const demoAccount = demoAccounts.find((account) => account.accountSid === accountSid);
  if (demoAccount) await carrier.post('/sim/accounts', demoAccount);
  await introduceLine(carrier, line, accountSid);

  console.log(`${options.from} calls ${line.name} (${line.number})\n${cast.map((one) => `  ${one}`).join('\n')}\n`);
  const { last: messagesBefore } = await carrier.get('/sim/messages');
  const caller = callerBehaviours[options.caller].order;
  const order = { from: options.from, to: line.number, people, caller, timing: { speechMsPerCharacter } };
  const { callSid } = await carrier.post('/sim/calls', order);
  await tellStory(carrier.base, callSid);
  await tellOutcome({ api, carrier, line, callSid, messagesBefore });
}

/** Reads a phone, writes on it, or says what its owner does when Ringdown calls. */
async function usePhone({ data, line, text, read, answer }) {
  const { api, carrier, demoAccounts } = whereThingsAre(data);
  if (read) return tellPhone({ carrier, phone: read });
  if (answer) return setPhone(carrier, answer);
  await introduceToCarrier(api, carrier, demoAccounts);
  return writeText({ carrier, line: () => findLine(api, line), ...text });
}

/** The environment, else what `npm start` wrote down. */
function whereThingsAre(data) {
  const kept = readKept(join(resolve(import.meta.dirname, '..', data), 'settings.json'));
  const base = process.env.PUBLIC_URL ?? kept.apiUrl;
  const key = process.env.RINGDOWN_API_KEY ?? kept.RINGDOWN_API_KEY;
  const carrierUrl = process.env.TWILIO_API_URL ?? kept.carrierUrl;
  if (!base || !key) throw new Error('Ringdown has not been started here yet. In another terminal: npm start');
  if (!carrierUrl) throw new Error('The running system uses a carrier of its own; simulated calls need ours.');
  return {
    api: createRestApi({ base: `${base}/api/v1`, key }),
    carrier: createRestApi({ base: carrierUrl }),
    demoAccounts: kept.demoAccounts ?? [],
  };
}
