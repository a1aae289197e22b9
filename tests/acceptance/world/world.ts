import { randomBytes, randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Incident } from '@ringdown/contracts';
import { Channel } from './channel.ts';
import { Hotline, type HotlineSettings } from './hotline.ts';
import { Phone } from './phone.ts';
import type { Provider } from './provider.ts';
import type { Responder } from './responder.ts';
import { api } from './rest.ts';
import { theSystem } from './system.ts';
import { eventually } from './waiting.ts';

/** One test's own people, numbers, channels and lines in the running system; whatever happens in it must be expected. */
export class World {
  private readonly channels: Channel[] = [];
  private readonly hotlines: Hotline[] = [];
  private readonly phonesInUse = new Map<string, Phone>();
  readonly tag = randomBytes(4).toString('hex');
  private phones = aThousandNumbers();

  constructor(readonly provider: Provider = 'twilio') {}

  /** A valid number of San Francisco that no other test uses. */
  aNumber(): string {
    return `+1415${String(this.phones++).padStart(7, '0')}`;
  }

  /** The phone at this number, of somebody or of nobody; from now on every text and call to it must be expected. */
  phone(owner: Responder | string): Phone {
    const number = typeof owner === 'string' ? owner : owner.phone;
    const phone = this.phonesInUse.get(number) ?? new Phone(number);
    this.phonesInUse.set(number, phone);
    return phone;
  }

  /** Goes with the logs at the end. */
  aFolder(): string {
    return mkdtempSync(join(theSystem().logs, 'data-'));
  }

  async responder(name: string, phone: string | null = this.aNumber()): Promise<Responder> {
    const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}${this.tag}@example.com`;
    const { id } = await api.post<{ id: string }>('/users', { name, email, phone, role: 'responder', timeZone: 'UTC' });
    return { id, name, phone: phone ?? '' };
  }

  /** A weekly rotation that began in the past; nobody in it means that nobody is on call. */
  async schedule(name: string, people: readonly Responder[]): Promise<{ id: string; name: string }> {
    const layers = people.length
      ? [
          {
            name: 'Weekly',
            participants: people.map((p) => p.id),
            rotation: { every: 1, unit: 'week', startsAt: '2026-01-05T09:00' },
          },
        ]
      : [];
    return api.post('/schedules', { name: `${name} ${this.tag}`, timeZone: 'Europe/Berlin', layers });
  }

  contact(name: string, phone: string): Promise<{ id: string }> {
    return api.post('/contacts', { name, phone });
  }

  async channel(kind: 'slack' | 'teams'): Promise<Channel> {
    const channel = await Channel.open(kind, `${kind}-${this.tag}-${this.channels.length}`);
    this.channels.push(channel);
    return channel;
  }

  async integration(
    name: string,
    settings: Record<string, unknown> = {},
  ): Promise<{ id: string; url: string; token: string }> {
    const fields = { name: `${name} ${this.tag}`, type: 'webhook', ...settings };
    const integration = await api.post<{ id: string; url: string; token: string }>('/integrations', fields);
    // control tells ingest before it answers, or where all is slow soon after
    const address = `${theSystem().ingest}/${integration.token}/push-events`;
    const knows = async () => ((await fetch(address, { method: 'OPTIONS' })).ok ? true : null);
    await eventually(knows, 'ingest knows the token');
    return integration;
  }

  async hotline(settings: HotlineSettings): Promise<Hotline> {
    const hotline = await Hotline.open(this.provider, this.aNumber(), settings);
    this.hotlines.push(hotline);
    return hotline;
  }

  /** Waits until the proxy would ring this number for the line, which it has 5 s for: more only where all is slow. */
  async fallbackFileWith({ provider, line }: Hotline, phone: string): Promise<void> {
    const folder = join(theSystem().fallbackDir, provider, line.id);
    const digits = phone.slice(1);
    const rings = async (): Promise<true | null> => {
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.xml'));
      return files.some((file) => readFileSync(join(folder, file), 'utf8').includes(digits)) || null;
    };
    const begun = performance.now();
    await api.get(`/lines/${line.id}`);
    const slackMs = 20 * (performance.now() - begun);
    await eventually(rings, `a static document that rings ${phone}`, 5000 + slackMs);
  }

  /** The incidents of an integration, once there are `count`. */
  incidents(integrationId: string, count: number): Promise<readonly Incident[]> {
    return eventually(async () => {
      const { items } = await api.get<{ items: Incident[] }>(`/incidents?integrationId=${integrationId}`);
      return items.length >= count ? items : null;
    }, `${count} incidents`);
  }

  /** Fails for any message, text and call, and any request to the provider, that the test did not expect. */
  async expectNothingElse(): Promise<void> {
    for (const channel of this.channels) await channel.expectNothingMore();
    for (const hotline of this.hotlines) await hotline.expectNothingElse();
    for (const phone of this.phonesInUse.values()) await phone.expectNothingMore();
  }

  async monitorPosts(url: string, event: unknown): Promise<Response> {
    return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) });
  }
}

/** The first of a thousand that no other world has, in whichever process: files run side by side, in one system. */
function aThousandNumbers(): number {
  for (;;) {
    const thousand = randomInt(2_000, 9_990);
    try {
      mkdirSync(join(theSystem().logs, `numbers-from-${thousand}000`));
      return thousand * 1000;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
