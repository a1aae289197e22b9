import { type RunningServer, startServer } from '../http/server.js';
import { authId, plivoToken, PlivoWorld } from '../testing/plivo-world.js';
import { accountSid, authToken, line, primary as phone, TwilioWorld } from '../testing/twilio-world.js';

interface Wire {
  readonly world: TwilioWorld | PlivoWorld;
  /** How the account sends a text. */
  send(to: string, text: string, statusUrl?: string): Promise<Response>;
  /** Rents the number with this address for texts. */
  rent(smsUrl: string): void;
  readonly statusField: string;
  readonly textField: string;
  readonly codes: { readonly undelivered: string; readonly optedOut: string };
  reply(text: string, statusUrl: string): string;
}

let server: RunningServer;
const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const twilioWorld = new TwilioWorld();
const twilio: Wire = {
  world: twilioWorld,
  send: (To, Body, StatusCallback) =>
    fetch(`${server.url}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
      method: 'POST',
      headers: { authorization: basic(accountSid, authToken) },
      body: new URLSearchParams({ From: line, To, Body, ...(StatusCallback ? { StatusCallback } : {}) }),
    }),
  rent: (smsUrl) => void twilioWorld.simulator.twilio.rent(line, accountSid, { smsUrl }),
  statusField: 'MessageStatus',
  textField: 'Body',
  codes: { undelivered: '30003', optedOut: '21610' },
  reply: (text, statusUrl) => `<Message action="${statusUrl}">${text}</Message>`,
};

const plivoWorld = new PlivoWorld();
const plivo: Wire = {
  world: plivoWorld,
  send: (dst, text, url) =>
    fetch(`${server.url}/v1/Account/${authId}/Message/`, {
      method: 'POST',
      headers: { authorization: basic(authId, plivoToken), 'content-type': 'application/json' },
      body: JSON.stringify({ src: line.slice(1), dst: dst.slice(1), text, ...(url ? { url, method: 'POST' } : {}) }),
    }),
  rent: (messageUrl) => void plivoWorld.simulator.plivo.rent(line, authId, { answerUrl: 'http://x/', messageUrl }),
  statusField: 'Status',
  textField: 'Text',
  codes: { undelivered: '80', optedOut: '200' },
  reply: (text, statusUrl) =>
    `<Message src="${line.slice(1)}" dst="${phone.slice(1)}" type="sms" callbackUrl="${statusUrl}">${text}</Message>`,
};

interface PhoneTexts {
  readonly received: readonly { text?: string; body: string; automatic: boolean; states: { state: string }[] }[];
  readonly underway: readonly { body: string; states: { state: string; code: string | null }[] }[];
  readonly written: readonly { body: string; status: number | null; fault: { code: number } | null }[];
}

describe.each([
  { name: 'Twilio', wire: twilio },
  { name: 'Plivo', wire: plivo },
])('texts at $name', ({ wire }) => {
  const { world, statusField } = wire;
  const { customer, simulator } = world;
  const control = async (method: string, path: string, body?: object): Promise<Response> =>
    fetch(`${server.url}/sim/phones/${phone}/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
  const texts = async (count = 1, waitMs = 5_000): Promise<PhoneTexts> =>
    (await (await control('GET', `texts?count=${count}&waitMs=${waitMs}`)).json()) as PhoneTexts;
  const write = async (text: string, more: object = {}): Promise<{ replies: { body: string }[]; status: number }> =>
    (await (await control('POST', 'texts', { to: line, text, ...more })).json()) as never;
  const statusUrl = (): string => `${customer.url}/status`;
  const reported = (): readonly (string | undefined)[] =>
    customer.requestsTo('/status').map(({ params }) => params[statusField]);
  const until = async (holds: () => boolean): Promise<void> => {
    await customer.changes.waitFor(holds, 5_000);
    expect(holds()).toBe(true);
  };

  beforeAll(async () => {
    await world.start();
    server = await startServer(simulator, 0);
  });
  beforeEach(() => {
    world.reset();
    customer.on('/status', '').on('/text', '');
    wire.rent(`${customer.url}/text`);
    simulator.texts.rules.clear();
  });
  afterAll(async () => {
    await server.stop();
    await customer.stop();
  });
  const sid = async (response: Response): Promise<string> => {
    const body = (await response.json()) as { sid?: string; message_uuid?: string[] };
    return body.sid ?? body.message_uuid?.[0] ?? '';
  };

  it('arrive at the phone, and every state is reported, signed', async () => {
    const before = (await texts(0, 0)).received.length;
    const id = await sid(await wire.send(phone, 'Disk full', statusUrl()));
    expect((await texts(before + 1)).received.at(-1)).toMatchObject({
      sid: id,
      from: line,
      to: phone,
      body: 'Disk full',
    });
    await until(() => reported().length === 3);
    expect(reported()).toEqual(['queued', 'sent', 'delivered']);
    expect(customer.requestsTo('/status').every(({ signed }) => signed)).toBe(true);
    expect(Object.values(customer.requestsTo('/status')[0]?.params ?? {})).toContain(id);
  });

  it('are undelivered after they were taken, with a code', async () => {
    await control('PUT', 'texts', { outcome: 'undelivered' });
    expect((await wire.send(phone, 'lost to you', statusUrl())).ok).toBe(true);
    await until(() => reported().length === 3);
    expect(reported()).toEqual(['queued', 'sent', 'undelivered']);
    expect(customer.requestsTo('/status').at(-1)?.params['ErrorCode']).toBe(wire.codes.undelivered);
    await control('PUT', 'texts', { outcome: 'failed', code: 30007 });
    await wire.send(phone, 'filtered', statusUrl());
    await until(() => reported().length === 5);
    expect(reported().slice(3)).toEqual(['queued', 'failed']);
    expect(customer.requestsTo('/status').at(-1)?.params['ErrorCode']).toBe('30007');
    const { received, underway } = await texts(0, 0);
    expect(received.map(({ body }) => body)).not.toContain('filtered');
    expect(underway.map(({ body }) => body)).toEqual(expect.arrayContaining(['lost to you', 'filtered']));
  });

  it('are never reported, arrived or not', async () => {
    await control('PUT', 'texts', { outcome: 'unreported' });
    const before = (await texts(0, 0)).received.length;
    await wire.send(phone, 'told by nobody', statusUrl());
    expect((await texts(before + 1)).received.at(-1)?.body).toBe('told by nobody');
    await control('PUT', 'texts', { outcome: 'lost' });
    await wire.send(phone, 'on its way for ever', statusUrl());
    await until(() => reported().length === 2);
    expect(reported()).toEqual(['queued', 'sent']);
    expect((await texts(0, 0)).underway.at(-1)?.body).toBe('on its way for ever');
  });

  it('are refused at once', async () => {
    await control('PUT', 'texts', { outcome: 'refused' });
    const refused = await wire.send(phone, 'x', statusUrl());
    expect(refused.status).toBe(400);
    expect(reported()).toEqual([]);
  });

  it('are slow, and their reports lost, doubled and disordered, as they were ordered', async () => {
    const misbehave = [{ request: 'text-status', occurrence: 2, how: 'lost' }];
    await control('PUT', 'texts', { afterMs: 60, misbehave });
    const sentAt = performance.now();
    await wire.send(phone, 'slow', statusUrl());
    await until(() => reported().length === 2);
    // a timer of Node may fire a millisecond early
    expect(performance.now() - sentAt).toBeGreaterThanOrEqual(59);
    expect(reported()).toEqual(['queued', 'delivered']);
  });

  it('follow one rule for all phones where a phone has none', async () => {
    await fetch(`${server.url}/sim/phones/any/texts`, {
      method: 'PUT',
      body: JSON.stringify({ outcome: 'undelivered' }),
    });
    await wire.send('+14155550188', 'dark', statusUrl());
    await until(() => reported().at(-1) === 'undelivered');
    await control('PUT', 'texts', {});
    await wire.send(phone, 'light', statusUrl());
    await until(() => reported().at(-1) === 'delivered');
  });

  it('are posted from a phone, signed, and answered in the document', async () => {
    customer.on('/text', wire.reply('Acknowledged #142', statusUrl()));
    const { status, replies } = await write('Ack 142', { params: { FromCity: 'X' } });
    expect([status, replies.map(({ body }) => body)]).toEqual([200, ['Acknowledged #142']]);
    const [request] = customer.requestsTo('/text');
    expect(request?.signed).toBe(true);
    expect(request?.params).toMatchObject({ [wire.textField]: 'Ack 142', FromCity: 'X' });
    await until(() => reported().at(-1) === 'delivered');
    expect((await texts(1)).received.at(-1)?.body).toBe('Acknowledged #142');
  });

  it('from a phone come again, and forged', async () => {
    await write('ack', { misbehave: [{ request: 'text', how: 'doubled', ms: 1 }] });
    await until(() => customer.requestsTo('/text').length === 2);
    const ids = customer.requestsTo('/text').map(({ params }) => params['MessageSid'] ?? params['MessageUUID']);
    expect(new Set(ids).size).toBe(1);
    await write('ack', { misbehave: [{ request: 'text', how: 'forged' }] });
    expect(customer.requestsTo('/text').at(-1)?.signed).toBe(false);
  });

  it('from a phone tell what was wrong with the answer', async () => {
    customer.on('/text', '<Say>hello</Say>').on('/gone', (_, response) => void response.writeHead(500).end());
    await write('a');
    wire.rent(`${customer.url}/gone`);
    await write('b');
    wire.rent('');
    await write('c');
    const { written } = await texts(0, 0);
    expect(written.slice(-3)).toMatchObject([
      { body: 'a', status: 200, fault: { message: '<Say> cannot answer a text' } },
      { body: 'b', status: 500, fault: { message: expect.stringContaining('HTTP 500') as string } },
      { body: 'c', status: null, fault: null },
    ]);
    const stranger = await control('POST', 'texts', { to: '+12245550999', text: 'x' });
    expect(stranger.status).toBe(404);
  });

  it('end with a STOP, which the provider confirms, until START', async () => {
    await write('  stop ');
    expect((await texts(1)).received.at(-1)).toMatchObject({ automatic: true });
    expect(customer.requestsTo('/text')).toHaveLength(1);
    const after = await wire.send(phone, 'never again', statusUrl());
    if (after.ok) await until(() => reported().at(-1) === 'failed');
    const code = after.ok
      ? customer.requestsTo('/status').at(-1)?.params['ErrorCode']
      : String(((await after.json()) as { code: number }).code);
    expect(code).toBe(wire.codes.optedOut);
    expect((await wire.send('+14155550177', 'others hear of it', statusUrl())).ok).toBe(true);
    await write('START');
    const before = (await texts(0, 0)).received.length;
    expect((await wire.send(phone, 'again', statusUrl())).ok).toBe(true);
    expect((await texts(before + 1)).received.at(-1)?.body).toBe('again');
  });
});
