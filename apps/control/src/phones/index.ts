export { phoneConfirmation, phoneVerification, sentPhoneCode } from './phone-shapes.js';
export { PhonesModule } from './phones.module.js';
