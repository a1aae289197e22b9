import type { IconName } from './icon.js';

export interface Destination {
  readonly to: string;
  readonly label: string;
  readonly icon: IconName;
  readonly adminOnly?: boolean;
}

export const dailyWork: readonly Destination[] = [
  { to: '/calls', label: 'Calls', icon: 'calls' },
  { to: '/incidents', label: 'Incidents', icon: 'incidents' },
  { to: '/on-call', label: 'On call', icon: 'onCall' },
  { to: '/lines', label: 'Lines', icon: 'lines' },
  { to: '/readiness', label: 'Readiness', icon: 'readiness' },
];

export const setup: readonly Destination[] = [
  { to: '/setup/people', label: 'People', icon: 'people' },
  { to: '/setup/teams', label: 'Teams', icon: 'teams' },
  { to: '/setup/contacts', label: 'Contacts', icon: 'contacts' },
  { to: '/setup/schedules', label: 'Schedules', icon: 'schedules' },
  { to: '/setup/escalation-policies', label: 'Escalation policies', icon: 'escalation' },
  { to: '/setup/integrations', label: 'Integrations', icon: 'integrations' },
  { to: '/setup/channels', label: 'Channels', icon: 'channels' },
  { to: '/setup/provider-accounts', label: 'Provider accounts', icon: 'providers' },
  { to: '/setup/audio', label: 'Audio files', icon: 'audio' },
  { to: '/setup/api-keys', label: 'API keys', icon: 'keys', adminOnly: true },
  { to: '/setup/audit-log', label: 'Audit log', icon: 'audit', adminOnly: true },
  { to: '/setup/dead-letters', label: 'Dead letters', icon: 'deadLetters', adminOnly: true },
  { to: '/setup/settings', label: 'Settings', icon: 'settings', adminOnly: true },
];
