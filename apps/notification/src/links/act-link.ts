import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import { z } from 'zod';

const what = z.object({ verb: z.enum(['acknowledge', 'escalate', 'resolve']), incidentId: z.string() });
/** In whose hands the link is: one person's, or those of everybody who reads a channel. */
const whose = z.union([z.object({ userId: z.string() }), z.object({ channelId: z.string() })]);
/** `expires`: seconds since 1970. */
const act = z.object({ expires: z.number().int() }).and(what).and(whose);
export type Act = z.infer<typeof what> & z.infer<typeof whose>;

const validSeconds = 7 * 24 * 3600;

/** Links in mails, pushes and cards by which people act on an incident without signing in: signed by us, valid for a week. */
@Injectable()
export class ActLinks {
  constructor(private readonly settings: Settings) {}

  urlOf(act: Act, now: Date): string {
    const expires = Math.floor(now.getTime() / 1000) + validSeconds;
    const text = Buffer.from(JSON.stringify({ ...act, expires }), 'utf8').toString('base64url');
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
