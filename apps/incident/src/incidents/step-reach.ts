import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { presentPerson, scheduleOf, whoIsOnCallIn } from '@ringdown/domain-oncall';
import { ConfigMirror } from '@ringdown/platform-messaging';

export type StepTarget = ConfigDocument<'escalation-policy'>['steps'][number]['targets'][number];

/** Whom the targets of a step reach at an instant. Nobody and nothing is in it twice. */
export interface StepReach {
  readonly reachesSomebody: boolean;
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    /** The schedule or the team through which they were found, and whom they stand in for. */
    readonly via: string | null;
  }[];
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  /** Why targets reach nobody, a phrase each. */
  readonly nobody: readonly string[];
}

/** Finds the people and channels behind the targets of escalation policies, from the configuration in memory. */
@Injectable()
export class StepReachFinder {
  private readonly schedules = new Map<string, ReturnType<typeof whoIsOnCallIn>>();

  constructor(private readonly mirror: ConfigMirror) {
    mirror.onChange('schedule', (id, document) => {
      if (document) this.schedules.set(id, whoIsOnCallIn(scheduleOf(document)));
      else this.schedules.delete(id);
    });
  }

  find(targets: readonly StepTarget[], at: Date): StepReach {
    const people = new Map<string, StepReach['people'][number]>();
    const channels = new Map<string, StepReach['channels'][number]>();
    const nobody = new Set<string>();
    const add = (userId: string, via: string | null): void => {
      const found = this.present(userId, via, at);
      if (typeof found === 'string') nobody.add(found);
      else if (!people.has(found.id)) people.set(found.id, found);
    };
    for (const { type, id } of targets) {
      if (type === 'user') add(id, null);
      else if (type === 'channel') this.addChannel(id, channels, nobody);
      else if (type === 'team') this.addTeam(id, add, nobody);
      else this.addOnCall(id, at, add, nobody);
    }
    return {
      reachesSomebody: people.size + channels.size > 0,
      people: [...people.values()],
      channels: [...channels.values()],
      nobody: [...nobody],
    };
  }

  /** The person, or who stands in for them; else the reason why nobody is there. */
  private present(userId: string, via: string | null, at: Date): StepReach['people'][number] | string {
    const named = this.mirror.get('user', userId);
    const presence = presentPerson(userId, at, (id) => this.mirror.get('user', id)?.absences ?? []);
    if (presence.kind === 'absent') return `${named?.name ?? userId} is absent`;
    const user = this.mirror.get('user', presence.userId);
    if (!user) return `a person was deleted`;
    const standsIn = presence.kind === 'stand-in' ? `for ${named?.name ?? userId}` : null;
    const how = [via, standsIn].filter((each) => each !== null).join(', ');
    return { id: user.id, name: user.name, via: how || null };
  }

  private addOnCall(id: string, at: Date, add: (userId: string, via: string) => void, nobody: Set<string>): void {
    const schedule = this.mirror.get('schedule', id);
    if (!schedule) return void nobody.add('a schedule was deleted');
    const who = this.whoIsOnCall(id, at);
    if (who.userId) add(who.userId, schedule.name);
    else nobody.add(`${who.problem ?? 'nobody is on call'} in ${schedule.name}`);
  }

  /** A schedule that cannot be read must not keep the other targets from being notified. */
  private whoIsOnCall(id: string, at: Date): { readonly userId: string | null; readonly problem?: string } {
    try {
      return this.schedules.get(id)?.(at) ?? { userId: null };
    } catch {
      return { userId: null, problem: 'who is on call could not be determined' };
    }
  }

  private addTeam(id: string, add: (userId: string, via: string) => void, nobody: Set<string>): void {
    const team = this.mirror.get('team', id);
    if (!team) return void nobody.add('a team was deleted');
    if (team.memberIds.length === 0) nobody.add(`${team.name} has no members`);
    for (const userId of team.memberIds) add(userId, team.name);
  }

  private addChannel(id: string, channels: Map<string, StepReach['channels'][number]>, nobody: Set<string>): void {
    const channel = this.mirror.get('channel', id);
    if (channel) channels.set(id, { id, name: channel.name });
    else nobody.add('a channel was deleted');
  }
}
