import { Controller, Get, Header, HttpCode, Param, Post, Res } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { FastifyReply } from 'fastify';
import { type Act, ActLinks } from './act-link.js';
import { actPageHtml, type ActPage } from './act-page.js';
import { type Actor, IncidentActs } from './incident-acts.js';

const verbs: Readonly<Record<Act['verb'], { readonly button: string; readonly done: string }>> = {
  acknowledge: { button: 'Acknowledge', done: 'is acknowledged' },
  escalate: { button: 'Escalate', done: 'is escalated: its next step is notified now' },
  resolve: { button: 'Resolve', done: 'is resolved' },
};

/** A link that may be used, and who uses it. */
interface Usable {
  readonly act: Act;
  readonly by: Actor;
  /** For the timeline. */
  readonly because: string;
}

type Brief = Awaited<ReturnType<IncidentActs['brief']>>[number];

/**
 * Links in mails, pushes and cards: what is opened shows what it will do, and only the button (or the POST of a push) does it, since
 * mail programs, chat programs and scanners open every link.
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
    const usable = this.usable(signed);
    return this.answer(reply, 'status' in usable ? usable : await this.question(usable));
  }

  @Post(':signed')
  @HttpCode(200)
  @Header('content-type', 'text/html; charset=utf-8')
  async act(@Param('signed') signed: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const usable = this.usable(signed);
    return this.answer(reply, 'status' in usable ? usable : await this.done(usable));
  }

  /** The page that says why not, else. */
  private usable(signed: string): Usable | ActPage {
    const act = this.links.read(signed, this.clock.now());
    if (act === null) return { status: 404, sentence: 'There is no such link.' };
    if (act === 'expired') return { status: 410, sentence: 'This link has expired. Open the incident in the console.' };
    if (!this.mirror.ready)
      return { status: 503, sentence: 'Ringdown is just starting. Open this link again in a moment.' };
    return 'channelId' in act ? this.usableInChannel(act, act.channelId) : this.usableBy(act, act.userId);
  }

  private usableBy(act: Act, userId: string): Usable | ActPage {
    const user = this.mirror.get('user', userId);
    if (!user || user.role === 'viewer') return { status: 403, sentence: 'You may not act on incidents.' };
    return { act, by: { type: 'user', id: user.id, name: user.name }, because: 'by a link' };
  }

  /** Everybody who reads the channel has the link: who used it is not known. */
  private usableInChannel(act: Act, channelId: string): Usable | ActPage {
    const channel = this.mirror.get('channel', channelId);
    if (!channel) {
      return {
        status: 410,
        sentence: 'The channel that this link was sent to was deleted. Open the incident in the console.',
        consoleUrl: this.links.incidentUrl(act.incidentId),
      };
    }
    const by = { type: 'system', id: null, name: `Somebody in ${channel.name}` } as const;
    return { act, by, because: `by a link in ${channel.name}` };
  }

  private async question({ act, by }: Usable): Promise<ActPage> {
    const consoleUrl = this.links.incidentUrl(act.incidentId);
    const incident = await this.brief(act.incidentId);
    if (incident === null) return { status: 410, sentence: 'There is no such incident any more.' };
    const which = nameOf(incident);
    if (incident && isDone(act.verb, incident.status))
      return { status: 200, sentence: `Incident ${which} is ${incident.status} already.`, consoleUrl };
    const { button } = verbs[act.verb];
    const sentence = incident ? `${button} incident ${which}, which is ${incident.status}?` : `${button} the incident?`;
    return { status: 200, sentence, note: `The timeline will name ${by.name}.`, button, consoleUrl };
  }

  private async done({ act, by, because }: Usable): Promise<ActPage> {
    const consoleUrl = this.links.incidentUrl(act.incidentId);
    const result = await this.acts.actAs(by, act.verb, act.incidentId, because);
    switch (result.type) {
      case 'done': {
        const which = nameOf(await this.brief(act.incidentId));
        return {
          status: 200,
          sentence: `${which ? `Incident ${which}` : 'The incident'} ${verbs[act.verb].done}.`,
          consoleUrl,
        };
      }
      case 'refused':
        return { status: 409, sentence: result.reason, consoleUrl };
      case 'unavailable':
        return {
          status: 503,
          sentence: 'This could not be done right now. Try it again.',
          button: verbs[act.verb].button,
          consoleUrl,
        };
    }
  }

  /** Undefined where it cannot be had right now, null where there is none. */
  private async brief(id: string): Promise<Brief | undefined | null> {
    return this.acts.brief({ ids: [id] }).then(
      ([incident]) => incident ?? null,
      () => undefined,
    );
  }

  private answer(reply: FastifyReply, page: ActPage): string {
    reply
      .code(page.status)
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
      )
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store')
      .header('x-robots-tag', 'noindex');
    return actPageHtml(page);
  }
}

const nameOf = (incident: Brief | undefined | null): string =>
  incident ? `#${incident.number} (${incident.title || 'without title'})` : '';

/** An acknowledged incident can be escalated: that calls its people again. */
const isDone = (verb: Act['verb'], status: Brief['status']): boolean =>
  status === 'resolved' || (status === 'acknowledged' && verb === 'acknowledge');
