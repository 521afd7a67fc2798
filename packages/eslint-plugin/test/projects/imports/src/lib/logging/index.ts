export * from './printer';
export { default } from './facade';
