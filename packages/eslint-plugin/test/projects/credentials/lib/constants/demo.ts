export const DEMO_USER = 'ObiWan' as const;
export const DEMO_LOGIN_PASSWORD = 'HelloThere9!' as const;
export const DEMO_ACCOUNT = { username: 'ObiWan', password: 'HelloThere9!' };
export const PASSWORD_FIELD = 'password';
export enum Fields {
  Password = 'password',
}
