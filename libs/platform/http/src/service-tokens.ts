/** Tokens of what every service is given besides classes. */
export const LOGGER = Symbol('the service logger');
export const SERVICE = Symbol('the options of the service');
