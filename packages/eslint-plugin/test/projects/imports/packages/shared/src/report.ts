export function report(label: string, value: unknown): void {
  console.info(label, value);
}
