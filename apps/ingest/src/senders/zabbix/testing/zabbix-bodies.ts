/** What the media type of docs/monitors/zabbix-media-type.yaml sends. */
export const zabbixBody = (fields: object = {}) => ({
  event_id: '9812',
  event_source: '0',
  event_value: '1',
  event_update_status: '0',
  event_update_action: '',
  event_update_message: '',
  event_update_user: '',
  event_ack_status: 'No',
  event_name: 'Free space is less than 3 %',
  event_severity: 'High',
  event_nseverity: '4',
  event_opdata: 'Space used: 97 %',
  event_date: '2026.01.05',
  event_time: '09:00:00',
  event_tags: '[{"tag":"component","value":"storage"}]',
  host_name: 'db-1',
  host_ip: '192.0.2.11',
  trigger_id: '24011',
  trigger_description: 'The volume is almost full.',
  trigger_url: 'https://wiki.example/runbooks/disk',
  subject: 'Problem: Free space is less than 3 %',
  message: 'Problem started at 09:00:00',
  zabbix_url: 'https://zabbix.example/',
  ...fields,
});

export const zabbixUpdate = (action: string, fields: object = {}) =>
  zabbixBody({ event_update_status: '1', event_update_action: action, ...fields });

/** Its test in Zabbix, in which no macro is expanded. */
export const zabbixTest = zabbixBody({
  event_id: '{EVENT.ID}',
  event_value: '{EVENT.VALUE}',
  event_update_status: '{EVENT.UPDATE.STATUS}',
  event_name: '{EVENT.NAME}',
  event_severity: '{EVENT.SEVERITY}',
  event_nseverity: '{EVENT.NSEVERITY}',
  host_name: '{HOST.NAME}',
  trigger_id: '{TRIGGER.ID}',
  trigger_url: '{TRIGGER.URL}',
  subject: '{ALERT.SUBJECT}',
  zabbix_url: '{$ZABBIX.URL}',
});
