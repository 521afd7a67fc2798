export * from './demo';
export * as demo from './demo';
export { default as demoUser } from './demo';
import { DEMO_PASSWORD } from './demo';
export { DEMO_PASSWORD as renamed };
export * from './circle';
