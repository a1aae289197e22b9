import { Module } from '@nestjs/common';
import { resourceController } from '../configuration/index.js';
import { alertRuleResource } from './alert-rule.resource.js';
import { AlertRulesDryRunController } from './alert-rules-dry-run.controller.js';

@Module({ controllers: [AlertRulesDryRunController, resourceController(alertRuleResource)] })
export class AlertRulesModule {}
