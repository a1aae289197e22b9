import { Controller, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { type BlockActions, readInteraction, slashCommand, type ViewSubmission } from './interaction.js';
import { type AnsweredForm, Interactions } from './interactions.js';
import { LateAnswers } from './late-answers.js';
import { ephemeralMessage, sentence } from './slack-answer.js';
import { SlackReplies } from './slack-replies.js';
import { FromSlack, type SlackRequest, SlackSignatureGuard } from './slack-signature.guard.js';
import { SlashCommands } from './slash-commands.js';

/** Slack’s word for: it is done, say nothing. */
const nothing = '';

/** What people do in Slack: answered in time, and told later where it takes longer. */
@UseGuards(SlackSignatureGuard)
@Controller('slack')
export class SlackController {
  constructor(
    private readonly interactions: Interactions,
    private readonly slashCommands: SlashCommands,
    private readonly replies: SlackReplies,
    private readonly late: LateAnswers,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Post('interactions')
  @HttpCode(200)
  async interaction(@FromSlack() request: SlackRequest): Promise<unknown> {
    if (request.bots.length === 0) return nothing;
    const read = readInteraction(request.fields['payload']);
    if ('reason' in read) {
      this.logger.warn({ reason: read.reason }, 'Slack sent an interaction that is not known here');
      return nothing;
    }
    return read.type === 'block_actions' ? this.press(read, request) : this.submit(read, request);
  }

  @Post('commands')
  @HttpCode(200)
  async command(@FromSlack() request: SlackRequest): Promise<unknown> {
    if (request.bots.length === 0) return nothing;
    const { data: given, error } = slashCommand.safeParse(request.fields);
    if (!given) {
      this.logger.warn({ reason: error.message }, 'Slack sent a command that cannot be read');
      return nothing;
    }
    const inTime = await this.late.within(this.slashCommands.answer(given, request), ({ place, answer }) =>
      this.replies.tell(place, answer),
    );
    return inTime ? ephemeralMessage(inTime.result.answer) : nothing;
  }

  private async press(pressed: BlockActions, request: SlackRequest): Promise<string> {
    const work = async (): Promise<void> => {
      const told = await this.interactions.press(pressed, request);
      if (told?.answer) await this.replies.tell(told.place, told.answer);
    };
    await this.late.within(work(), () => Promise.resolve());
    return nothing;
  }

  private async submit(sent: ViewSubmission, request: SlackRequest): Promise<unknown> {
    const inTime = await this.late.within(this.interactions.submit(sent, request), (answered) =>
      this.tellOf(answered, true),
    );
    if (!inTime) return nothing;
    this.late.goOn(this.tellOf(inTime.result, false));
    const submitted = inTime.result?.submitted;
    return submitted?.type === 'errors' ? { response_action: 'errors', errors: submitted.errors } : nothing;
  }

  /** `isClosed`: the form is gone, so what would stand at its fields is told too. */
  private async tellOf(answered: AnsweredForm | null, isClosed: boolean): Promise<void> {
    if (!answered || answered.isRepeated) return;
    const { place, submitted } = answered;
    if (submitted.type === 'done' && submitted.answer) await this.replies.tell(place, submitted.answer);
    if (submitted.type === 'errors' && isClosed)
      await this.replies.tell(place, sentence(Object.values(submitted.errors).join(' ')));
  }
}
