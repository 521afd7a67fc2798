import { isTestPath } from '../src/test-paths.js';
import { expect, it } from 'vitest';

it.each([
  'src/latest/page.tsx',
  'app/contest.py',
  'app/testimonials.tsx',
  'frontend/scripts/test-backend-connection.js',
  'app/attestation/views.py',
  'src/specification.ts',
  'src/mockup.tsx',
  'mockups/page.html',
  'app/factories.py',
])('takes %s for shipped code', (file) => {
  expect(isTestPath(file)).toBe(false);
});

it.each([
  'tests/test_auth.py',
  'app/auth_test.py',
  'conftest.py',
  'hc/test.py',
  'src/a.spec.ts',
  'src/__tests__/a.ts',
  'e2e/login.ts',
  'src/Button.stories.tsx',
  'src/mocks/handlers.ts',
  'src/users.mock.data.ts',
  'packages/e2e_tests/setup/seed.ts',
  'integration_tests/seed.py',
  'vitest.setup.ts',
  'src/test-fixtures.skip.ts',
  'packages/testcontainers/src/redis.ts',
  'test_project/settings.py',
  'api/e2etests/seed.py',
  'unittests/scans/report.html',
  'unit_tests/seed.py',
  'app/pytest_plugin.py',
  'shop/testing.py',
  'shop/testutils.py',
  'testserver.py',
  'dev/github_mock/app.py',
  'dev/mock-server/app.js',
  'lib/create_test_data.py',
])('takes %s for test code', (file) => {
  expect(isTestPath(file)).toBe(true);
});
