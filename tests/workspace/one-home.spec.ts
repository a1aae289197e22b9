import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callRoles, lineDefaults, newLine, skipReasons } from '@ringdown/contracts';
import { roles, skipWords } from '@ringdown/domain-calls';
import { defaultVoice } from '@ringdown/kernel';
import { lastResortWords } from '@ringdown/telephony';

/** What cannot import a rule says the same as its one home. */
const proxy = readFileSync(join(__dirname, '../../deploy/nginx/voice-locations.conf'), 'utf8');

it('the proxy speaks with the default voice, wherever it speaks', () => {
  const spoken = [...proxy.matchAll(/<(?:Say|Speak)\b([^>]*)>/g)].map(([, attributes = '']) => attributes.trim());
  expect(spoken.length).toBeGreaterThan(0);
  const { language, voice } = defaultVoice;
  expect([...new Set(spoken)]).toEqual([`language="${language}" voice="${voice}"`]);
});

it('the proxy asks a responder as the documents of last resort do', () =>
  expect(proxy).toContain(`>${lastResortWords.ask}</Say></Gather>`));

it('the API knows the roles and the reasons to skip somebody that a call knows', () => {
  expect([...callRoles]).toEqual([...roles]);
  expect([...skipReasons].sort()).toEqual(Object.keys(skipWords).sort());
});

it('a line that says no more than it has to is set to the defaults of the form', () => {
  const required = {
    name: 'On-call hotline',
    number: '+12245550123',
    providerAccountId: 'acct_1',
    primary: { type: 'user', id: 'user_1' },
  };
  expect(newLine.parse(required)).toEqual({ ...required, fallbacks: [], ...lineDefaults });
});
