import { Center, Container, Loader } from '@mantine/core';
import { Navigate, Outlet, useLocation } from 'react-router';
import { ProblemAlert } from '../ui/problem-alert.js';
import { MeContext, useSession } from './session.js';

/** Sends whoever is not signed in to the sign-in page, and remembers where they wanted to go. */
export function RequireSession() {
  const session = useSession();
  const location = useLocation();
  if (session.data === undefined) {
    if (session.error === null) {
      return (
        <Center mih="100vh">
          <Loader aria-label="Loading" />
        </Center>
      );
    }
    return (
      <Container size="xs" pt="15vh">
        <ProblemAlert error={session.error} onRetry={() => void session.refetch()} />
      </Container>
    );
  }
  if (session.data === null) {
    const from = `${location.pathname}${location.search}`;
    return <Navigate to="/sign-in" replace state={{ from }} />;
  }
  return (
    <MeContext value={session.data}>
      <Outlet />
    </MeContext>
  );
}
