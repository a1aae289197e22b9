import { Controller, Module, Param, Post } from '@nestjs/common';
import { shownConfiguration } from '@ringdown/contracts';
import { SecretCipher } from '@ringdown/platform-config';
import { type Actor, CurrentActor, Endpoint, ReplayedWhile } from '../api/index.js';
import { type Fields, resourceController, ResourceReader, ResourceService } from '../configuration/index.js';
import { IntegrationEventsController } from './integration-events.controller.js';
import { IntegrationEventsService } from './integration-events.service.js';
import { integrationResource, isTokenOf, newIntegrationToken } from './integration.resource.js';

/** Gives an integration a new token; the old one is refused from then on. */
@Controller('api/v1/integrations')
export class RotateTokenController {
  constructor(
    private readonly resources: ResourceService,
    private readonly reader: ResourceReader,
    private readonly cipher: SecretCipher,
  ) {}

  @Post(':id/rotate-token')
  @Endpoint({
    summary: 'Rotate the token of an integration; the old one is refused from then on',
    access: 'admin',
    answer: shownConfiguration.integration,
    status: 200,
  })
  @ReplayedWhile(isTokenOf)
  async rotate(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<Fields> {
    await this.resources.edit(integrationResource, id, actor, 'token rotated', (before) => ({
      ...before,
      ...newIntegrationToken(this.cipher),
    }));
    return this.reader.one(integrationResource, id, actor.role);
  }
}

@Module({
  controllers: [RotateTokenController, IntegrationEventsController, resourceController(integrationResource)],
  providers: [IntegrationEventsService],
})
export class IntegrationsModule {}
