import { NavLink, Stack, Text } from '@mantine/core';
import { Link, useLocation } from 'react-router';
import { Icon } from './icon.js';
import { dailyWork, type Destination, setup } from './navigation.js';
import { useRights } from './session.js';

interface NavigationListProps {
  readonly onNavigate: () => void;
}

export function NavigationList({ onNavigate }: NavigationListProps) {
  const { pathname } = useLocation();
  const { configure } = useRights();
  const link = ({ to, label, icon }: Destination) => {
    const active = pathname === to || pathname.startsWith(`${to}/`);
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
