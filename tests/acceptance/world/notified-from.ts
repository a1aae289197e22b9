import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Hotline } from './hotline.ts';
import { api } from './rest.ts';
import { theSystem } from './system.ts';
import { eventually } from './waiting.ts';

/**
 * Texts and calls to people go out from this line's number while something happens. The setting is that of the organisation, so
 * one test at a time has it.
 */
export async function notifiedFrom(hotline: Hotline, during: () => Promise<void>): Promise<void> {
  const lock = join(theSystem().logs, 'notified-from');
  const taken = (): true | null => {
    try {
      mkdirSync(lock);
      return true;
    } catch {
      return null;
    }
  };
  await eventually(() => Promise.resolve(taken()), 'no other test notifies people', 240_000);
  try {
    const { notifyFrom } = await api.get<{ notifyFrom: unknown }>('/settings');
    const { account, line } = hotline;
    await api.patch('/settings', { notifyFrom: { providerAccountId: account.id, number: line.number } });
    try {
      await during();
    } finally {
      await api.patch('/settings', { notifyFrom });
    }
  } finally {
    rmdirSync(lock);
  }
}
