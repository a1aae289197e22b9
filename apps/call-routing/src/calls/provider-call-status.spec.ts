import { DomainError } from '@ringdown/kernel';
import { fixedClock } from '@ringdown/testkit';
import { received, storedAfter } from '../testing/a-call.js';
import { silent } from '../testing/migrated-database.js';
import type { CallEngine } from './call-engine.js';
import type { LineProviders } from './line-providers.js';
import { ProviderCallStatusCheck } from './provider-call-status.js';

/** A provider that says of every call that it is over, and calls that cannot be written so many times. */
function world(failure: Error, failures: number) {
  const [asked, saved]: [string[], string[]] = [[], []];
  const engine = {
    handleWithEffects: async (_address: object, { type }: { type: string }) => {
      if (failures-- > 0) throw failure;
      saved.push(type);
    },
  };
  const provider = {
    callStatus: async (_account: object, id: string) => {
      asked.push(id);
      return { state: 'ended', duration: 61, failed: false };
    },
  };
  const providers = { byAccount: () => ({ provider, account: {} }) };
  const clock = fixedClock('2026-01-05T10:00:00.000Z');
  const check = new ProviderCallStatusCheck(
    engine as unknown as CallEngine,
    providers as unknown as LineProviders,
    clock,
    silent,
  );
  return { check, asked, saved };
}
const stored = storedAfter(received());

it('keeps what the provider said while Postgres is too slow to take it', async () => {
  const { check, asked, saved } = world(new DomainError('unavailable', 'Postgres is unavailable.'), 2);
  await check.ask(stored).applied;
  expect(saved).toEqual(['end']);
  expect(asked).toHaveLength(1);
});

it('gives up where the call itself is the reason, and asks the provider anew next time', async () => {
  const { check, asked, saved } = world(new DomainError('not-found', 'There is no such call.'), 1);
  await check.ask(stored).applied;
  expect(saved).toEqual([]);
  await check.ask(stored).applied;
  expect([asked.length, saved]).toEqual([2, ['end']]);
});
