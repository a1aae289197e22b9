import { Button } from '@mantine/core';
import { Link, Navigate, Route, Routes } from 'react-router';
import { AudioPage } from '../audio/audio-page.js';
import { AuditPage } from '../audit/audit-page.js';
import { CallPage } from '../calls/call-page.js';
import { CallsPage } from '../calls/calls-page.js';
import { ChannelPage } from '../channels/channel-page.js';
import { DeadLettersPage } from '../dead-letters/dead-letters-page.js';
import { DeliveriesPage } from '../deliveries/deliveries-page.js';
import { IncidentPage } from '../incidents/incident-page.js';
import { IncidentsPage } from '../incidents/incidents-page.js';
import { EditIntegrationPage, NewIntegrationPage } from '../integrations/integration-form.js';
import { IntegrationPage } from '../integrations/integration-page.js';
import { IntegrationsPage } from '../integrations/integrations-page.js';
import { EditLinePage, NewLinePage } from '../lines/line-form.js';
import { LinePage } from '../lines/line-page.js';
import { LinesPage } from '../lines/lines-page.js';
import { OnCallPage } from '../oncall/on-call-page.js';
import { ReadinessPage } from '../readiness/readiness-page.js';
import { SettingsPage } from '../settings/settings-page.js';
import { AlertRulesPage } from '../setup/alert-rules-page.js';
import { apiKeys } from '../setup/api-keys.js';
import { channels } from '../setup/channels.js';
import { contacts } from '../setup/contacts.js';
import { escalationPolicies } from '../setup/escalation-policies.js';
import { people } from '../setup/people.js';
import { providerAccounts } from '../setup/provider-accounts.js';
import { ResourcePage } from '../setup/resource-page.js';
import { schedules } from '../setup/schedules.js';
import { teams } from '../setup/teams.js';
import { EmptyList } from '../ui/query-view.js';
import { ProfilePage } from './profile-page.js';
import { RequireSession } from './session.js';
import { Shell } from './shell.js';
import { SignInPage } from './sign-in-page.js';

function NotFoundPage() {
  return (
    <EmptyList title="There is no such page" hint="It may have been deleted, or the link is incomplete.">
      <Button component={Link} to="/calls" variant="light">
        To the calls
      </Button>
    </EmptyList>
  );
}

/** One page per kind of configuration; the keys keep one page's open form from showing on the next. */
const setupRoutes = (
  <Route path="/setup">
    <Route path="people" element={<ResourcePage key="people" resource={people} />} />
    <Route path="teams" element={<ResourcePage key="teams" resource={teams} />} />
    <Route path="contacts" element={<ResourcePage key="contacts" resource={contacts} />} />
    <Route path="schedules" element={<ResourcePage key="schedules" resource={schedules} />} />
    <Route path="escalation-policies" element={<ResourcePage key="policies" resource={escalationPolicies} />} />
    <Route path="alert-rules" element={<AlertRulesPage />} />
    <Route path="integrations" element={<IntegrationsPage />} />
    <Route path="channels" element={<ResourcePage key="channels" resource={channels} />} />
    <Route path="provider-accounts" element={<ResourcePage key="accounts" resource={providerAccounts} />} />
    <Route path="audio" element={<AudioPage />} />
    <Route path="api-keys" element={<ResourcePage key="keys" resource={apiKeys} />} />
    <Route path="audit-log" element={<AuditPage />} />
    <Route path="dead-letters" element={<DeadLettersPage />} />
    <Route path="settings" element={<SettingsPage />} />
  </Route>
);

export function AppRoutes() {
  return (
    <Routes>
      <Route path="/sign-in" element={<SignInPage />} />
      <Route element={<RequireSession />}>
        <Route element={<Shell />}>
          <Route index element={<Navigate to="/calls" replace />} />
          <Route path="/calls" element={<CallsPage />} />
          <Route path="/calls/:id" element={<CallPage />} />
          <Route path="/incidents" element={<IncidentsPage />} />
          <Route path="/incidents/:id" element={<IncidentPage />} />
          <Route path="/on-call" element={<OnCallPage />} />
          <Route path="/lines" element={<LinesPage />} />
          <Route path="/lines/new" element={<NewLinePage />} />
          <Route path="/lines/:id" element={<LinePage />} />
          <Route path="/lines/:id/edit" element={<EditLinePage />} />
          <Route path="/integrations/new" element={<NewIntegrationPage />} />
          <Route path="/integrations/:id" element={<IntegrationPage />} />
          <Route path="/integrations/:id/edit" element={<EditIntegrationPage />} />
          <Route path="/channels/:id" element={<ChannelPage />} />
          <Route path="/deliveries" element={<DeliveriesPage />} />
          <Route path="/readiness" element={<ReadinessPage />} />
          <Route path="/profile" element={<ProfilePage />} />
          {setupRoutes}
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Route>
    </Routes>
  );
}
