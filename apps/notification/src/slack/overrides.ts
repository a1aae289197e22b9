import { Injectable } from '@nestjs/common';
import { configurationRpc, type ConfigDocument } from '@ringdown/contracts';
import type { SlackApi } from '@ringdown/chat';
import { Clock } from '@ringdown/kernel';
import { ConfigMirror, RpcClient } from '@ringdown/platform-messaging';
import { type Asker, whyNotOurs } from './asker.js';
import { findByName } from './find-schedule.js';
import type { Command, NamedPerson } from './read-command.js';
import { type Answer, sentence } from './slack-answer.js';
import { SlackPeople } from './slack-people.js';
import { isOnCall } from './who-is-on-call.js';

type User = ConfigDocument<'user'>;
type Schedule = ConfigDocument<'schedule'>;
type Ordered = Extract<Command, { type: 'override' }>;

/** Puts somebody on call from now on, by `override @Ada 2h Backend Team`. */
@Injectable()
export class Overrides {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly people: SlackPeople,
    private readonly rpc: RpcClient,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `forbidden`, `not-found`, `invalid`, `unavailable`. */
  async add({ person, minutes, schedule: name }: Ordered, asker: Asker, bots: readonly SlackApi[]): Promise<Answer> {
    const onCall = await this.personMeant(person, asker, bots);
    if ('lines' in onCall) return onCall;
    const now = this.clock.now();
    const schedule = this.scheduleMeant(name, asker.user, now);
    if ('lines' in schedule) return schedule;
    const endsAt = new Date(now.getTime() + minutes * 60_000).toISOString();
    const added = await this.rpc.request(configurationRpc.addOverride, {
      userId: asker.user.id,
      scheduleId: schedule.id,
      onCallUserId: onCall.id,
      startsAt: now.toISOString(),
      endsAt,
    });
    return sentence(`${onCall.name} is on call for ${added.scheduleName} until `, { at: endsAt }, '.');
  }

  private async personMeant(person: NamedPerson, asker: Asker, bots: readonly SlackApi[]): Promise<User | Answer> {
    switch (person.by) {
      case 'me':
        return asker.user;
      case 'email':
        return this.people.userWith(person.email) ?? sentence(`No user of Ringdown has the address ${person.email}.`);
      case 'mention': {
        const found = await this.people.identify(bots, person.slackUserId);
        if (found.type === 'ours') return found.user;
        if (found.type === 'untold') return sentence(whyNotOurs(found) ?? '');
        const whose =
          found.email === null ? 'Slack shows no e-mail address of them' : `no user there has ${found.email}`;
        return sentence(`The person that you mention is not known in Ringdown: ${whose}. An admin can add them.`);
      }
    }
  }

  /** By name; without one the only schedule, else the only one by which whoever asks is on call. */
  private scheduleMeant(name: string | null, user: User, now: Date): Schedule | Answer {
    const all = this.mirror.all('schedule');
    if (name !== null) {
      const found = findByName(all, name);
      if (found.type === 'one') return found.item;
      return found.type === 'which' ? whichOf(found.items) : noSchedule(name, all);
    }
    const [only] = all;
    if (!only) return sentence('There is no schedule yet. Make one in the console.');
    if (all.length === 1) return only;
    const theirs = all.filter((one) => isOnCall(one, user.id, now, (id) => this.mirror.get('user', id)));
    const [one] = theirs;
    return one && theirs.length === 1 ? one : whichOf(theirs.length > 1 ? theirs : all);
  }
}

const mostNamed = 20;

const namesOf = (schedules: readonly Schedule[]): string => {
  const names = schedules.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b, 'en'));
  const shown = names.slice(0, mostNamed).join(', ');
  return names.length > mostNamed ? `${shown}, and ${names.length - mostNamed} more` : shown;
};

export const whichOf = (schedules: readonly Schedule[]): Answer =>
  sentence(`Which schedule? ${namesOf(schedules)}. Write its name behind the rest.`);

export const noSchedule = (name: string, all: readonly Schedule[]): Answer =>
  all.length === 0
    ? sentence('There is no schedule yet. Make one in the console.')
    : sentence(`There is no schedule “${name}”. There is ${namesOf(all)}.`);
