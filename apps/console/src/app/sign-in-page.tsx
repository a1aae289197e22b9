import { Center, Paper, Stack, Text } from '@mantine/core';
import { Navigate, useLocation } from 'react-router';
import { Logo } from './logo.js';
import { placeAfterSignIn } from './place-after-sign-in.js';
import { useSession } from './session.js';
import { SignInForm } from './sign-in-form.js';

export function SignInPage() {
  const location = useLocation();
  const session = useSession();
  if (session.data) return <Navigate to={placeAfterSignIn(location.state)} replace />;
  return (
    <Center component="main" mih="100vh" p="md">
      <title>Sign in · Ringdown</title>
      <Paper withBorder p="xl" w="100%" maw={400} shadow="xs">
        <Stack>
          <Logo />
          <Text c="dimmed" size="sm">
            Sign in to see calls, incidents and who is on call.
          </Text>
          <SignInForm />
        </Stack>
      </Paper>
    </Center>
  );
}
