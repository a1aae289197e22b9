import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Call } from '@ringdown/contracts';
import { IncidentPicker } from '../incidents/incident-picker.js';
import { useCallIncident } from './use-call-incident.js';

/** Links an incident that is there already. */
export function LinkIncident({ call }: { readonly call: Call }) {
  const [opened, { open, close }] = useDisclosure(false);
  const { link } = useCallIncident(call.id);
  const pick = async (incidentId: string): Promise<void> => {
    await link(incidentId);
    close();
  };
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        Link an incident
      </Button>
      <Modal opened={opened} onClose={close} title="Link an incident to this call" size="lg">
        <IncidentPicker onPick={pick} />
      </Modal>
    </>
  );
}
