/**
 * Which files are test code. The presets leave the logging and the credentials rule out there: a test may print its
 * own made-up token and log in with its own made-up password.
 *
 * Paths are judged relative to the scanned root, with forward slashes, so that a project that itself lies below a
 * folder called `test` is not test code as a whole.
 */

/** Folders whose whole content is test code, by name; `*` stands for anything. */
const testFolders: readonly string[] = [
  'test',
  'tests',
  '__tests__',
  '__test__',
  'spec',
  'specs',
  '__specs__',
  'e2e',
  'e2e-tests',
  'e2e_tests',
  'integration-tests',
  'integration_tests',
  'cypress',
  'playwright',
  'stories',
  '__stories__',
  '.storybook',
  'fixtures',
  '__fixtures__',
  'mock',
  'mocks',
  '__mocks__',
  'mock-*',
  'mock_*',
  '*-mock',
  '*_mock',
  'testing',
  'test-utils',
  'test_utils',
  'testdata',
  'test-data',
  'test_data',
  'test-project',
  'test_project',
  'e2etests',
  'testcontainers',
  'unittests',
  'unit-tests',
  'unit_tests',
];

const scriptEndings = '{js,jsx,ts,tsx,mjs,cjs,mts,cts,vue}';

/** Names of script files that are test code wherever they lie. */
const scriptTestFiles: readonly string[] = [
  `*.{test,tests,spec,specs,e2e,e2e-spec,cy,stories,story,fixture,fixtures,mock,mocks}.${scriptEndings}`,
  `*.{fixture,fixtures,mock,mocks}.*.${scriptEndings}`,
  `{test,tests,mock,mocks,fixtures,test-fixtures}.${scriptEndings}`,
  `{test-fixtures,test-utils}.*.${scriptEndings}`,
  `{vitest,jest,playwright,cypress}.{config,setup}.${scriptEndings}`,
  `{setupTests,test-setup,vitest-setup,jest-setup,test-utils,testUtils}.${scriptEndings}`,
];

/** Names of Python files that are test code wherever they lie. */
const pythonTestFiles: readonly string[] = [
  'conftest.py',
  'test_*.py',
  'pytest_*.py',
  '*_test.py',
  '*_tests.py',
  '*_test_data.py',
  'test.py',
  'tests.py',
  'testing.py',
  'testutils.py',
  'testserver.py',
  'fixtures.py',
  'mocks.py',
];

const folderGlobs = testFolders.map((folder) => `**/${folder}/**`);

/** Globs for ESLint's `files`. */
export const testPathGlobs: readonly string[] = [
  ...folderGlobs,
  ...[...scriptTestFiles, ...pythonTestFiles].map((file) => `**/${file}`),
];

/**
 * The same for Semgrep's `paths.exclude`, whose globs know no braces: folders and Python files. Each glob is compared
 * with each file for each rule, so two spellings share one.
 */
export const pythonTestPathGlobs: readonly string[] = [
  ...new Set(folderGlobs.map((glob) => glob.replace(/(?<=[a-z0-9*])[-_](?=[a-z*])/, '[-_]'))),
  ...pythonTestFiles.map((file) => `**/${file}`),
];

const folderSet = new Set(testFolders.filter((folder) => !folder.includes('*')));
const folderPatterns = testFolders.filter((folder) => folder.includes('*')).map(compileName);
const filePatterns = [...scriptTestFiles, ...pythonTestFiles].map(compileName);

/**
 * Tells whether a file is test code.
 *
 * @param relativePath relative to the scanned root, with forward slashes
 */
export function isTestPath(relativePath: string): boolean {
  const parts = relativePath.split('/');
  const name = parts.pop() ?? '';
  const isTestFolder = (part: string): boolean =>
    folderSet.has(part) || folderPatterns.some((pattern) => pattern.test(part));
  return parts.some(isTestFolder) || filePatterns.some((pattern) => pattern.test(name));
}

/** Compiles a file-name glob of `*` and `{a,b}`, which is all that the list above needs. */
function compileName(glob: string): RegExp {
  const source = glob
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\{([^}]*)\}/g, (_, list: string) => `(?:${list.replaceAll(',', '|')})`);
  return new RegExp(`^${source.replaceAll('*', '[^/]*')}$`, 'u');
}
