import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { absencesAnswer, type ConfigDocument, newAbsence, shownAbsence } from '@ringdown/contracts';
import { Clock, DomainError, invalidFields } from '@ringdown/kernel';
import { newId } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import { type Actor, CurrentActor, Endpoint } from '../api/index.js';
import { entriesThatStay, ResourceReader, ResourceRepository, ResourceService } from '../configuration/index.js';
import { userResource } from './user.resource.js';

const most = 100;
const room = { most, full: `A person has at most ${most} absences. Delete some that have not begun.` };

/** When a person is away, and who is rung and notified in their place. One's own, an admin everybody's. */
@Controller('api/v1/users/:id/absences')
export class AbsencesController {
  constructor(
    private readonly reader: ResourceReader,
    private readonly repository: ResourceRepository,
    private readonly resources: ResourceService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Endpoint({ summary: 'List the absences of a user', access: 'viewer', answer: absencesAnswer })
  async list(@Param('id') id: string): Promise<unknown> {
    const { absences } = await this.reader.document(userResource, id);
    return { items: absences.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt)).map(shown) };
  }

  @Post()
  @Endpoint({
    summary: 'Create an absence: while it lasts the stand-in is rung and notified in place of the user, or nobody is',
    access: 'responder',
    body: newAbsence,
    answer: shownAbsence,
  })
  async add(
    @Param('id') id: string,
    @Body() { startsAt, endsAt, ...body }: z.output<typeof newAbsence>,
    @CurrentActor() actor: Actor,
  ): Promise<unknown> {
    await this.refuseStranger(id, actor);
    await this.refuseStandIn(id, body.standInUserId);
    const now = this.clock.now();
    const absence = {
      id: newId('absence'),
      ...body,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(endsAt).toISOString(),
      createdBy: actor.id,
      createdAt: now.toISOString(),
    };
    await this.resources.edit(userResource, id, actor, 'absence added', (before) => ({
      ...before,
      absences: [...entriesThatStay(before.absences, now, room), absence],
    }));
    return shown(absence);
  }

  @Delete(':absenceId')
  @Endpoint({ summary: 'Delete an absence', access: 'responder', status: 204 })
  async remove(
    @Param('id') id: string,
    @Param('absenceId') absenceId: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.refuseStranger(id, actor);
    await this.resources.edit(userResource, id, actor, 'absence removed', (before) => {
      const absences = before.absences.filter((absence) => absence.id !== absenceId);
      if (absences.length === before.absences.length) {
        throw new DomainError('not-found', `${before.name} has no absence ${absenceId}.`);
      }
      return { ...before, absences };
    });
  }

  private async refuseStranger(userId: string, actor: Actor): Promise<void> {
    const { name } = await this.reader.document(userResource, userId);
    if (userId === actor.id || actor.role === 'admin') return;
    throw new DomainError('forbidden', `Only an admin may write down when ${name} is absent.`);
  }

  private async refuseStandIn(userId: string, standInUserId: string | null): Promise<void> {
    const refuse = (message: string) => invalidFields([{ path: 'standInUserId', message }]);
    if (standInUserId === userId) throw refuse('choose another person than the one who is absent, or nobody');
    if (standInUserId && !(await this.repository.has('user', standInUserId)))
      throw refuse(`choose another: there is no user ${standInUserId}`);
  }
}

type Absence = ConfigDocument<'user'>['absences'][number];

const shown = ({ createdAt: _createdAt, ...absence }: Absence): Omit<Absence, 'createdAt'> => absence;
