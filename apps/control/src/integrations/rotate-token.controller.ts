import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { SecretCipher } from '@ringdown/platform-config';
import { ReplayedWhile } from '../idempotency/index.js';
import { ChangeThings, type Fields, ReadThings } from '../things/index.js';
import { By, type Doer } from '../who/index.js';
import { integrationKind } from './integration.kind.js';
import { isTokenOf, newIntegrationToken } from './integration-token.js';

/** Gives an integration a new token; the old one is refused from then on. */
@Controller('api/v1/integrations')
export class RotateTokenController {
  constructor(
    private readonly changes: ChangeThings,
    private readonly things: ReadThings,
    private readonly cipher: SecretCipher,
  ) {}

  @Post(':id/rotate-token')
  @HttpCode(200)
  @ReplayedWhile(isTokenOf)
  async rotate(@Param('id') id: string, @By() by: Doer): Promise<Fields> {
    await this.changes.edit(integrationKind, id, by, 'token rotated', (before) => ({
      ...before,
      ...newIntegrationToken(this.cipher),
    }));
    return this.things.one(integrationKind, id, by.actor.role);
  }
}
