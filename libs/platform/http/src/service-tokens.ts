/** Tokens of what every service is given besides classes. */
export const LOGGER = Symbol('the service logger');
