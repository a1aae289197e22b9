import { theSystem } from './system.ts';

/** What a test can take away from the running system: its servers, and the way from the provider to call-routing. */
export type LinkName = 'postgres' | 'nats' | 'redis' | 'voice';

async function set(name: LinkName, change: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${theSystem().links}/${name}`, { method: 'PUT', body: JSON.stringify(change) });
  if (!answer.ok) throw new Error(`the link ${name}: ${answer.status} ${await answer.text()}`);
}

/** Takes a part away while `during` runs, and gives it back whatever comes of it. */
export async function without<T>(names: LinkName | readonly LinkName[], during: () => Promise<T>): Promise<T> {
  const all = [names].flat();
  try {
    for (const name of all) await set(name, { up: false });
    return await during();
  } finally {
    for (const name of all) await set(name, { up: true });
  }
}

/** Leads the provider's requests to another instance of call-routing: `host:port`. */
export const leadVoiceTo = (to: string): Promise<void> => set('voice', { to });
