import { pause } from '../calls/abortable-wait.js';
import { fetchAudio, spokenLetters } from '../documents/audio.js';
import { DocumentError, type Next } from '../documents/execution.js';
import { KeyBuffer } from '../phones/phone.js';
import { absoluteUrl, inBackground, type PlivoElement, plivoElement } from './element.js';
import type { PlivoContext } from './running-call.js';

/** Executes Speak, Play and Wait; the document goes on after them. A loop of 0 goes on until it is interrupted. */
export async function prompt(context: PlivoContext, one: PlivoElement): Promise<undefined> {
  const { element, values } = one;
  const { timing } = context.call.record;
  if (element.name === 'Wait') {
    const seconds = values.integer('length', { min: 1, max: 3600 }, 1);
    return void (await pause(seconds * timing.secondMs, context.signal));
  }
  const loop = values.integer('loop', { min: 0, max: 1000 }, 1);
  const once = element.name === 'Speak' ? speak(context, one) : await play(context, one);
  await pause(loop === 0 ? Infinity : once * loop, context.signal);
}

/** Returns how long it takes, in milliseconds. */
function speak(context: PlivoContext, { element, values, from }: PlivoElement): number {
  const { record } = context.call;
  const voice = values.text('voice') ?? 'WOMAN';
  if (!/^(WOMAN|MAN|Polly\.[\w-]+)$/.test(voice))
    throw new DocumentError(from.invalid, `<Speak> voice is "${voice}"`, from.url);
  if (element.children.length > 0 && !voice.startsWith('Polly.'))
    throw new DocumentError(from.invalid, `<Speak> has marks for a Polly voice, and the voice is ${voice}`, from.url);
  if (element.text === '') throw new DocumentError(from.invalid, '<Speak> has no text', from.url);
  context.hears(`"${element.text}"`);
  if (!context.screening) record.reachMoment('welcome');
  return spokenLetters(element) * record.timing.speechMsPerCharacter;
}

/** A file that cannot be played is skipped. */
async function play(context: PlivoContext, { element, from }: PlivoElement): Promise<number> {
  const { record } = context.call;
  const url = absoluteUrl(element.text, from);
  const fault = await fetchAudio(context.call, url);
  if (fault) {
    record.addFault(from.invalid, `cannot play ${url}: ${fault.reason}`, from.url, false);
    return 0;
  }
  context.hears(`played ${url}`);
  if (!context.screening) record.reachMoment('welcome');
  return record.timing.playMs;
}

interface Collecting {
  readonly firstMs: number;
  readonly betweenMs: number;
  readonly numDigits: number;
  readonly finishOnKey: string;
  readonly validDigits: string;
}

const anyKey = '1234567890*#';

/** Plays its prompt and collects keys; without any the document goes on. Speech is never recognised here. */
export async function getInput(context: PlivoContext, one: PlivoElement): Promise<Next | undefined> {
  const { values, from } = one;
  const { secondMs } = context.call.record.timing;
  if (!values.url('action')) throw new DocumentError(from.invalid, '<GetInput> has no action', from.url);
  const between = values.text('digitEndTimeout') ?? 'auto';
  const digits = await collect(context, one, {
    firstMs: values.integer('executionTimeout', { min: 5, max: 60 }, 15) * secondMs,
    betweenMs: (between === 'auto' ? 2 : values.integer('digitEndTimeout', { min: 2, max: 10 }, 2)) * secondMs,
    numDigits: values.integer('numDigits', { min: 1, max: 32 }, 32),
    finishOnKey: values.text('finishOnKey') ?? '#',
    validDigits: anyKey,
  });
  return report(context, one, digits, { Event: 'GetInput', InputType: 'dtmf' });
}

/** The older way to collect keys: it may repeat its prompt. */
export async function getDigits(context: PlivoContext, one: PlivoElement): Promise<Next | undefined> {
  const { values } = one;
  const { secondMs } = context.call.record.timing;
  const settings = {
    firstMs: values.integer('timeout', { min: 1, max: 600 }, 5) * secondMs,
    betweenMs: values.integer('digitTimeout', { min: 1, max: 600 }, 2) * secondMs,
    numDigits: values.integer('numDigits', { min: 1, max: 99 }, 99),
    finishOnKey: values.text('finishOnKey') ?? '#',
    validDigits: values.text('validDigits') ?? anyKey,
  };
  const tries = values.integer('retries', { min: 1, max: 100 }, 1);
  for (let tried = 0; tried < tries; tried += 1) {
    const digits = await collect(context, one, settings);
    if (digits !== '') return report(context, one, digits, { Event: 'Redirect' });
  }
  return undefined;
}

async function collect(context: PlivoContext, one: PlivoElement, settings: Collecting): Promise<string> {
  const keys = new KeyBuffer(context.phone);
  try {
    context.prompted();
    await playPrompts(context, one, keys.touched);
    let digits = '';
    while (digits.length < settings.numDigits) {
      const key = await keys.next(digits === '' ? settings.firstMs : settings.betweenMs, context.signal);
      if (key === undefined || settings.finishOnKey.includes(key)) break;
      if (settings.validDigits.includes(key)) digits += key;
    }
    return digits;
  } finally {
    keys.close();
  }
}

/** The prompts, cut short by the first key. */
async function playPrompts(
  context: PlivoContext,
  { element, from }: PlivoElement,
  touched: AbortSignal,
): Promise<void> {
  const listening = { ...context, signal: AbortSignal.any([context.signal, touched]) };
  try {
    for (const child of element.children) await prompt(listening, plivoElement(child, from));
  } catch (error) {
    if (!touched.aborted || context.signal.aborted) throw error;
  }
}

function report(
  context: PlivoContext,
  { values }: PlivoElement,
  digits: string,
  fields: Readonly<Record<string, string>>,
): Next | undefined {
  const url = values.url('action');
  if (digits === '' || !url) return undefined;
  const target = {
    kind: 'gather',
    url,
    method: values.method('method'),
    params: { ...fields, Digits: digits },
  } as const;
  if (values.flag('redirect', true)) return { to: 'document', target };
  inBackground(context, target);
  return undefined;
}
