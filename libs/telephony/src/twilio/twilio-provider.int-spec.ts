import { itReachesATelephonyProvider } from '../testing/it-reaches-a-telephony-provider.js';
import { twilioRig } from '../testing/twilio/twilio-rig.js';

itReachesATelephonyProvider('Twilio', twilioRig);
