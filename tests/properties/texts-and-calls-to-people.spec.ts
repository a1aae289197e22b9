import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import {
  type Fields,
  PlivoProvider,
  type ProviderAccount,
  type ProviderDocument,
  type Say,
  type TelephonyProvider,
  TwilioProvider,
} from '@ringdown/telephony';
import { readTextAnswer } from '@ringdown/domain-incidents';
import { defaultVoice } from '@ringdown/kernel';
import { type RunningServer, startServer } from '../../apps/carrier-simulator/src/http/server.js';
import { Simulator } from '../../apps/carrier-simulator/src/simulator.js';

const line = '+12245550123';
const person = '+14155550102';
const sentence = (text: string): Say => ({ parts: [{ text }], ...defaultVoice });

type Answer = (fields: Fields) => ProviderDocument;

/** Our side of the webhooks: takes nothing that the provider has not signed, and answers what the test has it answer. */
class OurSide {
  readonly reports: { readonly path: string; readonly fields: Fields }[] = [];
  private readonly answers = new Map<string, Answer>();
  private readonly server: Server;
  unsigned = 0;
  origin = '';

  constructor(
    private readonly provider: () => TelephonyProvider,
    private readonly account: ProviderAccount,
  ) {
    this.server = createServer((request, response) => void this.take(request, response));
  }

  async start(): Promise<void> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  on(path: string, answer: Answer): void {
    this.answers.set(path, answer);
  }

  at(path: string): readonly Fields[] {
    return this.reports.filter((one) => one.path === path).map(({ fields }) => fields);
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const fields = parse(Buffer.concat(chunks).toString('utf8')) as Fields;
    const { url: path = '', method = '', headers } = request;
    const signed = { url: this.origin + path, method, headers, fields };
    if (!this.provider().isSigned(signed, this.account)) {
      this.unsigned += 1;
      return void response.writeHead(403).end();
    }
    this.reports.push({ path, fields });
    const document = this.answers.get(path)?.(fields) ?? this.provider().acknowledgement;
    response.writeHead(200, { 'content-type': document.contentType }).end(document.body);
  }
}

const cases = [
  {
    name: 'Twilio',
    account: { accountId: 'AC00000000000000000000000000000001', authToken: 'token' },
    open: (url: string): TelephonyProvider => new TwilioProvider(url),
    refusesStops: true,
    undelivered: { code: '30034', category: 'carrier-refuses' },
  },
  {
    name: 'Plivo',
    account: { accountId: 'MA0000000000000000AB', authToken: 'token' },
    open: (url: string): TelephonyProvider => new PlivoProvider(url),
    refusesStops: false,
    undelivered: { code: '80', category: 'unreachable' },
  },
];

/** The port against the simulated carrier: each was written from the provider's pages, and neither knows the other. */
describe.each(cases)('texts and calls to people at $name', ({ account, open, refusesStops, undelivered }) => {
  const timing = { secondMs: 20, requestTimeoutMs: 15_000 };
  const simulator = new Simulator({ port: 0, host: '127.0.0.1', publicUrl: 'http://127.0.0.1', timing });
  let carrier: RunningServer;
  let provider: TelephonyProvider;
  const ours = new OurSide(() => provider, account);

  const control = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const init = body ? { method, body: JSON.stringify(body) } : { method };
    return (await (await fetch(`${carrier.url}/sim/${path}`, init)).json()) as T;
  };
  const until = async (holds: () => boolean): Promise<void> => {
    for (let asked = 0; !holds() && asked < 1_000; asked += 1) await control('GET', 'numbers');
    expect(holds()).toBe(true);
  };
  const statuses = () => ours.at('/status').map((fields) => provider.readTextStatus(fields));
  const text = (words: string) => ({ from: line, to: person, text: words, statusUrl: `${ours.origin}/status` });

  beforeAll(async () => {
    await ours.start();
    carrier = await startServer(simulator, 0);
    provider = open(carrier.url);
    const { accountId: accountSid, authToken } = account;
    await control('POST', 'accounts', { accountSid, authToken, balance: 12.5 });
    await control('POST', 'numbers', { number: line, accountSid, voiceUrl: `${ours.origin}/elsewhere` });
  });
  beforeEach(() => {
    ours.reports.length = 0;
    simulator.texts.rules.clear();
  });
  afterEach(() => expect(ours.unsigned).toBe(0));
  afterAll(async () => {
    await carrier.stop();
    await ours.stop();
  });

  it('sets where calls and texts go, and finds it there', async () => {
    const { origin } = ours;
    const webhooks = { url: `${origin}/voice`, fallbackUrl: `${origin}/fallback`, statusUrl: `${origin}/calls` };
    expect(await provider.provision(account, line, { ...webhooks, smsUrl: `${origin}/text` })).toMatchObject({
      ok: true,
    });
    const webhook = { voiceUrl: `${origin}/voice`, smsUrl: `${origin}/text` };
    expect(await provider.numberWebhook(account, line)).toEqual(webhook);
    await provider.provision(account, line, webhooks);
    expect(await provider.numberWebhook(account, line)).toEqual(webhook);
    expect(await provider.numberWebhook(account, '+12245550999')).toBeNull();
    expect(await provider.balance(account)).toEqual({ amount: 12.5, currency: 'USD' });
  });

  it('follows a text until it is delivered', async () => {
    const { providerMessageId } = await provider.sendText(account, text('Zoë: „db“ & replica 🚒'));
    await until(() => statuses().length === 3);
    expect(statuses().map((one) => [one?.providerMessageId, one?.state])).toEqual(
      ['accepted', 'sent', 'delivered'].map((state) => [providerMessageId, state]),
    );
    const { received } = await control<{ received: { body: string }[] }>('GET', `phones/${person}/texts`);
    expect(received.at(-1)?.body).toBe('Zoë: „db“ & replica 🚒');
  });

  it('hears that a text was not delivered after all, and why', async () => {
    await control('PUT', `phones/${person}/texts`, { outcome: 'undelivered', code: undelivered.code });
    await provider.sendText(account, text('x'));
    await until(() => statuses().length === 3);
    expect(statuses().at(-1)).toMatchObject({ state: 'failed', ...undelivered });
  });

  it('is told at Twilio which texts were taken', async () => {
    const since = new Date();
    const { providerMessageId } = await provider.sendText(account, text('Disk full'));
    const find = (words: string) => provider.findTexts(account, { from: line, to: person, text: words, since });
    expect(await find('Disk full')).toEqual(provider.name === 'twilio' ? [providerMessageId] : []);
    expect(await find('CPU')).toEqual([]);
    await until(() => statuses().length === 3);
  });

  it('is refused a text with a reason', async () => {
    await control('PUT', `phones/${person}/texts`, { outcome: 'refused' });
    const refusal = { name: 'ProviderFailure', kind: 'refused', category: 'unreachable' };
    await expect(provider.sendText(account, text('x'))).rejects.toMatchObject(refusal);
    const stranger = { ...text('x'), from: '+12245550999' };
    await expect(provider.sendText(account, stranger)).rejects.toMatchObject({ category: 'carrier-refuses' });
  });

  it('reads a person’s text, and answers it in the document', async () => {
    ours.on('/text', (fields) => {
      const incoming = provider.readIncomingText(fields);
      if (!incoming) throw new Error('no text');
      return provider.renderText({ from: incoming.to, to: incoming.from, text: `heard: ${incoming.text}` });
    });
    const { replies } = await control<{ replies: { body: string; to: string }[] }>('POST', `phones/${person}/texts`, {
      to: line,
      text: 'Ack #142 & <more>',
    });
    expect(replies).toMatchObject([{ body: 'heard: Ack #142 & <more>', to: person }]);
    ours.on('/text', () => provider.renderText(null));
    const silent = await control<{ fault: null; replies: [] }>('POST', `phones/${person}/texts`, {
      to: line,
      text: 'x',
    });
    expect(silent).toMatchObject({ fault: null, replies: [] });
  });

  it('learns of a STOP from the text itself, and from the text that is sent all the same', async () => {
    await control('POST', `phones/${person}/texts`, { to: line, text: 'Stop' });
    const word = (n: number) => readTextAnswer(provider.readIncomingText(ours.at('/text')[n] ?? {})?.text ?? '');
    expect(word(0)).toEqual({ type: 'carrier-word', word: 'stop' });
    const sent = provider.sendText(account, text('x'));
    if (refusesStops) await expect(sent).rejects.toMatchObject({ kind: 'refused', category: 'opted-out' });
    else {
      await sent;
      await until(() => statuses().length === 2);
      expect(statuses().at(-1)).toMatchObject({ state: 'failed', category: 'opted-out' });
    }
    await control('POST', `phones/${person}/texts`, { to: line, text: 'START' });
    expect(word(1)).toEqual({ type: 'carrier-word', word: 'start' });
    expect((await provider.sendText(account, text('again'))).providerMessageId).not.toBe('');
  });

  describe('a call', () => {
    let placed = 0;
    const called = async (behaviour: object) => {
      await control('PUT', `people/${person}`, { answerAfterMs: 1, pressAfterMs: 1, ...behaviour });
      const { origin } = ours;
      ours.on('/document', () =>
        provider.renderForPerson({
          say: [sentence('Severity 1: disk full & worse.'), sentence('Press 1 to acknowledge.')],
          keysUrl: `${origin}/keys`,
          timeoutSeconds: 5,
          repeats: 1,
        }),
      );
      ours.on('/keys', (fields) => provider.renderSpoken(sentence(`You pressed ${provider.readKeys(fields)}.`)));
      const urls = { documentUrl: `${origin}/document`, statusUrl: `${origin}/over` };
      const call = { from: line, to: person, ...urls, ringTimeoutSeconds: 5 };
      const { providerCallId } = await provider.placeCall(account, call);
      placed += 1;
      const path = `phones/${person}/calls?count=${placed}&waitMs=20000`;
      const { calls } = await control<{ calls: { heard: string[]; faults: object[] }[] }>('GET', path);
      const end = ours.at('/over').map((fields) => provider.readPlacedCallEnd(fields));
      expect(calls.at(-1)?.faults).toEqual([]);
      expect(end).toMatchObject([{ providerCallId }]);
      return { heard: calls.at(-1)?.heard, state: end[0]?.state, keys: ours.at('/keys').length };
    };
    const question = ['Severity 1: disk full & worse.', 'Press 1 to acknowledge.'];

    it('is answered by a key', async () =>
      expect(await called({ behaviour: 'accept' })).toEqual({
        heard: [expect.any(String), 'You pressed 1.'],
        state: 'completed',
        keys: 1,
      }));

    it('is found while it rings, and not once it is over', async () => {
      await control('PUT', `people/${person}`, { behaviour: 'no-answer' });
      const since = new Date();
      const documentUrl = `${ours.origin}/document`;
      const call = { from: line, to: person, documentUrl, ringTimeoutSeconds: 600 };
      const { providerCallId } = await provider.placeCall(account, call);
      placed += 1;
      const find = (to: string) => provider.findLiveCalls(account, { from: line, to, since });
      expect(await find(person)).toEqual([providerCallId]);
      expect(await find('+14155550999')).toEqual([]);
      for (const call of simulator.calls.values()) call.hangUp('api');
      expect(await find(person)).toEqual([]);
    });

    it('says it twice to a voicemail box, which answers nothing', async () =>
      expect(await called({ behaviour: 'voicemail' })).toEqual({
        heard: [...question, ...question],
        state: 'completed',
        keys: 0,
      }));

    it.each([
      ['no-answer', 'no-answer'],
      ['busy', 'busy'],
      ['unreachable', 'failed'],
    ])('is over where nobody is reached: %s', async (behaviour, state) =>
      expect(await called({ behaviour })).toEqual({ heard: [], state, keys: 0 }),
    );
  });
});
