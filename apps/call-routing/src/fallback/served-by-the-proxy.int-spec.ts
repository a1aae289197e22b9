import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fallbackKey } from '@ringdown/platform-config';
import { aLine } from '../testing/a-mirror.js';
import { aProxy, type RunningProxy } from '../testing/a-proxy.js';
import { publishedFallback } from '../testing/published-fallback.js';
import { Upstream } from '../testing/upstream.js';

const monday = new Date('2026-01-05T03:00:00.000Z');
const fields = { method: 'POST', body: new URLSearchParams({ CallSid: 'CA1', From: '+14156040016' }) };

const voice = new Upstream();
const control = new Upstream();
let folder: string;
let proxy: RunningProxy;
let origin: string;

const secretKey = 'k'.repeat(32);
const pathOf = (provider: string, lineId: string, step = '') =>
  `/voice/${provider}/${lineId}/fallback/${fallbackKey(secretKey, lineId)}${step}`;
const twilio = pathOf('twilio', 'line_1');
const plivo = pathOf('plivo', 'line_2');

async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(origin + path, init);
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}
const bodyOf = async (path: string, init?: RequestInit): Promise<string> => {
  const { status, type, body } = await ask(path, init);
  expect([path, status, type]).toEqual([path, 200, 'text/xml; charset=utf-8']);
  return body;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ringdown-proxy-'));
  await Promise.all([voice.start(), control.start()]);
  const fallbackDir = join(folder, 'fallback');
  const { publisher } = publishedFallback(fallbackDir, {
    'provider-account': [
      { id: 'acct_1', name: 'T', provider: 'twilio', accountSid: 'AC1', authToken: 'encrypted' },
      { id: 'acct_2', name: 'P', provider: 'plivo', authId: 'MA1', authToken: 'encrypted' },
    ],
    line: [aLine(), aLine({ id: 'line_2', number: '+12245550124', providerAccountId: 'acct_2' })],
  });
  await publisher.publish(monday);
  proxy = await aProxy(folder, { voice: voice.url, others: control.url });
  origin = proxy.origin;
});

afterAll(async () => {
  await Promise.all([proxy.stop(), voice.stop(), control.stop()]);
  rmSync(folder, { recursive: true });
});

describe('with call-routing unavailable', () => {
  beforeAll(() => voice.stop());
  afterAll(() => voice.start());

  it('answers the fallback URL to GET and POST with the first document', async () => {
    expect(await bodyOf(twilio, fields)).toContain('+14155550101</Number>');
    expect(await bodyOf(`${twilio}?CallSid=CA1&ErrorCode=11200`)).toContain('+14155550101</Number>');
    expect(await bodyOf(plivo, fields)).toContain('<Number>14155550101</Number>');
  });

  it('answers as well with a slash at the end', async () => {
    expect(await bodyOf(`${twilio}/`, fields)).toContain('+14155550101</Number>');
    expect(await bodyOf(`${plivo}/?tenant=1&CallUUID=x`)).toContain('<Number>14155550101</Number>');
    expect(await bodyOf(`${twilio}/after-1/?DialCallStatus=no-answer`)).toContain('+14155550102</Number>');
    expect(await bodyOf(`${twilio}/keys/?Digits=1`)).toMatch(/<Response\/>$/);
  });

  it('leads a Twilio call from one to the next, and to the message', async () => {
    expect(await bodyOf(`${twilio}/after-1?DialCallStatus=no-answer`)).toContain('+14155550102</Number>');
    const failedScreen = 'DialCallStatus=completed&DialBridged=false';
    expect(await bodyOf(`${twilio}/after-1?${failedScreen}`)).toContain('+14155550102</Number>');
    expect(await bodyOf(`${twilio}/after-2?${failedScreen}`)).toContain('<Record ');
    expect(await bodyOf(`${twilio}/recorded?RecordingUrl=x&Digits=hangup`)).toContain('Goodbye');
  });

  it('rings nobody after a Twilio conversation', async () => {
    const body = await bodyOf(`${twilio}/after-1?DialCallStatus=completed&DialBridged=true`);
    expect(body).toMatch(/<Response><Hangup\/><\/Response>$/);
  });

  it('connects a responder who presses 1, and nobody else', async () => {
    expect(await bodyOf(`${twilio}/screen`, fields)).toContain('numDigits="1"');
    expect(await bodyOf(`${twilio}/keys?Digits=1`)).toMatch(/<Response\/>$/);
    for (const query of ['?Digits=2', '?Digits=', '', '?Digits=11', '?Digits=1:1', '?DialBridged=true']) {
      expect(await bodyOf(`${twilio}/keys${query}`)).toMatch(/<Response><Hangup\/><\/Response>$/);
    }
  });

  it('leads a Plivo call on, and asks who may have talked to stay', async () => {
    expect(await bodyOf(`${plivo}/screen`, fields)).toContain('<Speak ');
    expect(await bodyOf(`${plivo}/after-1?DialStatus=no-answer`)).toContain('<Number>14155550102</Number>');
    const unsure = await bodyOf(`${plivo}/after-1?DialStatus=completed&DialHangupCause=NORMAL_CLEARING`);
    expect(unsure).toMatch(/stay on the line.*<Wait length="5"\/>.*<Number>14155550102<\/Number>/s);
    expect(await bodyOf(`${plivo}/after-2?DialStatus=busy`)).toContain('<Record ');
    expect(await bodyOf(`${plivo}/recorded?RecordUrl=x`)).toContain('Goodbye');
  });

  it('gives who asks for a step that is no more the message', async () => {
    expect(await bodyOf(`${twilio}/after-3?DialCallStatus=busy`)).toContain('<Record ');
  });

  it('has an answer to every URL that stands in a document', async () => {
    const lineFolder = join(folder, 'fallback/twilio/line_1', fallbackKey(secretKey, 'line_1'));
    const documents = await Promise.all(
      readdirSync(lineFolder).map((file) => bodyOf(`${twilio}/${file.replace('.xml', '')}`)),
    );
    const urls = documents.join('').match(/https:\/\/voice\.example\.com[^"]*/g) ?? [];
    expect(new Set(urls).size).toBe(5);
    for (const url of urls) await bodyOf(new URL(url).pathname);
  });

  it.each([
    ['another key', `/voice/twilio/line_1/fallback/${'0'.repeat(32)}`],
    ['another key’s step', `/voice/twilio/line_1/fallback/${'0'.repeat(32)}/screen`],
    ['another line’s key', pathOf('twilio', 'line_1').replace('line_1', 'line_2')],
    ['another provider', pathOf('plivo', 'line_1')],
    ['the files themselves', `/fallback-files/twilio/line_1/${fallbackKey(secretKey, 'line_1')}/start`],
    ['a way out of the folder', `${twilio}/..%2f..%2fstart`],
  ])('does not answer %s', async (_what, path) => {
    expect((await ask(path)).body).not.toContain('<Response');
  });

  it('says nothing for a new call for longer than 3 s, so that the provider comes to the fallback', async () => {
    const begun = performance.now();
    const answers = await Promise.all([ask('/voice/twilio/line_1', fields), ask('/voice/twilio/line_1/?tenant=1')]);
    expect(answers.map(({ status }) => status)).toEqual([502, 502]);
    // a call that lives is kept for 8 s
    expect(performance.now() - begun).toBeLessThan(8000);
  });
});

describe('with call-routing there', () => {
  it('lets it answer, also that a request is forged', async () => {
    voice.answer = (request, response) => void response.end(`live ${request.method} ${request.url}`);
    expect((await ask(twilio, fields)).body).toBe(`live POST ${twilio}`);
    voice.answer = (_request, response) => void response.writeHead(403).end('forged');
    expect(await ask(twilio, fields)).toMatchObject({ status: 403, body: 'forged' });
  });

  it('answers for it where it fails', async () => {
    voice.answer = (_request, response) => void response.writeHead(500).end();
    expect(await bodyOf(twilio, fields)).toContain('+14155550101</Number>');
  });

  it('answers for it, well within the 15 s of the provider, where it does not', async () => {
    voice.answer = () => undefined;
    const begun = performance.now();
    expect(await bodyOf(twilio, fields)).toContain('+14155550101</Number>');
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});

it('plays a message on that was played once, while control is unavailable', async () => {
  control.answer = (_request, response) => void response.setHeader('content-type', 'audio/mpeg').end('sound');
  expect((await ask('/audio/a.mp3')).body).toBe('sound');
  await control.stop();
  expect(await ask('/audio/a.mp3')).toMatchObject({ status: 200, type: 'audio/mpeg', body: 'sound' });
  expect((await ask('/audio/b.mp3')).status).toBe(502);
  await control.start();
});
