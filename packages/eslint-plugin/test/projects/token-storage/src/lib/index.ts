export * from './storage.js';
export { STORAGE_KEYS, Keys } from './keys.js';
