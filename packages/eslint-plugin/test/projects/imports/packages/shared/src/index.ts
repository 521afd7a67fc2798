export { report } from './report.js';
export const SHARED_TEXT = 'from the workspace';
