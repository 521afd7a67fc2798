import pino from 'pino';

export const out = pino();

export class Printer {
  show(label: string, value: unknown): void {
    console.log(label, value);
  }
}

export const printer = new Printer();

export const trace = (...values: unknown[]): void => console.debug('[app]', ...values);

export function report(value: unknown): void {
  console.log(hideAll(value));
}

function hideAll(_value: unknown): string {
  return '…';
}

export const logger = {
  info(_message: string, _value?: unknown): void {},
  warn(message: string, value?: unknown): void {
    console.warn(message, value);
  },
};
