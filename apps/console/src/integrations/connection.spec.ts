import { connectionOf, filledGuide, noMail, renewalWords } from './connection.js';

const reached = {
  type: 'grafana',
  token: 'tok',
  url: 'https://alerts.example.com/tok/grafana',
} as const;

describe('connectionOf', () => {
  it('is shown to no viewer', () => expect(connectionOf({ type: 'grafana' })).toBeNull());
  it('is a URL for most monitors', () =>
    expect(connectionOf(reached)).toEqual({ given: [{ label: 'URL', value: reached.url }], problem: null }));
  it('is a key and an address for clients of PagerDuty and Opsgenie', () => {
    const pagerduty = { ...reached, type: 'pagerduty', url: 'https://alerts.example.com/v2/enqueue' };
    expect(connectionOf(pagerduty)?.given.map(({ value }) => value)).toEqual([
      'tok',
      'https://alerts.example.com/v2/enqueue',
      'https://alerts.example.com',
    ]);
    const opsgenie = { ...reached, type: 'opsgenie', url: 'https://alerts.example.com' };
    expect(connectionOf(opsgenie)?.given.map(({ value }) => value)).toEqual(['https://alerts.example.com', 'tok']);
  });
  it('is an address where mail is received, and else says what switches that on', () => {
    const mail = { ...reached, type: 'email', emailAddress: 'tok@alerts.example.com' };
    expect(connectionOf(mail)?.given).toEqual([{ label: 'Address', value: 'tok@alerts.example.com' }]);
    expect(connectionOf({ ...mail, emailAddress: null })).toEqual({ given: [], problem: noMail });
  });
  it('says that a key which cannot be read needs a new one', () =>
    expect(connectionOf({ type: 'grafana', token: null, url: null })).toMatchObject({
      given: [],
      problem: expect.stringContaining('SECRET_KEY') as string,
    }));
});

describe('filledGuide', () => {
  it('fills in what is this integration’s own, and leaves templates alone', () =>
    expect(filledGuide('{{url}} {{token}} {{origin}} {{ check.name }} {{other}}', reached)).toBe(
      'https://alerts.example.com/tok/grafana tok https://alerts.example.com {{ check.name }} {{other}}',
    ));
  it('names what is not known', () =>
    expect(filledGuide('{{emailAddress}} {{url}}', { type: 'email', token: 'tok', url: null })).toBe(
      'tok@MAIL_DOMAIN URL',
    ));
  it('takes a dollar sign for what it is', () =>
    expect(filledGuide('{{token}}', { ...reached, token: '$&$1' })).toBe('$&$1'));
});

it.each([
  ['email', 'New address'],
  ['pagerduty', 'New key'],
  ['opsgenie', 'New key'],
  ['zabbix', 'New URL'],
])('renews what %s is given as: %s', (type, words) => expect(renewalWords(type)).toBe(words));
