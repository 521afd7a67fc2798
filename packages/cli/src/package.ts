import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** The folder of an installed package. The command's bundle is CommonJS, which has no `import.meta.resolve`. */
export function getPackageFolder(name: string): string {
  return path.dirname(require.resolve(`${name}/package.json`));
}

/** The version of an installed package. */
export function getPackageVersion(name: string): string {
  const text = readFileSync(path.join(getPackageFolder(name), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** This package's version. */
export const version = getPackageVersion('mathakine-lint');

/**
 * Gives the absolute path of what this package holds. A path relative to a module would be another one in the bundle.
 *
 * @param relative a path from the package's folder, with forward slashes
 */
export function inPackage(relative: string): string {
  return path.join(getPackageFolder('mathakine-lint'), relative);
}
