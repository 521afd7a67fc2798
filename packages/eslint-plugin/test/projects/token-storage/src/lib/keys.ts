export const STORAGE_KEYS = { session: 'refresh_token', theme: 'theme' } as const;
export enum Keys {
  Auth = 'auth_token',
  Locale = 'locale',
}
