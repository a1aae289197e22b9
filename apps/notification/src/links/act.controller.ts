import { Controller, Get, Header, HttpCode, Param, Post, Res } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { FastifyReply } from 'fastify';
import { type Act, ActLinks } from './act-link.js';
import { escaped } from './html.js';
import { IncidentActs } from './incident-acts.js';

const verbs: Readonly<Record<Act['verb'], { readonly button: string; readonly done: string }>> = {
  acknowledge: { button: 'Acknowledge', done: 'is acknowledged' },
  escalate: { button: 'Escalate', done: 'is escalated' },
  resolve: { button: 'Resolve', done: 'is resolved' },
};

interface Page {
  readonly status: number;
  readonly sentence: string;
  /** What a button does; none where there is nothing to do. */
  readonly button?: string;
}

/**
 * Links in mails and pushes: what is opened shows what it will do, and only the button (or the POST of a push) does it, since mail
 * programs and scanners open every link.
 */
@Controller('act')
export class ActController {
  constructor(
    private readonly links: ActLinks,
    private readonly acts: IncidentActs,
    private readonly mirror: ConfigMirror,
    private readonly clock: Clock,
  ) {}

  @Get(':signed')
  @Header('content-type', 'text/html; charset=utf-8')
  async show(@Param('signed') signed: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.answer(reply, await this.pageOf(signed));
  }

  @Post(':signed')
  @HttpCode(200)
  @Header('content-type', 'text/html; charset=utf-8')
  async act(@Param('signed') signed: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const act = this.links.read(signed, this.clock.now());
    if (act === null || act === 'expired') return this.answer(reply, notValid(act));
    const user = this.mirror.get('user', act.userId);
    if (!user || user.role === 'viewer')
      return this.answer(reply, { status: 403, sentence: 'You may not act on incidents.' });
    const result = await this.acts.act(act.verb, act.incidentId, user, 'by a link');
    switch (result.type) {
      case 'done':
        return this.answer(reply, { status: 200, sentence: `The incident ${verbs[act.verb].done}.` });
      case 'refused':
        return this.answer(reply, { status: 409, sentence: result.reason });
      case 'unavailable':
        return this.answer(reply, {
          status: 503,
          sentence: 'This could not be done right now. Try it again.',
          button: verbs[act.verb].button,
        });
    }
  }

  private async pageOf(signed: string): Promise<Page> {
    const act = this.links.read(signed, this.clock.now());
    if (act === null || act === 'expired') return notValid(act);
    const { button } = verbs[act.verb];
    const [incident] = await this.acts.brief({ ids: [act.incidentId] }).catch(() => []);
    const which = incident
      ? `incident #${incident.number} (${incident.title || 'without title'}), which is ${incident.status}`
      : 'the incident';
    return { status: 200, sentence: `${button} ${which}?`, button };
  }

  private answer(reply: FastifyReply, page: Page): string {
    reply
      .code(page.status)
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
      )
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store')
      .header('x-robots-tag', 'noindex');
    return html(page);
  }
}

const notValid = (link: 'expired' | null): Page =>
  link === 'expired'
    ? { status: 410, sentence: 'This link has expired. Open the incident in the console.' }
    : { status: 404, sentence: 'There is no such link.' };

/** The form has no address: it is sent to the link itself. */
const html = ({ sentence, button }: Page): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ringdown</title>
<style>
  body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 15vh auto; padding: 0 1.25rem; color: #1b1e24; background: #fff; }
  button { font: inherit; padding: .75rem 1.5rem; border: 0; border-radius: .5rem; background: #b3261e; color: #fff; }
  @media (prefers-color-scheme: dark) { body { color: #e7e9ee; background: #14161a; } }
</style></head>
<body><main><p>${escaped(sentence)}</p>${button ? `<form method="post"><button>${escaped(button)}</button></form>` : ''}</main></body></html>
`;
