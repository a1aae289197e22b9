import { Module } from '@nestjs/common';
import { ServiceModule } from '@ringdown/platform-http';
import { AlertRulesModule } from './alert-rules/alert-rules.module.js';
import { ApiModule } from './api/api.module.js';
import { AudioModule } from './audio/audio.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthModule } from './auth/auth.module.js';
import { CalendarsModule } from './calendars/calendars.module.js';
import { CallsModule } from './calls/calls.module.js';
import { ChannelsModule } from './channels/channels.module.js';
import { ConfigurationModule } from './configuration/configuration.module.js';
import { ContactsModule } from './contacts/contacts.module.js';
import { controlOptions } from './control.options.js';
import { EscalationPoliciesModule } from './escalation-policies/escalation-policies.module.js';
import { IncidentsModule } from './incidents/incidents.module.js';
import { IntegrationsModule } from './integrations/integrations.module.js';
import { LinesModule } from './lines/lines.module.js';
import { ProviderAccountsModule } from './provider-accounts/provider-accounts.module.js';
import { ReadinessModule } from './readiness/readiness.module.js';
import { SchedulesModule } from './schedules/schedules.module.js';
import { SettingsModule } from './settings/settings.module.js';
import { ShiftNoticesModule } from './shift-notices/shift-notices.module.js';
import { TeamsModule } from './teams/teams.module.js';
import { UsersModule } from './users/users.module.js';

@Module({
  imports: [
    ServiceModule.forService(controlOptions),
    ApiModule,
    AuditModule,
    ConfigurationModule,
    AuthModule,
    UsersModule,
    TeamsModule,
    ContactsModule,
    SchedulesModule,
    CalendarsModule,
    ShiftNoticesModule,
    EscalationPoliciesModule,
    AlertRulesModule,
    LinesModule,
    ProviderAccountsModule,
    AudioModule,
    IntegrationsModule,
    ChannelsModule,
    CallsModule,
    IncidentsModule,
    SettingsModule,
    ReadinessModule,
  ],
})
export class AppModule {}
