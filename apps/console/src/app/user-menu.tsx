import { Button, Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { Link } from 'react-router';
import { Icon } from './icon.js';
import { useMe, useRights, useSignOut } from './session.js';

export function UserMenu() {
  const me = useMe();
  const { act } = useRights();
  const signOut = useSignOut();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="sm">
          {me.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.email} · {me.role}
        </Menu.Label>
        {act ? (
          <Menu.Item component={Link} to="/profile">
            My profile
          </Menu.Item>
        ) : null}
        <Menu.Item
          leftSection={<Icon name={other === 'dark' ? 'moon' : 'sun'} size={16} />}
          onClick={() => setColorScheme(other)}
        >
          {other === 'dark' ? 'Dark' : 'Light'} colours
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => signOut.mutate()} disabled={signOut.isPending}>
          {signOut.error === null ? 'Sign out' : 'Sign out failed, try again'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
