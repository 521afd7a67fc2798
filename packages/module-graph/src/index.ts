export { BoundedMap, getStamp } from './cache.js';
export { findDefinition, findExport, type Definition } from './definitions.js';
export { readSource, resolveModule } from './resolve.js';
