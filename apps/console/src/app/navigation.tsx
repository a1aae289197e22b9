import { NavLink, Stack, Text } from '@mantine/core';
import { Link, useLocation } from 'react-router';
import { Icon, type IconName } from './icons.js';
import { useRights } from './session.js';

interface Destination {
  readonly to: string;
  /** Where the pages of single ones stand, if not below it. */
  readonly pages?: string;
  readonly label: string;
  readonly icon: IconName;
  readonly adminOnly?: boolean;
}

const dailyWork: readonly Destination[] = [
  { to: '/calls', label: 'Calls', icon: 'calls' },
  { to: '/incidents', label: 'Incidents', icon: 'incidents' },
  { to: '/on-call', label: 'On call', icon: 'onCall' },
  { to: '/lines', label: 'Lines', icon: 'lines' },
  { to: '/readiness', label: 'Readiness', icon: 'readiness' },
];

const setup: readonly Destination[] = [
  { to: '/setup/people', label: 'People', icon: 'people' },
  { to: '/setup/teams', label: 'Teams', icon: 'teams' },
  { to: '/setup/contacts', label: 'Contacts', icon: 'contacts' },
  { to: '/setup/schedules', label: 'Schedules', icon: 'schedules' },
  { to: '/setup/escalation-policies', label: 'Escalation policies', icon: 'escalation' },
  { to: '/setup/alert-rules', label: 'Alert rules', icon: 'rules' },
  { to: '/setup/integrations', pages: '/integrations', label: 'Integrations', icon: 'integrations' },
  { to: '/setup/channels', pages: '/channels', label: 'Channels', icon: 'channels' },
  { to: '/deliveries', label: 'Deliveries', icon: 'deliveries' },
  { to: '/setup/provider-accounts', label: 'Provider accounts', icon: 'providers' },
  { to: '/setup/audio', label: 'Audio files', icon: 'audio' },
  { to: '/setup/api-keys', label: 'API keys', icon: 'keys', adminOnly: true },
  { to: '/setup/audit-log', label: 'Audit log', icon: 'audit', adminOnly: true },
  { to: '/setup/dead-letters', label: 'Dead letters', icon: 'deadLetters', adminOnly: true },
  { to: '/setup/settings', label: 'Settings', icon: 'settings', adminOnly: true },
];

interface NavigationListProps {
  readonly onNavigate: () => void;
}

export function NavigationList({ onNavigate }: NavigationListProps) {
  const { pathname } = useLocation();
  const { configure } = useRights();
  const link = ({ to, pages = to, label, icon }: Destination) => {
    const active = pathname === to || pathname.startsWith(`${pages}/`);
    return (
      <NavLink
        key={to}
        component={Link}
        to={to}
        label={label}
        leftSection={<Icon name={icon} />}
        active={active}
        aria-current={active ? 'page' : undefined}
        onClick={onNavigate}
        style={{ borderRadius: 'var(--mantine-radius-md)' }}
      />
    );
  };
  return (
    <Stack gap={2}>
      {dailyWork.map(link)}
      <Text size="xs" c="dimmed" fw={600} tt="uppercase" mt="lg" mb={4} px="sm" style={{ letterSpacing: '0.05em' }}>
        Setup
      </Text>
      {setup.filter((place) => configure || place.adminOnly !== true).map(link)}
    </Stack>
  );
}
