import { CreateIncident1795219200000 } from './1795219200000-create-incident.js';
import { CreateKnownCall1795478400000 } from './1795478400000-create-known-call.js';
import { FindIncidentsOfCall1795564800000 } from './1795564800000-find-incidents-of-call.js';
import { TidyAlertTitles1795910400000 } from './1795910400000-tidy-alert-titles.js';
import { CreateDeadLetter1796083200000 } from './1796083200000-create-dead-letter.js';
import { KeepDeadlines1796342400000 } from './1796342400000-keep-deadlines.js';
import { ApplyAlertRules1796428800000 } from './1796428800000-apply-alert-rules.js';
import { FindIncidents1796432400000 } from './1796432400000-find-incidents.js';
import { TellWhatWasSeen1796461200000 } from './1796461200000-tell-what-was-seen.js';
import { WaitForQuiet1796472000000 } from './1796472000000-wait-for-quiet.js';
import { KeepLinks1796562000000 } from './1796562000000-keep-links.js';

/** Oldest first. */
export const migrations = [
  CreateIncident1795219200000,
  CreateKnownCall1795478400000,
  FindIncidentsOfCall1795564800000,
  TidyAlertTitles1795910400000,
  CreateDeadLetter1796083200000,
  KeepDeadlines1796342400000,
  ApplyAlertRules1796428800000,
  FindIncidents1796432400000,
  TellWhatWasSeen1796461200000,
  WaitForQuiet1796472000000,
  KeepLinks1796562000000,
];
