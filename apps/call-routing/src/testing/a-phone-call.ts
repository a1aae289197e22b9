import { createHmac } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { fallbackKey } from '@ringdown/platform-config';
import { XMLParser } from 'fast-xml-parser';
import { authToken, secretKey, voiceUrl } from './a-running-service.js';

type Provider = 'twilio' | 'plivo';
type Form = Readonly<Record<string, string>>;
/** Who picks up and presses 1, by their number as it is dialled; nobody else answers. */
type Accepts = readonly string[];

/** What one caller met. */
export interface PhoneCall {
  /** Numbers that rang, in order, without their plus. */
  readonly rung: string[];
  readonly connectedTo: string | null;
  /** Whether the caller was asked for a message. */
  readonly voicemail: boolean;
  /** Answers that the provider could not use; after each it asks the fallback URL. */
  readonly unusable: number[];
  /** The fallback URL could not help either: the caller hears the provider's own error. */
  readonly hearsError: boolean;
}

interface Verb {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Verb[];
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
});
const longest = 40;

/** Plays the provider for one call that comes in, by its documents and callbacks, until somebody talks, a message is left or all is over. */
export async function aPhoneCall(
  app: NestFastifyApplication,
  { provider, lineId, id, accepts = [] }: { provider: Provider; lineId: string; id: string; accepts?: Accepts },
): Promise<PhoneCall> {
  const met = {
    rung: [] as string[],
    connectedTo: null as string | null,
    voicemail: false,
    unusable: [] as number[],
    hearsError: false,
  };
  const fields = standardFields(provider, id);
  const lineUrl = `${voiceUrl}/voice/${provider}/${lineId}`;
  const fallbackUrl = `${lineUrl}/fallback/${fallbackKey(secretKey, lineId)}`;
  const fetch = async (url: string, more: Form): Promise<readonly Verb[] | null> => {
    const { status, verbs } = await post(app, provider, url, { ...fields, ...more });
    if (verbs) return verbs;
    met.unusable.push(status);
    const failed = provider === 'twilio' ? { ErrorUrl: url, ErrorCode: '11200' } : {};
    const second = await post(app, provider, fallbackUrl, { ...fields, ...more, ...failed });
    if (!second.verbs) met.hearsError = true;
    return second.verbs;
  };

  let document = await fetch(lineUrl, { CallStatus: 'ringing' });
  for (let steps = 0; document && steps < longest; steps++) {
    const next = await nextRequest(document);
    if (!next) break;
    document = await fetch(next.url, { CallStatus: 'in-progress', ...next.form });
  }
  await post(app, provider, `${lineUrl}/status`, {
    ...fields,
    CallStatus: 'completed',
    CallDuration: '40',
    Event: 'Hangup',
  });
  return met;

  async function nextRequest(verbs: readonly Verb[]): Promise<{ url: string; form: Form } | null> {
    for (const verb of verbs) {
      if (verb.name === 'Redirect') return { url: verb.text, form: {} };
      if (verb.name === 'Hangup' || verb.name === 'Reject') return null;
      if (verb.name === 'Record' && verb.attributes['action'] && !verb.attributes['startOnDialAnswer']) {
        met.voicemail = true;
        return null;
      }
      if (verb.name === 'Dial') return dial(verb);
    }
    return null;
  }

  async function dial({ attributes, children }: Verb): Promise<{ url: string; form: Form } | null> {
    const number = children.find(({ name }) => name === 'Number');
    const digits = (number?.text ?? '').replace('+', '');
    met.rung.push(digits);
    if (accepts.includes(digits) && (await isConnected(attributes, number))) {
      met.connectedTo = digits;
      return null;
    }
    const over = { twilio: { DialCallStatus: 'no-answer', DialBridged: 'false' }, plivo: { DialStatus: 'no-answer' } };
    return { url: attributes['action'] ?? '', form: over[provider] };
  }

  /** The responder picks up, hears what there is to hear, and presses 1. */
  async function isConnected(attributes: Verb['attributes'], number: Verb | undefined): Promise<boolean> {
    if (provider === 'plivo') {
      const asked = await post(app, provider, attributes['confirmSound'] ?? '', fields);
      if (!asked.verbs?.some(({ name }) => name === 'Speak')) return false;
      await post(app, provider, attributes['callbackUrl'] ?? '', {
        ...fields,
        DialAction: 'connected',
        Event: 'DialConnected',
      });
      return true;
    }
    const leg = {
      CallSid: `CA${'b'.repeat(32)}`,
      ParentCallSid: id,
      CallStatus: 'in-progress',
      Direction: 'outbound-dial',
    };
    const asked = await post(app, provider, number?.attributes['url'] ?? '', leg);
    const gather = asked.verbs?.find(({ name }) => name === 'Gather');
    if (!gather) return false;
    const pressed = await post(app, provider, gather.attributes['action'] ?? '', { ...leg, Digits: '1' });
    return pressed.verbs?.length === 0;
  }
}

const standardFields = (provider: Provider, id: string): Form =>
  provider === 'twilio'
    ? { CallSid: id, AccountSid: 'AC1', From: '+14156040016', To: '+12245550123', Direction: 'inbound' }
    : { CallUUID: id, From: '14156040016', To: '12245550123', Direction: 'inbound' };

/** One request of the provider, signed. `verbs` null where the answer is no document. */
export async function post(
  app: NestFastifyApplication,
  provider: Provider,
  url: string,
  form: Form,
): Promise<{ status: number; verbs: readonly Verb[] | null }> {
  const { statusCode: status, body } = await app.inject({
    method: 'POST',
    url: url.slice(voiceUrl.length),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...signature(provider, url, form) },
    payload: new URLSearchParams(form).toString(),
  });
  if (status !== 200) return { status, verbs: null };
  const root = (parser.parse(body) as Parsed[]).find((node) => 'Response' in node);
  return { status, verbs: root ? (root['Response'] as Parsed[]).map(verbOf) : null };
}

type Parsed = Record<string, unknown>;

function verbOf(node: Parsed): Verb {
  const name = Object.keys(node).find((key) => key !== ':@') ?? '';
  const inner = Array.isArray(node[name]) ? (node[name] as Parsed[]) : [];
  return {
    name,
    attributes: (node[':@'] ?? {}) as Verb['attributes'],
    text: inner.map((child) => String(child['#text'] ?? '')).join(''),
    children: inner.filter((child) => !('#text' in child)).map(verbOf),
  };
}

function signature(provider: Provider, url: string, form: Form): Record<string, string> {
  const values = Object.keys(form)
    .sort()
    .map((name) => name + form[name])
    .join('');
  if (provider === 'twilio')
    return {
      'x-twilio-signature': createHmac('sha1', authToken)
        .update(url + values)
        .digest('base64'),
    };
  const nonce = '12345678901234567890';
  const signed = createHmac('sha256', authToken)
    .update(`${url}${url.includes('?') ? '.' : '?'}${values}.${nonce}`)
    .digest('base64');
  return { 'x-plivo-signature-v3': signed, 'x-plivo-signature-v3-nonce': nonce };
}
