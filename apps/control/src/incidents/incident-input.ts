import { Injectable } from '@nestjs/common';
import type { actor } from '@ringdown/contracts';
import { invalidFields } from '@ringdown/kernel';
import type { z } from 'zod';
import type { Actor } from '../api/index.js';
import { ResourceRepository } from '../configuration/index.js';

interface Referring {
  readonly integrationId?: string | undefined;
  readonly escalationPolicyId?: string | null | undefined;
}

/** Whether what clients name in an incident exists, which the schema of a body cannot know. */
@Injectable()
export class IncidentInput {
  constructor(private readonly resources: ResourceRepository) {}

  /** @throws DomainError `invalid` for an integration or an escalation policy that is not there. */
  async assertReferences({ integrationId, escalationPolicyId }: Referring): Promise<void> {
    await this.mustExist('integration', 'integrationId', integrationId);
    await this.mustExist('escalation-policy', 'escalationPolicyId', escalationPolicyId);
  }

  /** @throws DomainError `invalid` for each user that is not there. */
  async assertUsers(path: string, userIds: readonly string[]): Promise<void> {
    const names = await this.resources.names('user');
    const missing = userIds.flatMap((id, n) =>
      names.has(id) ? [] : [{ path: `${path}.${n}`, message: `choose another: there is no user ${id}` }],
    );
    if (missing.length > 0) throw invalidFields(missing);
  }

  private async mustExist(
    kind: 'integration' | 'escalation-policy',
    path: string,
    id: string | null | undefined,
  ): Promise<void> {
    if (!id || (await this.resources.has(kind, id))) return;
    throw invalidFields([{ path, message: `choose another: there is no ${kind.replace('-', ' ')} ${id}` }]);
  }
}

/** Who acts, as an incident's timeline names them: a program acts under the name of its key. */
export const toTimelineActor = ({ id, name }: Actor): z.infer<typeof actor> => ({ type: 'user', id, name });
