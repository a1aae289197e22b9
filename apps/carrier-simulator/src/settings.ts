import type { TimingInput } from './calls/timing.js';

export interface Settings {
  readonly port: number;
  /** The address to listen on; loopback unless it runs in a container of its own: it has no authentication. */
  readonly host: string;
  /** Where the REST API and the recordings are found by the other side, without a slash at the end. */
  readonly publicUrl: string;
  readonly timing: TimingInput;
}

const defaultPort = 3010;

/**
 * Reads `PORT`, `HOST`, `CARRIER_PUBLIC_URL`, `CARRIER_SPEECH_MS_PER_CHARACTER`, `CARRIER_SECOND_MS` and
 * `CARRIER_DIAL_EXTRA_MS`. Throws a sentence that names a malformed one.
 */
export function settingsFrom(env: Readonly<Record<string, string | undefined>>): Settings {
  const port = number(env, 'PORT') ?? defaultPort;
  const given = {
    speechMsPerCharacter: number(env, 'CARRIER_SPEECH_MS_PER_CHARACTER'),
    secondMs: number(env, 'CARRIER_SECOND_MS'),
    dialExtraMs: number(env, 'CARRIER_DIAL_EXTRA_MS'),
  };
  const timing = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const publicUrl = (env['CARRIER_PUBLIC_URL'] ?? `http://127.0.0.1:${port}`).replace(/\/+$/, '');
  return { port, host: env['HOST'] || '127.0.0.1', publicUrl, timing };
}

function number(env: Readonly<Record<string, string | undefined>>, name: string): number | undefined {
  const value = env[name];
  if (value === undefined || value === '') return undefined;
  if (!/^\d+(\.\d+)?$/.test(value)) throw new Error(`${name} has to be a number, and is "${value}"`);
  return Number(value);
}

/** The environment that this process was started with. */
export function settingsOfProcess(): Settings {
  // eslint-disable-next-line no-restricted-properties -- a stand-alone server that shares nothing with the product's configuration
  return settingsFrom(process.env);
}
