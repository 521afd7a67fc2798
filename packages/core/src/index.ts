export * from './catalogue.js';
export * from './finding.js';
export * from './mask.js';
export * from './test-paths.js';
export * from './vocabulary.js';
export * from './words.js';
