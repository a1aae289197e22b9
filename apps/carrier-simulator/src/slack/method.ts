import type { z } from 'zod';
import type { Simulator } from '../simulator.js';
import type { SlackChannel, Workspace } from './workspace.js';

export type Fields = Readonly<Record<string, unknown>>;

export interface Asked {
  readonly simulator: Simulator;
  readonly workspace: Workspace;
  readonly fields: Fields;
}

/** One method of the Web API, and the scope that a bot needs for it. */
export interface Method {
  readonly scope: string | null;
  /** What stands in the answer beside `ok`. Throws SlackError. */
  answer(asked: Asked): object;
}

/** Thrown to answer `{ ok: false, error }` with Slack's own word. */
export class SlackError extends Error {
  constructor(
    word: string,
    readonly more: object = {},
  ) {
    super(word);
    this.name = 'SlackError';
  }
}

/** A field as text; `undefined` where it is missing or empty. */
export function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
}

/** The channel that is named. Throws `channel_not_found`. */
export function channelOf({ workspace, fields }: Asked): SlackChannel {
  const channel = workspace.channelOf(textOf(fields, 'channel') ?? '');
  if (!channel) throw new SlackError('channel_not_found');
  return channel;
}

/** What the schema makes of a value. Throws `word` with every fault, as Slack says them. */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, word: string): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const messages = parsed.error.issues.map(
    ({ path, message }) => `[ERROR] ${message} [json-pointer:/${path.join('/')}]`,
  );
  throw new SlackError(word, { response_metadata: { messages } });
}
