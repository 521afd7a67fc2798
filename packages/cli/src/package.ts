import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const packageFile = import.meta.resolve('mathakine-lint/package.json');

/** This package's version. */
export const version: string = (JSON.parse(readFileSync(fileURLToPath(packageFile), 'utf8')) as { version: string })
  .version;

/**
 * Gives the absolute path of what this package holds. A path relative to a module would be another one in the bundle.
 *
 * @param relative a path from the package's folder, with forward slashes
 */
export function inPackage(relative: string): string {
  return fileURLToPath(new URL(relative, packageFile));
}
