import { Module } from '@nestjs/common';
import { resourceController } from '../configuration/index.js';
import { escalationPolicyResource } from './escalation-policy.resource.js';

@Module({ controllers: [resourceController(escalationPolicyResource)] })
export class EscalationPoliciesModule {}
