import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import { z } from 'zod';

const act = z.object({
  verb: z.enum(['acknowledge', 'escalate', 'resolve']),
  incidentId: z.string(),
  userId: z.string(),
  /** Seconds since 1970. */
  expires: z.number().int(),
});
export type Act = Omit<z.infer<typeof act>, 'expires'>;

const validSeconds = 7 * 24 * 3600;

/** Links in mails, pushes and cards by which a person acts on an incident without signing in: signed by us, valid for a week. */
@Injectable()
export class ActLinks {
  constructor(private readonly settings: Settings) {}

  urlOf(what: Act, now: Date): string {
    const expires = Math.floor(now.getTime() / 1000) + validSeconds;
    const text = Buffer.from(JSON.stringify({ ...what, expires }), 'utf8').toString('base64url');
    return `${this.settings.notificationUrl}/act/${text}.${this.signatureOf(text)}`;
  }

  /** Where the console shows the incident. */
  incidentUrl(id: string): string {
    return `${this.settings.publicUrl}/incidents/${encodeURIComponent(id)}`;
  }

  /** Null for what we have not signed; `expired` where it was valid once. */
  read(signed: string, now: Date): Act | 'expired' | null {
    const [text = '', signature = ''] = signed.split('.');
    const [given, right] = [Buffer.from(signature), Buffer.from(this.signatureOf(text))];
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
    // our own text, by its signature
    const { data } = act.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (!data) return null;
    return data.expires * 1000 < now.getTime() ? 'expired' : data;
  }

  private signatureOf(text: string): string {
    return createHmac('sha256', this.settings.secretKey).update(`act.${text}`).digest('base64url');
  }
}
