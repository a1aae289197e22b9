import { Alert, Button, List, Text } from '@mantine/core';
import { type FieldError, Problem, repeatsErrors } from '../api/problem.js';

interface ProblemAlertProps {
  readonly title?: string;
  readonly error: Error | null;
  /** Field errors to list here; those shown at their fields are left out. */
  readonly errors?: readonly FieldError[];
  readonly onRetry?: () => void;
}

export function ProblemAlert({ title, error, errors, onRetry }: ProblemAlertProps) {
  if (error === null) return null;
  const problem = error instanceof Problem ? error : new Problem(0, 'Something went wrong', error.message);
  const listed = errors ?? problem.errors;
  return (
    <Alert color="red" title={title ?? problem.title} role="alert">
      <Text size="sm">{repeatsErrors(problem) ? 'Please look at the fields named.' : problem.detail}</Text>
      {listed.length === 0 ? null : (
        <List size="sm" mt="xs">
          {listed.map((entry) => (
            <List.Item key={`${entry.path} ${entry.message}`}>
              {entry.path === '' ? entry.message : `${entry.path}: ${entry.message}`}
            </List.Item>
          ))}
        </List>
      )}
      {onRetry === undefined ? null : (
        <Button mt="sm" size="xs" variant="light" color="red" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
