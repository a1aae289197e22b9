import { Button, Center, Paper, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Navigate, useLocation } from 'react-router';
import { ProblemAlert } from '../ui/problem-alert.js';
import { Logo } from './icons.js';
import { placeAfterSignIn } from './place-after-sign-in.js';
import { useSession, useSignIn } from './session.js';

function SignInForm() {
  const form = useForm({ initialValues: { email: '', password: '' } });
  const signIn = useSignIn();
  return (
    <form onSubmit={form.onSubmit((credentials) => signIn.mutate(credentials))}>
      <Stack>
        <TextInput
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          required
          autoFocus
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          {...form.getInputProps('password')}
        />
        <ProblemAlert title="You are not signed in" error={signIn.error} />
        <Button type="submit" loading={signIn.isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}

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
