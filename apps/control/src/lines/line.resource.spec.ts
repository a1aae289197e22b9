import { newLine } from '@ringdown/contracts';
import { lineRules } from './line.resource.js';

const line = {
  name: 'On-call hotline',
  number: '+12245550123',
  providerAccountId: 'acct_1',
  primary: { type: 'user', id: 'user_1' },
};
const brokenBy = (incident: object): string[] =>
  newLine
    .superRefine(lineRules)
    .safeParse({ ...line, incident })
    .error?.issues.map((issue) => issue.path.join('.')) ?? [];

it.each([
  [{ trigger: 'off' }, []],
  [{ trigger: 'all', integrationId: 'int_1' }, []],
  [{ trigger: 'all', when: 'ringing', integrationId: 'int_1' }, []],
  [{ trigger: 'missed', integrationId: 'int_1' }, []],
  [{ trigger: 'all' }, ['incident.integrationId']],
  [{ trigger: 'missed', when: 'ringing', integrationId: 'int_1' }, ['incident.when']],
  [{ trigger: 'missed', when: 'ringing' }, ['incident.integrationId', 'incident.when']],
  [{ trigger: 'off', when: 'ringing' }, []],
])('%j breaks %j', (incident, broken) => {
  expect(brokenBy(incident)).toEqual(broken);
});
