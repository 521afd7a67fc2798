import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lintTexts, type LintSetup } from '../lint.js';

const project = fileURLToPath(new URL('../projects/imports', import.meta.url));
const setup: LintSetup = { rule: 'no-sensitive-logs', cwd: project, filename: join(project, 'src/app/page.ts') };

describe('values of other files', () => {
  it.each([
    [
      'a neutral constant made from a secret',
      "import { settings } from '@/lib/config'; console.log(settings.key)",
      ['settings.key'],
    ],
    ['an object that holds a secret', "import { settings as s } from '#config'; console.log(s)", ['s']],
    ['a function that reads a secret', "import { readKey } from '@/lib/config'; console.log(readKey())", ['readKey()']],
    [
      'a password by its name',
      "import { DEMO_PASSWORD } from '@/lib/constants'; console.log(DEMO_PASSWORD)",
      ['DEMO_PASSWORD'],
    ],
    ['a required secret', "const { apiKey: k } = require('../../legacy/secrets.cjs'); console.log(k)", ['k']],
  ])('reports %s', (_reason, code, texts) => {
    expect(lintTexts(code, setup)).toEqual(texts);
  });
  it.each([
    ['a plain member of that object', "import { settings } from '@/lib/config'; console.log(settings.port)"],
    ['an enum member that repeats a name', "import { Keys } from '@/lib/constants'; console.log(Keys.Token)"],
    ['a constant read from elsewhere', "import { upstream } from '@/lib/config'; console.log(upstream)"],
    ['a function that only describes', "import { describeKey } from '@/lib/config'; console.log(describeKey(apiKey))"],
  ])('keeps silent on %s', (_reason, code) => {
    expect(lintTexts(code, setup)).toEqual([]);
  });
});

describe('sinks of other files', () => {
  it.each([
    ['a wrapper with rest parameters', "import { trace } from '@/lib/logging'; trace('x', token)", ['token']],
    ['a facade behind a default export', "import facade from '@/lib/logging'; facade.debug({ token })", ['token']],
    ['a logger with a neutral name', "import { out } from '@/lib/logging'; out.info(token)", ['token']],
    ['a method of an instance', "import { printer } from '@/lib/logging'; printer.show('x', token)", ['token']],
    ['a method of a logger', "import { logger } from '@/lib/logging'; logger.warn('x', token)", ['token']],
    ['a workspace package', "import { report } from '@sample/shared'; report('x', password)", ['password']],
    ['a CommonJS function', "const { dump } = require('../../legacy/secrets.cjs'); dump(token)", ['token']],
    ['a function assigned to exports', "const named = require('../../legacy/named'); named.audit(token)", ['token']],
    [
      'a logger that cannot be read, by its name',
      "import { logger } from 'some-package'; logger.info(token)",
      ['token'],
    ],
  ])('reports %s', (_reason, code, texts) => {
    expect(lintTexts(code, setup)).toEqual(texts);
  });
  it.each([
    ['a logger whose method does nothing', "import { logger } from '@/lib/logging'; logger.info('x', token)"],
    ['a wrapper that hides what it is given', "import { report } from '@/lib/logging'; report(token)"],
    ['the label of a wrapper', "import { report } from '@sample/shared'; report('token', 1)"],
  ])('keeps silent on %s', (_reason, code) => {
    expect(lintTexts(code, setup)).toEqual([]);
  });
});
