import { validateV3Signature } from 'plivo';
import { sign } from './transport.js';

const token = '12345abcdef67890test';
const nonce = '12345678901234567890';
const params = {
  CallUUID: 'c0ffee00-1111-2222-3333-444455556666',
  From: '14155550101',
  To: '12245550123',
  Direction: 'inbound',
  CallStatus: 'ringing',
  Event: 'StartApp',
};
const url = 'https://hooks.example.com/lcr/plivo/answer';
const getUrl = `${url}?${new URLSearchParams(params).toString()}`;

describe('X-Plivo-Signature-V3', () => {
  it.each([
    ['POST', url, params, 'KXIU294ueqP0gl9cKLF8nasGtbWhcwb+vAyPv76QgHg='],
    ['POST', `${url}?r=7&a=x`, params, 'Pt7Zp8+uyn1s4ir18emFjVMHhRtfqIi9HnsWfeuw73Y='],
    ['GET', getUrl, {}, 'kervUxEOBAGeq6yoptr7/ybRlGajdrxeq2pFVGFgxpY='],
    ['POST', url, {}, 'd7jDGIPL6+R1rnnWj1JfrGBQh6LLZHleLzKs/Rhf9nA='],
    ['POST', `${url}?x=1`, {}, 'gFFC9L7By3/CpvCnUx/UUJ4Il9gj3tf2aD/QUvax2GE='],
    ['POST', `${url}?a=2&a=1`, {}, 'r71VJ74Qt1pxvzvYUhST4EBYpTGg37qqhO4m/M6HCtI='],
  ] as const)('is the known one: %s %s', (method, target, form, signature) =>
    expect(sign(token, nonce, { method, url: target, params: form })).toBe(signature),
  );

  it.each([
    'http://127.0.0.1:4119/voice/plivo/line_1?z=%C3%A9+x&a=2',
    'https://hooks.example.com/a%20b/c/?x=a%26b%3Dc',
    'https://hooks.example.com/',
  ])('satisfies the official package: %s', (target) => {
    const form = { ...params, Speech: 'Jérôme & son', Empty: '' };
    const signature = sign(token, nonce, { method: 'POST', url: target, params: form });
    expect(validateV3Signature('POST', target, nonce, token, signature, form)).toBe(true);
    expect(validateV3Signature('POST', target, nonce, `${token}x`, signature, form)).toBe(false);
  });
});
