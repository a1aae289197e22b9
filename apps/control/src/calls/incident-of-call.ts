import { Injectable } from '@nestjs/common';
import { type Call, type CallPayload, type Priority, providerCallIdField, type Severity } from '@ringdown/contracts';
import { callerWords } from '@ringdown/domain-calls';
import { callTitle } from '@ringdown/domain-incidents';
import { Settings } from '@ringdown/platform-config';
import { ResourceRepository } from '../configuration/index.js';

interface Chosen {
  readonly title?: string | undefined;
  readonly integrationId: string;
  readonly priority?: Priority | undefined;
  readonly severity?: Severity | undefined;
}

/** What an incident that is opened by hand says of its call: the payload that an automatic one has. */
@Injectable()
export class IncidentOfCall {
  constructor(
    private readonly repository: ResourceRepository,
    private readonly settings: Settings,
  ) {}

  async payload(call: Call, { integrationId, priority, severity, ...chosen }: Chosen): Promise<CallPayload> {
    const title = chosen.title ?? titleOf(call);
    return {
      message: title,
      title,
      details: await this.details(call),
      priority: priority ?? null,
      severity: severity ?? null,
      teams: await this.teamSlugs(integrationId),
    };
  }

  private async details(call: Call): Promise<CallPayload['details']> {
    const line = (await this.repository.find('line', call.lineId))?.document;
    const { id: callId, provider, providerCallId, caller, calledAt, answeredAt, duration } = call;
    const recording = call.recording ? new URL(call.recording.url, this.settings.publicUrl).href : null;
    return {
      callId,
      ...providerCallIdField(provider, providerCallId),
      // The line of an old call may be deleted: its number is not known any more.
      liveCallRouting: {
        name: call.lineName,
        number: line?.number ?? '',
        recordingEnabled: line?.recordingEnabled ?? call.recording !== null,
      },
      call: { calledAt, answeredAt, duration, recording },
      caller: { name: caller.name, number: caller.number },
      receiver: call.receiver,
      details: call.notes,
    };
  }

  private async teamSlugs(integrationId: string): Promise<string[]> {
    const { teamIds = [] } = (await this.repository.find('integration', integrationId))?.document ?? {};
    const teams = await this.repository.all('team');
    return teams.filter(({ id }) => teamIds.includes(id)).map(({ slug }) => slug);
  }
}

const titleOf = ({ lineName, caller, duration }: Call): string =>
  callTitle({
    lineName,
    caller: callerWords(caller),
    durationSeconds: duration,
  });
