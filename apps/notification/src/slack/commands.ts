import { Inject, Injectable } from '@nestjs/common';
import { newIncident } from '@ringdown/contracts';
import { LOGGER } from '@ringdown/platform-http';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import { type Asker, mayAct, onlyLooks } from './asker.js';
import { findByName } from './find-schedule.js';
import { noSchedule, Overrides, whichOf } from './overrides.js';
import type { Command } from './read-command.js';
import { notNow, refusalOf } from './refusal-words.js';
import { type Answer, sentence } from './slack-answer.js';
import { SlackIncidents } from './slack-incidents.js';
import type { SlackRequest } from './slack-signature.guard.js';
import { SlackRequestRepository } from './slack-request.repository.js';
import { whoIsOnCall } from './who-is-on-call.js';

const commands: readonly (readonly [typed: string, does: string])[] = [
  ['who [schedule]', 'says who is on call, until when, and who comes next'],
  ['declare <title>', 'opens an incident'],
  ['ack [number]', 'acknowledges an incident; without a number the only one that is open'],
  ['resolve [number]', 'resolves it'],
  ['escalate [number]', 'takes the next step of its escalation now'],
  ['override @person 2h [schedule]', 'puts somebody on call from now on: 30m, 2h, 1h30m, 1d; me is you'],
];

export const help: Answer = {
  lines: [
    ['What can be written behind the command:'],
    ...commands.map(([typed, does]) => [{ bold: typed }, ` ${does}`]),
  ],
};

/** What `/ringdown` does. */
@Injectable()
export class Commands {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly incidents: SlackIncidents,
    private readonly overrides: Overrides,
    private readonly requests: SlackRequestRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** What whoever wrote it is told. Never throws. */
  async carryOut(command: Command, asker: Asker, request: SlackRequest, now: Date): Promise<Answer> {
    try {
      return await this.answerTo(command, asker, request, now);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === null) this.logger.error({ err: error, command: command.type }, 'a command from Slack failed');
      return sentence(refusal ?? notNow);
    }
  }

  private async answerTo(command: Command, asker: Asker, request: SlackRequest, now: Date): Promise<Answer> {
    if (command.type === 'help') return help;
    if (command.type === 'unclear') return { lines: [[command.reason], ...help.lines] };
    if (command.type === 'who') return this.who(command.schedule, now);
    if (!mayAct(asker)) return sentence(onlyLooks);
    switch (command.type) {
      case 'act':
        return this.incidents.act(command.verb, command.number, asker.user);
      case 'declare':
        return this.once(request, () => this.declare(command.title, asker));
      case 'override':
        return this.once(request, () => this.overrides.add(command, asker, request.bots));
    }
  }

  /** What is done twice where it comes twice is done for the first request only. */
  private async once({ key }: SlackRequest, work: () => Promise<Answer>): Promise<Answer> {
    const told = async (): Promise<Answer> => {
      try {
        return await work();
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === null) throw error;
        return sentence(refusal);
      }
    };
    const taken = await this.requests.once(key, told);
    return taken.type === 'under-way' ? sentence('This was asked a moment ago, and is being done.') : taken.result;
  }

  private who(name: string | null, now: Date): Answer {
    const all = this.mirror.all('schedule');
    const people = (id: string) => this.mirror.get('user', id);
    if (name === null) return whoIsOnCall(all, now, people);
    const found = findByName(all, name);
    if (found.type === 'one') return whoIsOnCall([found.item], now, people);
    return found.type === 'which' ? whichOf(found.items) : noSchedule(name, all);
  }

  private async declare(given: string, { user }: Asker): Promise<Answer> {
    const title = newIncident.shape.title.safeParse(given);
    if (!title.success)
      return sentence('A title has at most 1,000 characters. Write a shorter one, and the rest as a note.');
    const [integration] = this.incidents.integrations(null);
    if (!integration)
      return sentence(
        'There is no integration that an incident could belong to. An admin can make one in the console.',
      );
    const { id, number } = await this.incidents.declare(title.data, integration.id, user);
    return sentence({ link: `#${number}`, url: this.incidents.incidentUrl(id) }, ` is opened: ${title.data}`);
  }
}
