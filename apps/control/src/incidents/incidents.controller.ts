import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import {
  deliveriesQuery,
  delivery,
  type Delivery,
  deliveryRpc,
  incident,
  type Incident,
  incidentChange,
  incidentMute,
  incidentNote,
  type IncidentNotification,
  incidentNotifications,
  incidentOccurrence,
  incidentResponders,
  incidentRpc,
  incidentsQuery,
  newIncident,
  notificationRpc,
  page,
  pageQuery,
} from '@ringdown/contracts';
import { RpcClient } from '@ringdown/platform-messaging';
import type { z } from 'zod';
import { type Actor, CurrentActor, Endpoint, forwarded } from '../api/index.js';
import { IncidentInput, toTimelineActor } from './incident-input.js';

const opening = newIncident.strict();
const noting = incidentNote.strict();

/** The incidents, which the incident service owns. */
@Controller('api/v1/incidents')
export class IncidentsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly input: IncidentInput,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List incidents, newest first',
    access: 'viewer',
    query: forwarded(incidentsQuery),
    answer: page(incident),
  })
  list(@Query() query: z.input<typeof incidentsQuery>): Promise<unknown> {
    return this.rpc.request(incidentRpc.list, query);
  }

  @Get(':id')
  @Endpoint({ summary: 'Read an incident', access: 'viewer', answer: incident })
  one(@Param('id') id: string): Promise<Incident> {
    return this.rpc.request(incidentRpc.get, { id });
  }

  @Get(':id/notifications')
  @Endpoint({
    summary: 'Who was notified of an incident, how, and what came of it; in the order in which it was planned',
    access: 'viewer',
    answer: incidentNotifications,
  })
  async notifications(@Param('id') id: string): Promise<{ items: IncidentNotification[] }> {
    // 404 for an incident that is not there
    await this.rpc.request(incidentRpc.get, { id });
    return this.rpc.request(notificationRpc.ofIncident, { incidentId: id });
  }

  @Get(':id/occurrences')
  @Endpoint({
    summary: 'List the events of an incident, newest first: each with its time, its body and what it changed',
    access: 'viewer',
    query: forwarded(pageQuery),
    answer: page(incidentOccurrence),
  })
  occurrences(@Param('id') id: string, @Query() query: z.input<typeof pageQuery>): Promise<unknown> {
    return this.rpc.request(incidentRpc.occurrences, { ...query, id });
  }

  @Put(':id/responders')
  @Endpoint({
    summary: 'Set who are the responders of an incident',
    access: 'responder',
    body: incidentResponders,
    answer: incident,
  })
  async setResponders(
    @Param('id') id: string,
    @Body() { userIds }: z.output<typeof incidentResponders>,
    @CurrentActor() actor: Actor,
  ): Promise<Incident> {
    await this.input.assertUsers('userIds', userIds);
    return this.rpc.request(incidentRpc.setResponders, { id, userIds, by: toTimelineActor(actor) });
  }

  @Post()
  @Endpoint({ summary: 'Open an incident by hand', access: 'responder', body: opening, answer: incident })
  async open(@Body() body: z.output<typeof opening>, @CurrentActor() actor: Actor): Promise<Incident> {
    await this.input.assertReferences(body);
    return this.rpc.request(incidentRpc.open, { ...body, by: toTimelineActor(actor) });
  }

  @Post(':id/acknowledge')
  @Endpoint({
    summary: 'Acknowledge an incident: nobody else is notified of it',
    access: 'responder',
    answer: incident,
    status: 200,
  })
  acknowledge(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<Incident> {
    return this.rpc.request(incidentRpc.acknowledge, { id, by: toTimelineActor(actor) });
  }

  @Post(':id/unacknowledge')
  @Endpoint({
    summary: 'Take an acknowledgement back: the escalation begins at its first step',
    access: 'responder',
    answer: incident,
    status: 200,
  })
  unacknowledge(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<Incident> {
    return this.rpc.request(incidentRpc.unacknowledge, { id, by: toTimelineActor(actor) });
  }

  @Post(':id/resolve')
  @Endpoint({ summary: 'Resolve an incident', access: 'responder', answer: incident, status: 200 })
  resolve(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<Incident> {
    return this.rpc.request(incidentRpc.resolve, { id, by: toTimelineActor(actor) });
  }

  @Post(':id/reopen')
  @Endpoint({ summary: 'Open a resolved incident again', access: 'responder', answer: incident, status: 200 })
  reopen(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<Incident> {
    return this.rpc.request(incidentRpc.reopen, { id, by: toTimelineActor(actor) });
  }

  @Post(':id/escalate')
  @Endpoint({
    summary: 'Take the next step of the escalation now; 409 where nobody is to be notified',
    access: 'responder',
    answer: incident,
    status: 200,
  })
  escalate(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<Incident> {
    return this.rpc.request(incidentRpc.escalate, { id, by: toTimelineActor(actor) });
  }

  @Put(':id/mute')
  @Endpoint({
    summary: 'Mute an incident until an instant or for ever: it stays open and notifies nobody',
    access: 'responder',
    body: incidentMute,
    answer: incident,
  })
  mute(
    @Param('id') id: string,
    @Body() mute: z.output<typeof incidentMute>,
    @CurrentActor() actor: Actor,
  ): Promise<Incident> {
    return this.rpc.request(incidentRpc.mute, { id, by: toTimelineActor(actor), mute });
  }

  @Delete(':id/mute')
  @Endpoint({
    summary: 'Unmute an incident: its escalation begins at its first step',
    access: 'responder',
    answer: incident,
    status: 200,
  })
  unmute(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<Incident> {
    return this.rpc.request(incidentRpc.unmute, { id, by: toTimelineActor(actor) });
  }

  @Post(':id/notes')
  @Endpoint({ summary: 'Add a note to an incident', access: 'responder', body: noting, answer: incident })
  note(
    @Param('id') id: string,
    @Body() note: z.output<typeof noting>,
    @CurrentActor() actor: Actor,
  ): Promise<Incident> {
    return this.rpc.request(incidentRpc.note, { id, by: toTimelineActor(actor), note });
  }

  @Patch(':id')
  @Endpoint({
    summary: 'Change any fields of an incident',
    access: 'responder',
    body: incidentChange,
    answer: incident,
  })
  async change(
    @Param('id') id: string,
    @Body() change: z.output<typeof incidentChange>,
    @CurrentActor() actor: Actor,
  ): Promise<Incident> {
    await this.input.assertReferences(change);
    return this.rpc.request(incidentRpc.change, { id, by: toTimelineActor(actor), change });
  }
}

/** What was sent to channels, which the notification service owns. */
@Controller('api/v1/deliveries')
export class DeliveriesController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @Endpoint({
    summary: 'List deliveries to channels, newest first',
    access: 'viewer',
    query: forwarded(deliveriesQuery),
    answer: page(delivery),
  })
  list(@Query() query: z.input<typeof deliveriesQuery>): Promise<unknown> {
    return this.rpc.request(deliveryRpc.list, query);
  }

  @Post(':id/resend')
  @Endpoint({ summary: 'Send a delivery again', access: 'responder', answer: delivery, status: 200 })
  resend(@Param('id') id: string): Promise<Delivery> {
    return this.rpc.request(deliveryRpc.resend, { id });
  }
}
