import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LinksModule } from '../links/links.module.js';
import { Buttons } from './buttons.js';
import { Commands } from './commands.js';
import { Interactions } from './interactions.js';
import { LateAnswers } from './late-answers.js';
import { Overrides } from './overrides.js';
import { SlackApps } from './slack-apps.js';
import { SlackIncidents } from './slack-incidents.js';
import { SlackPeople } from './slack-people.js';
import { SlackReplies } from './slack-replies.js';
import { SlackRequestEntity } from './slack-request.entity.js';
import { SlackRequestRepository } from './slack-request.repository.js';
import { SlackController } from './slack.controller.js';
import { SlashCommands } from './slash-commands.js';
import { Submissions } from './submissions.js';

/** What people do in Slack: buttons, forms and commands. What is told there is sent by deliveries and people. */
@Module({
  imports: [TypeOrmModule.forFeature([SlackRequestEntity]), LinksModule],
  controllers: [SlackController],
  providers: [
    SlackApps,
    SlackPeople,
    SlackReplies,
    SlackRequestRepository,
    SlackIncidents,
    LateAnswers,
    Buttons,
    Submissions,
    Interactions,
    Overrides,
    Commands,
    SlashCommands,
  ],
})
export class SlackModule {}
