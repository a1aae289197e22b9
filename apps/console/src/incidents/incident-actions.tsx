import { Button, Text } from '@mantine/core';
import type { Incident } from '@ringdown/contracts';
import { useRights } from '../app/session.js';
import { verbs, verbsFor } from './status.js';
import { useActOnIncident } from './use-incident.js';

export function IncidentActions({ incident }: { readonly incident: Incident }) {
  const { act } = useRights();
  const action = useActOnIncident(incident.id);
  if (!act) return null;
  return (
    <>
      {action.error === null ? null : (
        <Text size="sm" c="red" role="alert">
          {action.error.message}
        </Text>
      )}
      {verbsFor(incident.status).map((verb, index) => (
        <Button
          key={verb}
          variant={index === 0 ? 'filled' : 'default'}
          loading={action.isPending && action.variables.verb === verb}
          onClick={() => action.mutate({ verb })}
        >
          {verbs[verb]}
        </Button>
      ))}
    </>
  );
}
