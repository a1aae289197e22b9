import { itReachesATelephonyProvider } from '../testing/it-reaches-a-telephony-provider.js';
import { plivoRig } from '../testing/plivo/plivo-rig.js';

itReachesATelephonyProvider('Plivo', plivoRig);
