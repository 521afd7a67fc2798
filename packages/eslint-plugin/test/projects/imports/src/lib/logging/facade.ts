import { trace } from './printer';

const facade = { debug: (value: unknown) => trace('debug', value) };

export default facade;
