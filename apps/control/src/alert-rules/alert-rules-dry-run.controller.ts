import { Body, Controller, Post } from '@nestjs/common';
import { type AlertRulesOutcome, alertRulesDryRun, alertRulesOutcome, incidentRpc } from '@ringdown/contracts';
import {
  type AlertRule,
  plainActions,
  readRules,
  type RuleEvent,
  ruleFaults,
  tidyTitle,
} from '@ringdown/domain-incidents';
import { hoursIn, isTimeZone, type Weekday } from '@ringdown/domain-oncall';
import { Clock, invalidFields } from '@ringdown/kernel';
import { RpcClient } from '@ringdown/platform-messaging';
import type { z } from 'zod';
import { Endpoint } from '../api/index.js';
import { ResourceRepository } from '../configuration/index.js';

type DryRun = z.output<typeof alertRulesDryRun>;

/** Says what the alert rules would do, by the function that does it; nothing happens. */
@Controller('api/v1/alert-rules')
export class AlertRulesDryRunController {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly rpc: RpcClient,
    private readonly clock: Clock,
  ) {}

  @Post('dry-run')
  @Endpoint({
    summary:
      'Explain what alert rules would do about an event, or about the latest occurrence of an incident; nothing happens',
    access: 'responder',
    body: alertRulesDryRun,
    answer: alertRulesOutcome,
    status: 200,
  })
  async dryRun(@Body() request: DryRun): Promise<AlertRulesOutcome> {
    const rules = request.rules ? drafts(request.rules) : await this.resources.all('alert-rule');
    const event = await this.eventOf(request);
    const book = readRules(rules, ({ zone, days, from, to }) =>
      hoursIn(zone, [{ days: days as readonly Weekday[], from, to }]),
    );
    const { items, result } = book.explain(event);
    const shown = items.map((item) => ({ ...item, ruleId: item.ruleId === '' ? null : item.ruleId }));
    return { items: shown, result: plainActions(result) as AlertRulesOutcome['result'] };
  }

  /** @throws DomainError `not-found` for an incident that there is not. */
  private async eventOf({ event, incidentId }: DryRun): Promise<RuleEvent> {
    if (incidentId !== undefined) {
      const known = await this.rpc.request(incidentRpc.ruleEvent, { id: incidentId });
      return { ...known, at: new Date(known.at) };
    }
    if (!event) throw invalidFields([{ path: 'event', message: 'give an event or an incidentId' }]);
    const at = event.at === undefined ? this.clock.now() : new Date(event.at);
    const body = event.body === undefined || event.body === null ? null : JSON.stringify(event.body);
    const occurredAt = Array<number>(Math.min(event.occurrences, 1000)).fill(at.getTime());
    return { ...event, title: tidyTitle(event.title), body, at, occurredAt };
  }
}

/** @throws DomainError `invalid` naming each field that cannot be read. */
function drafts(rules: NonNullable<DryRun['rules']>): AlertRule[] {
  const faults = rules.flatMap((rule, n) =>
    ruleFaults(rule, isTimeZone).map(({ path, message }) => ({ path: `rules.${n}.${path}`, message })),
  );
  if (faults.length > 0) throw invalidFields(faults);
  return rules.map((rule) => ({ ...rule, id: rule.id ?? '' }));
}
