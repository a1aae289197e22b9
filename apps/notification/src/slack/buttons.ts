import { Injectable } from '@nestjs/common';
import { type ChatActionKind, chatActionKinds } from '@ringdown/chat';
import { configurationRpc } from '@ringdown/contracts';
import { Settings } from '@ringdown/platform-config';
import { RpcClient } from '@ringdown/platform-messaging';
import type { ModalView } from '@slack/types';
import { IncidentActs } from '../links/index.js';
import { type Asker, mayAct, onlyLooks } from './asker.js';
import { callDetails, incidentDetails } from './details.js';
import { callerForm, type Choice, type FormContext, incidentForm, linkForm, noteForm } from './modals.js';
import { notNow } from './refusal-words.js';
import { type Answer, sentence } from './slack-answer.js';
import { SlackIncidents } from './slack-incidents.js';

/** A button that was pressed. `about`: the id of the call or incident. */
export interface Pressed {
  readonly kind: ChatActionKind;
  readonly about: string;
  /** By it a form can be shown, within 3 s. */
  readonly triggerId: string;
}

export const isOffered = (kind: string): kind is ChatActionKind =>
  (chatActionKinds as readonly string[]).includes(kind);

/** A form is shown without what is not known by then: its trigger is valid for 3 s. */
const lookUpMs = 1000;

/** What the buttons of messages do. */
@Injectable()
export class Buttons {
  constructor(
    private readonly incidents: SlackIncidents,
    private readonly acts: IncidentActs,
    private readonly rpc: RpcClient,
    private readonly settings: Settings,
  ) {}

  /**
   * What the person is told; null where the message shows it by itself, or a form is shown. @throws DomainError for what the owner of
   * the call, the incident or the configuration does not do.
   */
  async press({ kind, about, triggerId }: Pressed, asker: Asker): Promise<Answer | null> {
    if (kind === 'show-details') return this.details(about);
    if (!mayAct(asker)) return sentence(onlyLooks);
    const context = contextOf(about, asker);
    switch (kind) {
      case 'acknowledge':
      case 'unacknowledge':
      case 'resolve':
      case 'escalate':
        return this.act(kind, about, asker);
      case 'add-note':
        return this.show(noteForm(context), triggerId, asker);
      case 'save-caller':
        return this.show(callerForm(context), triggerId, asker);
      case 'create-incident':
        return this.showIncidentForm(context, triggerId, asker);
      case 'link-incident':
        return this.show(linkForm(context, await this.openOnes()), triggerId, asker);
      case 'block-caller':
        return this.block(about, asker);
    }
  }

  private async act(
    verb: 'acknowledge' | 'unacknowledge' | 'resolve' | 'escalate',
    id: string,
    { user }: Asker,
  ): Promise<Answer | null> {
    const result = await this.acts.act(verb, id, user, 'in Slack');
    if (result.type === 'done') return null;
    return sentence(result.type === 'refused' ? result.reason : notNow);
  }

  private async details(about: string): Promise<Answer> {
    if (about.startsWith('call_'))
      return callDetails(
        await this.incidents.call(about),
        `${this.settings.publicUrl}/calls/${encodeURIComponent(about)}`,
      );
    return incidentDetails(await this.incidents.incident(about), this.incidents.incidentUrl(about));
  }

  private async showIncidentForm(context: FormContext, triggerId: string, asker: Asker): Promise<Answer | null> {
    const call = await inTime(this.incidents.call(context.about));
    const integrations = this.incidents.integrations(call?.lineId ?? null);
    if (integrations.length === 0)
      return sentence(
        'There is no integration that an incident could belong to. An admin can make one in the console.',
      );
    return this.show(incidentForm(context, integrations), triggerId, asker);
  }

  private async openOnes(): Promise<readonly Choice[]> {
    const open = (await inTime(this.incidents.open(['triggered', 'acknowledged']))) ?? [];
    return open.map(({ id, number, title }) => ({ id, name: `#${number} ${title}` }));
  }

  private async show(view: ModalView, triggerId: string, { place }: Asker): Promise<Answer | null> {
    const opened = await place.api.call('views.open', { trigger_id: triggerId, view });
    if (opened.type === 'ok') return null;
    const why = opened.type === 'refused' ? ` (${opened.error})` : '';
    return sentence(`Slack did not show the form${why}. Press the button again.`);
  }

  private async block(callId: string, { user }: Asker): Promise<Answer> {
    const { caller } = await this.incidents.call(callId);
    if (!caller.number) return sentence('This caller sent no number that could be blocked.');
    const { name } = await this.rpc.request(configurationRpc.blockCaller, {
      userId: user.id,
      phone: caller.number,
      name: caller.name,
    });
    return sentence(`${name} is blocked: calls from ${caller.number} are rejected from now on.`);
  }
}

const contextOf = (about: string, { place: { responseUrl, channelId } }: Asker): FormContext => ({
  about,
  responseUrl,
  channelId,
});

/** Null where it fails or takes too long. */
async function inTime<T>(asked: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), lookUpMs)));
  return Promise.race([asked.catch(() => null), deadline]).finally(() => clearTimeout(timer));
}
