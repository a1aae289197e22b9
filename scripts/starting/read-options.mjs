import { parseArgs } from 'node:util';

export const startUsage = `npm start [-- options]
  --empty             without the demo organisation
  --first-port 3000   another first port (the services take this one and the ten above it)
  --data .ringdown    another data folder`;

/** @returns {{ empty: boolean, firstPort: number, data: string, help: boolean }} */
export function readStartOptions(args) {
  const options = {
    empty: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    'first-port': { type: 'string', default: '3000' },
    data: { type: 'string', default: '.ringdown' },
  };
  const { values } = parseArgs({ args, options, strict: true });
  const firstPort = Number(values['first-port']);
  if (!Number.isInteger(firstPort) || firstPort < 1024 || firstPort > 65_000) {
    throw new Error(`--first-port: expected a number from 1024 to 65000, got ${values['first-port']}`);
  }
  return { empty: values.empty, help: values.help, data: values.data, firstPort };
}
