export const DEMO_PASSWORD = 'Sample-Value-1';
export const DEMO_USER = `demo-${1}`;
const inner = { login: { password: DEMO_PASSWORD } } as const;
export { inner as accounts };
export enum Keys {
  Token = 'access_token',
  Theme = 'theme',
}
export const storageKeys = { token: Keys.Token, theme: 'theme' } as const satisfies Record<string, string>;
export default DEMO_USER;
