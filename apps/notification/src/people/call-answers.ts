import { Injectable } from '@nestjs/common';
import type { AnswerVerb } from '@ringdown/domain-incidents';
import { Settings } from '@ringdown/platform-config';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { PlacedCallEnd, Say } from '@ringdown/telephony';
import { IncidentActs } from '../links/index.js';
import { NotificationOutcomes } from './notification-outcomes.js';
import { isIncident, notice, spokenIncident, spokenNotice, spokenSentence } from './person-messages.js';
import { PersonNotificationRepository } from './person-notification.repository.js';

/** What a person on the phone hears next. */
interface Spoken {
  readonly say: Say;
  /** Whether a key is waited for; else the call ends after it. */
  readonly takesKey: boolean;
}

const keys: ReadonlyMap<string, { readonly verb: AnswerVerb; readonly done: string }> = new Map([
  ['1', { verb: 'acknowledge', done: 'is acknowledged' }],
  ['2', { verb: 'escalate', done: 'is escalated' }],
  ['3', { verb: 'resolve', done: 'is resolved' }],
]);

const ends = { busy: 'the line was busy', 'no-answer': 'nobody picked up', failed: 'the call failed' } as const;

/** What is said to people whom we call about an incident, and what their keys do. Silence, or a voicemail box, answers nothing. */
@Injectable()
export class CallAnswers {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly notifications: PersonNotificationRepository,
    private readonly outcomes: NotificationOutcomes,
    private readonly acts: IncidentActs,
    private readonly settings: Settings,
  ) {}

  async prompt(id: string): Promise<Spoken> {
    const known = await this.find(id);
    if (!known) return goodbye('This incident is not known any more.');
    const { said } = known;
    // whoever placed the call may have died before they had written that down
    await this.outcomes.apply(id, { report: 'sent', detail: null });
    return isIncident(said)
      ? { say: spokenIncident(said), takesKey: true }
      : { say: spokenNotice(said), takesKey: false };
  }

  /** 1 acknowledges, 2 escalates, 3 resolves; 9, and whatever means nothing, says it again. */
  async press(id: string, pressed: string): Promise<Spoken> {
    const known = await this.find(id);
    if (!known || !isIncident(known.said)) return goodbye('This incident is not known any more.');
    const { said: incident, row } = known;
    const key = keys.get(pressed);
    if (!key) return { say: spokenIncident(incident), takesKey: true };
    const user = this.mirror.get('user', row.user_id);
    if (!user) return goodbye('You are not known any more.');
    const done = await this.acts.act(key.verb, incident.id, user, `pressed ${pressed} on the phone`);
    if (done.type === 'unavailable') return again('This could not be done right now. Press the key once more.');
    await this.outcomes.apply(id, { report: 'answered', detail: `pressed ${pressed}` });
    if (done.type === 'refused') return goodbye(`Incident ${incident.number}: ${done.reason}`);
    return goodbye(`Incident ${incident.number} ${key.done}.`);
  }

  /** The call is over: one that was picked up has told what it had to; any other makes way for the next kind. */
  async end(id: string, { state, reason, category, providerCallId: providerId }: PlacedCallEnd): Promise<void> {
    if (state === 'completed') {
      return this.outcomes.apply(id, { report: 'delivered', detail: 'picked up, no key pressed', providerId });
    }
    const detail = reason ? `${ends[state]} (${reason})` : ends[state];
    await this.outcomes.apply(id, { report: 'failed', detail, category, providerId });
  }

  keysUrl(provider: string, accountId: string, id: string): string {
    return `${this.settings.notificationUrl}/telephony/${provider}/${accountId}/calls/${id}/keys`;
  }

  private async find(id: string) {
    const row = await this.notifications.find(id);
    return row && { row, said: notice.parse(row.notice) };
  }
}

const goodbye = (sentence: string): Spoken => ({ say: spokenSentence(sentence), takesKey: false });
const again = (sentence: string): Spoken => ({
  say: { ...spokenSentence(sentence), parts: [{ text: sentence }] },
  takesKey: true,
});
