export const isDemoMode = process.env.NEXT_PUBLIC_DEMO_MODE === 'true';
export const showsDemo = process.env.NEXT_PUBLIC_DEMO_MODE !== 'false';
export const isDemoAlways = true;
export const settings = { demo: { on: process.env.DEMO === '1' } };
export function mayShow(): boolean {
  return isDemoMode;
}
