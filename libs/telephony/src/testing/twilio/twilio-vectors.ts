import type { Fields } from '../../port/reports.js';
import type { SignedSample } from '../telephony-rig.js';

/** As Twilio publishes it in its documentation. */
const published = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+12349013030',
  Digits: '1234',
  From: '+12349013030',
  To: '+18005551212',
};
const call = {
  CallSid: 'CA0123456789abcdef0123456789abcdef',
  From: '+14155550101',
  To: '+12245550123',
  CallStatus: 'ringing',
  Direction: 'inbound',
  AccountSid: 'AC00000000000000000000000000000001',
  ApiVersion: '2010-04-01',
};
const token = '12345abcdef67890test';

const sample = (authToken: string, url: string, fields: Fields, signature: string): SignedSample => ({
  account: { accountId: 'AC00000000000000000000000000000001', authToken },
  request: { url, method: 'POST', fields, headers: { 'x-twilio-signature': signature } },
});

/** The first is Twilio's own; the others were computed with Twilio's SDK 6.2.0. */
export const twilioVectors: readonly SignedSample[] = [
  sample('12345', 'https://mycompany.com/myapp.php?foo=1&bar=2', published, '0/KCTR6DLpKmkAf8muzZqo1nDgQ='),
  sample(token, 'https://hooks.example.com/lcr/twilio/voice', call, '1lywqxw73utOI6iHxeotnUXKYac='),
  sample(token, 'https://hooks.example.com:443/lcr/twilio/voice', call, 'rp7byroOnxYJaTblVpSACFxwX88='),
  sample(token, 'https://hooks.example.com/lcr/twilio/voice', call, 'rp7byroOnxYJaTblVpSACFxwX88='),
  sample(token, 'https://hooks.example.com:443/lcr/twilio/voice', call, '1lywqxw73utOI6iHxeotnUXKYac='),
  sample(token, 'https://hooks.example.com/lcr/twilio/voice?r=7&x=a%20b', call, 'eYaox7MrnTrpk4rcnBczqCgDs8c='),
  sample(token, 'https://hooks.example.com:8443/lcr/twilio/voice', call, 'UgkhbyqEnRsRGPDn6ZDis5+YWKk='),
  sample(
    token,
    'https://hooks.example.com/lcr/json?bodySHA256=015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862',
    {},
    '0kORN56DC0wFLhomaIQ8IAWXSdk=',
  ),
];
