import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyList } from '../ui/empty-list.js';

export function NotFoundPage() {
  return (
    <EmptyList title="There is no such page" hint="It may have been deleted, or the link is incomplete.">
      <Button component={Link} to="/calls" variant="light">
        To the calls
      </Button>
    </EmptyList>
  );
}
