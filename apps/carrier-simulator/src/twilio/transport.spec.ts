import { createHmac } from 'node:crypto';
import { sign, signShared } from './transport.js';

const token = '12345abcdef67890test';
const params = {
  CallSid: 'CA0123456789abcdef0123456789abcdef',
  From: '+14155550101',
  To: '+12245550123',
  CallStatus: 'ringing',
  Direction: 'inbound',
  AccountSid: 'AC00000000000000000000000000000001',
  ApiVersion: '2010-04-01',
};

describe('X-Twilio-Signature', () => {
  it('agrees with the vector that Twilio publishes', () => {
    const published = {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+12349013030',
      Digits: '1234',
      From: '+12349013030',
      To: '+18005551212',
    };
    expect(sign('12345', 'https://mycompany.com/myapp.php?foo=1&bar=2', published)).toBe(
      '0/KCTR6DLpKmkAf8muzZqo1nDgQ=',
    );
  });

  it.each([
    ['https://hooks.example.com/lcr/twilio/voice', params, '1lywqxw73utOI6iHxeotnUXKYac='],
    ['https://hooks.example.com:443/lcr/twilio/voice', params, 'rp7byroOnxYJaTblVpSACFxwX88='],
    ['https://hooks.example.com/lcr/twilio/voice?r=7&x=a%20b', params, 'eYaox7MrnTrpk4rcnBczqCgDs8c='],
    ['https://hooks.example.com:8443/lcr/twilio/voice', params, 'UgkhbyqEnRsRGPDn6ZDis5+YWKk='],
    [
      'https://hooks.example.com/lcr/json?bodySHA256=015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862',
      {},
      '0kORN56DC0wFLhomaIQ8IAWXSdk=',
    ],
  ])('signs %s', (url, form, signature) => expect(sign(token, url, form)).toBe(signature));
});

it('signs the same text with a shared key by the other algorithm', () => {
  const url = 'https://hooks.example.com/voice?r=7&x=a%20b';
  const text = `${url}CallSidCA1From+14155550101`;
  const expected = createHmac('sha256', 'a-shared-key').update(text).digest('base64');
  expect(signShared('a-shared-key', url, { From: '+14155550101', CallSid: 'CA1' })).toBe(expected);
});
