const fromEnvironment = process.env.UPSTREAM;
export const upstream = fromEnvironment;
export const settings = { key: process.env.API_KEY, port: 80 };
export function readKey(): string | undefined {
  return process.env.API_KEY;
}
export function describeKey(key: string): string {
  return key ? 'present' : 'absent';
}
