import { Inject, Injectable } from '@nestjs/common';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { type Asker, whyNotOurs } from './asker.js';
import { Buttons, isOffered } from './buttons.js';
import type { BlockActions, ViewSubmission } from './interaction.js';
import { type Form, formContext, forms } from './modals.js';
import { notNow, refusalOf } from './refusal-words.js';
import { type Answer, sentence } from './slack-answer.js';
import { type Identified, SlackPeople } from './slack-people.js';
import type { Place } from './slack-replies.js';
import { SlackRequestRepository } from './slack-request.repository.js';
import type { SlackRequest } from './slack-signature.guard.js';
import { Submissions, type Submitted } from './submissions.js';

/** What the person is told, and where. */
export interface Told {
  readonly place: Place;
  /** Null: nothing, since they see it. */
  readonly answer: Answer | null;
}

export interface AnsweredForm {
  readonly place: Place;
  readonly submitted: Submitted;
  /** It came before, and whoever sent it was told then. */
  readonly isRepeated: boolean;
}

/** Finds out who acts in Slack, and lets them. */
@Injectable()
export class Interactions {
  constructor(
    private readonly people: SlackPeople,
    private readonly buttons: Buttons,
    private readonly submissions: Submissions,
    private readonly requests: SlackRequestRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Null for a button that does nothing here, such as a link. Never throws. */
  async press({ user, channel, actions, ...given }: BlockActions, { bots }: SlackRequest): Promise<Told | null> {
    const [action] = actions;
    if (!action || !isOffered(action.action_id) || !action.value) {
      if (action?.action_id !== 'open')
        this.logger.warn({ action: action?.action_id }, 'an unknown button was pressed');
      return null;
    }
    const person = await this.people.identify(bots, user.id);
    const place = placeOf(person, user.id, given.response_url ?? null, channel?.id ?? null);
    const { action_id: kind, value: about } = action;
    const pressed = { kind, about, triggerId: given.trigger_id };
    return { place, answer: await this.answerTo(person, place, (asker) => this.buttons.press(pressed, asker)) };
  }

  /** Null for a form that is not ours. One that comes twice is taken once, and answered the same. Never throws. */
  async submit({ user, view }: ViewSubmission, { bots, key }: SlackRequest): Promise<AnsweredForm | null> {
    const form = forms.find((one) => one === view.callback_id);
    const context = contextIn(view.private_metadata);
    if (!form || !context) {
      this.logger.warn({ form: view.callback_id }, 'an unknown form was sent');
      return null;
    }
    const person = await this.people.identify(bots, user.id);
    const place = placeOf(person, user.id, context.responseUrl, context.channelId);
    const work = () => this.submitted(form, context.about, view, person, place);
    try {
      const taken = await this.requests.once(key, work);
      const submitted: Submitted = taken.type === 'under-way' ? { type: 'done', answer: null } : taken.result;
      return { place, submitted, isRepeated: taken.type !== 'done' };
    } catch (error) {
      this.logger.warn({ err: error, form }, 'a form from Slack could not be taken');
      return { place, submitted: { type: 'errors', errors: { [firstOf(view)]: notNow } }, isRepeated: false };
    }
  }

  private async submitted(
    form: Form,
    about: string,
    view: ViewSubmission['view'],
    person: Identified,
    place: Place,
  ): Promise<Submitted> {
    const why = whyNotOurs(person);
    const block = firstOf(view);
    if (person.type !== 'ours') return { type: 'errors', errors: { [block]: why ?? notNow } };
    try {
      return await this.submissions.submit(form, about, view.state.values, { user: person.user, place });
    } catch (error) {
      this.logger.error({ err: error, form }, 'a form from Slack failed');
      return { type: 'errors', errors: { [block]: notNow } };
    }
  }

  private async answerTo(
    person: Identified,
    place: Place,
    act: (asker: Asker) => Promise<Answer | null>,
  ): Promise<Answer | null> {
    if (person.type !== 'ours') return sentence(whyNotOurs(person) ?? notNow);
    try {
      return await act({ user: person.user, place });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === null) this.logger.error({ err: error }, 'a button in Slack failed');
      return sentence(refusal ?? notNow);
    }
  }
}

const firstOf = ({ state }: ViewSubmission['view']): string => Object.keys(state.values)[0] ?? '';

const placeOf = (
  { api }: Identified,
  slackUserId: string,
  responseUrl: string | null,
  channelId: string | null,
): Place => ({ api, slackUserId, responseUrl, channelId });

function contextIn(metadata: string) {
  try {
    return formContext.safeParse(JSON.parse(metadata)).data ?? null;
  } catch {
    return null;
  }
}
