import { Route } from 'react-router';
import { AudioPage } from '../audio/audio-page.js';
import { AuditPage } from '../audit/audit-page.js';
import { DeadLettersPage } from '../dead-letters/dead-letters-page.js';
import { SettingsPage } from '../settings/settings-page.js';
import { apiKeys } from './api-keys.js';
import { channels } from './channels.js';
import { contacts } from './contacts.js';
import { escalationPolicies } from './escalation-policies.js';
import { integrations } from './integrations.js';
import { people } from './people.js';
import { providerAccounts } from './provider-accounts.js';
import { ResourcePage } from './resource-page.js';
import { schedules } from './schedules.js';
import { teams } from './teams.js';

/** One page per kind of configuration; the keys keep one page's open form from showing on the next. */
export const setupRoutes = (
  <Route path="/setup">
    <Route path="people" element={<ResourcePage key="people" resource={people} />} />
    <Route path="teams" element={<ResourcePage key="teams" resource={teams} />} />
    <Route path="contacts" element={<ResourcePage key="contacts" resource={contacts} />} />
    <Route path="schedules" element={<ResourcePage key="schedules" resource={schedules} />} />
    <Route path="escalation-policies" element={<ResourcePage key="policies" resource={escalationPolicies} />} />
    <Route path="integrations" element={<ResourcePage key="integrations" resource={integrations} />} />
    <Route path="channels" element={<ResourcePage key="channels" resource={channels} />} />
    <Route path="provider-accounts" element={<ResourcePage key="accounts" resource={providerAccounts} />} />
    <Route path="audio" element={<AudioPage />} />
    <Route path="api-keys" element={<ResourcePage key="keys" resource={apiKeys} />} />
    <Route path="audit-log" element={<AuditPage />} />
    <Route path="dead-letters" element={<DeadLettersPage />} />
    <Route path="settings" element={<SettingsPage />} />
  </Route>
);
