import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@ringdown/testkit';
import { aProxy, type RunningProxy } from '../testing/a-proxy.js';
import { Upstream } from '../testing/upstream.js';

/** The proxy keeps a request so long; a slow machine takes more, but never as long as Twilio waits. */
const holdMs = 8000;
const newCallHoldMs = 3000;
const twilioWaitsMs = 15_000;
const call = (provider: string, step: string) => `/voice/${provider}/line_1/calls/call_1/${step}`;
const form = 'DialCallStatus=completed&DialBridged=true&CallSid=CA1';

const voice = new Upstream();
const control = new Upstream();
let folder: string;
let proxy: RunningProxy;

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
  readonly ms: number;
}

async function ask(path: string): Promise<Answer> {
  const begun = performance.now();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await fetch(proxy.origin + path, { method: 'POST', headers, body: form });
  const body = await response.text();
  return { status: response.status, type: response.headers.get('content-type'), body, ms: performance.now() - begun };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** Says what it was asked, so that a test can see that nothing was lost on the way. */
const echo: Upstream['answer'] = (request, response) =>
  void bodyOf(request).then((body) => response.end(`${request.method} ${request.url} ${body}`));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ringdown-hold-'));
  await Promise.all([voice.start(), control.start()]);
  proxy = await aProxy(folder, { voice: voice.url, others: control.url });
});

afterAll(async () => {
  await Promise.all([proxy.stop(), voice.stop(), control.stop()]);
  rmSync(folder, { recursive: true });
});

describe('with call-routing unavailable', () => {
  beforeEach(async () => {
    voice.answer = echo;
    await voice.stop();
  });
  afterEach(() => voice.start());

  it.each(['attempts/1/dial?a=%20b', 'attempts/1/keys', 'attempts/1/leg', 'message', 'recordings/voicemail'])(
    'keeps a request for %s, form and all, for the one that comes',
    async (step) => {
      const before = proxy.refusals();
      const asked = ask(call('twilio', step));
      // the request itself was refused, and then the probe whether anybody is there
      await eventually(() => proxy.refusals() >= before + 2);
      await voice.start();
      const { status, body } = await asked;
      expect([status, body]).toEqual([200, `POST ${call('twilio', step)} ${form}`]);
      await voice.stop();
    },
  );

  it('keeps a new call for 3 s, and then leaves it to the fallback URL', async () => {
    const { status, ms } = await ask('/voice/twilio/line_1');
    expect(status).toBe(502);
    expect(ms).toBeGreaterThan(newCallHoldMs - 100);
    expect(ms).toBeLessThan(holdMs);
  });
});

describe('with call-routing unavailable for longer than 8 s', () => {
  const nothing = [
    ...['proceed/<x>', 'proceed%3Cx%3E', 'attempts/0/dial', 'attempts/1/keys?held=1'].map((step) =>
      call('twilio', step),
    ),
    ...['attempts/1/screen', 'attempts/1/leg', 'recordings/voicemail'].map((step) => call('plivo', step)),
  ];
  const something = [
    ...[
      'proceed',
      'proceed/',
      'proceed?ring=2',
      'proceed?ring=2x',
      'proceed?held=1',
      'attempts/2/screen',
      'attempts/2/keys/',
      'attempts/2/keys',
    ].map((step) => call('twilio', step)),
    ...['attempts/12/dial', 'attempts/1/dial?held=1'].map((step) => call('plivo', step)),
  ];
  const answers = new Map<string, Answer>();
  const answerTo = (provider: string, step: string): Answer | undefined => answers.get(call(provider, step));

  beforeAll(async () => {
    await voice.stop();
    await Promise.all([...nothing, ...something].map(async (path) => answers.set(path, await ask(path))));
    await voice.start();
  });

  it.each([
    ['twilio', 'proceed', '<Pause length="1"/>'],
    ['twilio', 'proceed/', '<Pause length="1"/>'],
    ['plivo', 'attempts/12/dial', '<Wait length="1"/>'],
  ])('has the caller of %s ask the same again', (provider, step, pause) => {
    const answer = answerTo(provider, step);
    expect(answer).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
    expect(answer?.ms).toBeLessThan(twilioWaitsMs);
    const again = `<Redirect method="POST">${proxy.origin}${call(provider, step)}?held=1</Redirect>`;
    expect(answer?.body).toBe(`<?xml version="1.0" encoding="UTF-8"?><Response>${pause}${again}</Response>`);
  });

  it.each([
    ['proceed?ring=2', '&amp;ring=2'],
    ['proceed?ring=2x', ''],
  ])('has them ask again for the dial that they have heard the sentence before: %s', (step, ring) => {
    expect(answerTo('twilio', step)?.body).toContain(`/proceed?held=1${ring}</Redirect>`);
  });

  it.each(['screen', 'keys', 'keys/'])(
    'asks the responder at Twilio for a key, where no redirect is allowed: %s',
    (step) => {
      const answer = answerTo('twilio', `attempts/2/${step}`);
      expect(answer).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
      const keys = `${proxy.origin}${call('twilio', 'attempts/2/keys')}?held=1`;
      expect(answer?.body).toMatch(
        /><Response><Gather [^>]*numDigits="1"[^>]*><Say .*<\/Gather><Hangup\/><\/Response>$/,
      );
      expect(answer?.body).toContain(`action="${keys}" method="POST"`);
    },
  );

  it('does not keep a caller for ever: Twilio has the fallback URL, and at Plivo we say so', () => {
    expect(answerTo('twilio', 'proceed?held=1')?.status).toBe(502);
    const plivo = answerTo('plivo', 'attempts/1/dial?held=1');
    expect(plivo).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
    expect(plivo?.body).toMatch(/<Speak [^>]*>We are sorry.*<\/Speak><Hangup\/><\/Response>$/);
  });

  it.each(nothing)('has no document for what is no step of a caller or of a key: %s', (path) => {
    expect(answers.get(path)?.status).toBe(502);
    expect(answers.get(path)?.body).not.toContain('<Response');
  });
});

describe('with call-routing there', () => {
  it('asks the next one what was asked the one that was killed', async () => {
    voice.answer = (request) => {
      voice.answer = echo;
      request.socket.destroy();
    };
    expect(await ask(call('plivo', 'attempts/1/leg'))).toMatchObject({
      status: 200,
      body: `POST ${call('plivo', 'attempts/1/leg')} ${form}`,
    });
  });

  it('hands on what it says, errors too, at once', async () => {
    for (const status of [200, 400, 403, 404, 500]) {
      voice.answer = (_request, response) => void response.writeHead(status).end(`its own ${status}`);
      const answer = await ask(call('twilio', 'proceed'));
      expect(answer).toMatchObject({ status, body: `its own ${status}` });
      expect(answer.ms).toBeLessThan(newCallHoldMs);
    }
  });

  it('shows nobody its inner addresses', async () => {
    voice.answer = echo;
    for (const path of ['/voice-probe', '/voice-away']) {
      expect((await fetch(proxy.origin + path)).status).toBe(404);
    }
  });
});
