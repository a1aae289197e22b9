import { Injectable } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import type { z } from 'zod';
import { whyNotOurs } from './asker.js';
import { Commands, help } from './commands.js';
import type { slashCommand } from './interaction.js';
import { readCommand } from './read-command.js';
import { notNow } from './refusal-words.js';
import { type Answer, sentence } from './slack-answer.js';
import { SlackPeople } from './slack-people.js';
import type { Place } from './slack-replies.js';
import type { SlackRequest } from './slack-signature.guard.js';

/** Finds out who wrote a command, and has it carried out for people of ours. */
@Injectable()
export class SlashCommands {
  constructor(
    private readonly people: SlackPeople,
    private readonly commands: Commands,
    private readonly clock: Clock,
  ) {}

  /** Never throws. */
  async answer(
    { text, user_id: slackUserId, channel_id: channelId, response_url: responseUrl }: z.infer<typeof slashCommand>,
    request: SlackRequest,
  ): Promise<{ readonly place: Place; readonly answer: Answer }> {
    const command = readCommand(text);
    const person = await this.people.identify(request.bots, slackUserId);
    const place = { api: person.api, slackUserId, responseUrl, channelId };
    if (person.type === 'ours') {
      const asker = { user: person.user, place };
      return { place, answer: await this.commands.carryOut(command, asker, request, this.clock.now()) };
    }
    const how = sentence(whyNotOurs(person) ?? notNow);
    // what there is may be read by everybody, with how to become somebody who may use it
    return { place, answer: command.type === 'help' ? { lines: [...help.lines, ...how.lines] } : how };
  }
}
