import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { type Candidate, roles } from '@ringdown/domain-calls';
import { type Presence, presentPerson, scheduleOf, whoIsOnCallIn } from '@ringdown/domain-oncall';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { MetDefects } from '../calls/index.js';

/** Who a target is, and by what: `override` or a layer's name; null where the target is a person, or nobody is on call. */
type OnCallCandidate = Candidate & { readonly via: string | null };

/** Who a line's targets are at an instant, from the configuration in memory. */
@Injectable()
export class WhoIsOnCall {
  private readonly schedules = new Map<string, ReturnType<typeof whoIsOnCallIn>>();

  constructor(private readonly mirror: ConfigMirror) {
    mirror.onChange('schedule', (id, document) => {
      if (document) this.schedules.set(id, whoIsOnCallIn(scheduleOf(document)));
      else this.schedules.delete(id);
    });
  }

  /** A target that cannot be determined leaves the others as they are. */
  candidates(line: ConfigDocument<'line'>, at: Date, defects = new MetDefects()): readonly OnCallCandidate[] {
    return [line.primary, ...line.fallbacks].map((target, index) => {
      const role = roles[index] ?? 'fallback2';
      const scheduleName = target.type === 'schedule' ? (this.mirror.get('schedule', target.id)?.name ?? null) : null;
      const known = { role, scheduleId: target.type === 'schedule' ? target.id : null, scheduleName };
      return defects.determine<OnCallCandidate>(
        `Who is ${target.type === 'user' ? 'a target' : `on call in ${scheduleName ?? target.id}`} could not be determined`,
        () => {
          const { user, via } = this.whoIs(target, at);
          return { ...known, via, ...this.inPlaceOf(user, at, defects) };
        },
        { ...known, user: null, via: null, undetermined: true },
      );
    });
  }

  private whoIs(target: ConfigDocument<'line'>['primary'], at: Date): Pick<OnCallCandidate, 'user' | 'via'> {
    if (target.type === 'user') return { user: this.person(target.id), via: null };
    const { userId, via } = this.schedules.get(target.id)?.(at) ?? { userId: null, via: null };
    return { user: userId ? this.person(userId) : null, via };
  }

  /** Who is rung for a person: themselves, or who stands in. Where that cannot be determined they are rung themselves. */
  inPlaceOf(
    user: Candidate['user'],
    at: Date,
    defects = new MetDefects(),
  ): Pick<Candidate, 'user' | 'standsInFor' | 'absent'> {
    if (!user) return { user };
    const presence = defects.determine<Presence>(
      `Whether ${user.name} is absent could not be determined`,
      () => presentPerson(user.id, at, (id) => this.mirror.get('user', id)?.absences ?? []),
      { kind: 'present', userId: user.id },
    );
    if (presence.kind === 'present') return { user };
    const standIn = presence.kind === 'stand-in' ? this.person(presence.userId) : null;
    return standIn ? { user: standIn, standsInFor: { id: user.id, name: user.name } } : { user, absent: true };
  }

  person(id: string): Candidate['user'] {
    const user = this.mirror.get('user', id);
    return user ? { id: user.id, name: user.name, phone: user.phone } : null;
  }
}
