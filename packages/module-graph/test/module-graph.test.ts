import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BoundedMap, getStamp } from '../src/cache.js';
import { findDefinition, findExport } from '../src/definitions.js';
import { readExports } from '../src/exports.js';
import { resolveModule } from '../src/resolve.js';

let root = '';

function write(path: string, text: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'module-graph-'));
  write('package.json', JSON.stringify({ name: 'root' }));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('resolveModule', () => {
  it('follows relative names, with and without extension, to sources', () => {
    const from = write('plain/a.ts', '');
    const b = write('plain/b.ts', '');
    const index = write('plain/folder/index.tsx', '');
    expect(resolveModule(from, './b')).toBe(b);
    expect(resolveModule(from, './b.js')).toBe(b);
    expect(resolveModule(from, './folder')).toBe(index);
    expect(resolveModule(from, './none')).toBeUndefined();
    expect(resolveModule(from, 'node:fs')).toBeUndefined();
    expect(resolveModule(from, './style.css')).toBeUndefined();
  });
  it('follows paths of a tsconfig that extends another', () => {
    write('app/base.json', JSON.stringify({ compilerOptions: { baseUrl: '.', paths: { '~lib/*': ['lib/*'] } } }));
    write('app/tsconfig.json', '{ // comments are allowed\n "extends": "./base.json", }');
    const target = write('app/lib/x.ts', '');
    expect(resolveModule(write('app/src/a.ts', ''), '~lib/x')).toBe(target);
  });
  it('follows paths of a project that a solution file refers to', () => {
    write('vite/tsconfig.json', JSON.stringify({ files: [], references: [{ path: './tsconfig.app.json' }] }));
    write('vite/tsconfig.app.json', JSON.stringify({ compilerOptions: { paths: { '#/*': ['./src/*'] } } }));
    const target = write('vite/src/x.ts', '');
    expect(resolveModule(write('vite/src/a.ts', ''), '#/x')).toBe(target);
  });
  it('follows paths of a jsconfig', () => {
    write('js/jsconfig.json', JSON.stringify({ compilerOptions: { paths: { 'lib/*': ['./source/*'] } } }));
    const target = write('js/source/x.js', '');
    expect(resolveModule(write('js/a.js', ''), 'lib/x')).toBe(target);
  });
  it('takes @/ for the source folder where no configuration says more', () => {
    write('bare/package.json', '{}');
    const target = write('bare/src/x.js', '');
    expect(resolveModule(write('bare/src/deep/a.js', ''), '@/x')).toBe(target);
  });
  it('notices that a tsconfig was changed', () => {
    write('moved/tsconfig.json', JSON.stringify({ compilerOptions: { paths: { 'k/*': ['./one/*'] } } }));
    const from = write('moved/a.ts', '');
    const one = write('moved/one/x.ts', '');
    const two = write('moved/two/y.ts', '');
    expect(resolveModule(from, 'k/x')).toBe(one);
    write('moved/tsconfig.json', JSON.stringify({ compilerOptions: { paths: { 'k/*': ['./two/*'], z: [] } } }));
    expect(resolveModule(from, 'k/y')).toBe(two);
  });
  it('survives a tsconfig that is no JSON', () => {
    write('broken/tsconfig.json', '{ "compilerOptions": ');
    expect(resolveModule(write('broken/a.ts', ''), 'k/x')).toBeUndefined();
  });
  it('reads workspace packages from their sources, linked or not', () => {
    write('space/package.json', JSON.stringify({ workspaces: { packages: ['packages/*', 'tools/**'] } }));
    write('space/packages/one/package.json', JSON.stringify({ name: '@w/one', main: './dist/main.js' }));
    const one = write('space/packages/one/src/main.ts', '');
    write(
      'space/tools/deep/two/package.json',
      JSON.stringify({
        name: 'two',
        exports: { '.': './dist/index.js', './sub': { types: './dist/sub.d.ts', default: './dist/sub.js' } },
      }),
    );
    const two = write('space/tools/deep/two/src/index.ts', '');
    const sub = write('space/tools/deep/two/src/sub.ts', '');
    const from = write('space/packages/user/src/a.ts', '');
    expect(resolveModule(from, '@w/one')).toBe(one);
    expect(resolveModule(from, 'two')).toBe(two);
    expect(resolveModule(from, 'two/sub')).toBe(sub);
    mkdirSync(join(root, 'space/node_modules/@w'), { recursive: true });
    symlinkSync(join(root, 'space/packages/one'), join(root, 'space/node_modules/@w/one'));
    expect(resolveModule(write('space/packages/user/src/deep/b.ts', ''), '@w/one')).toBe(one);
  });
  it('reads the packages of a pnpm workspace', () => {
    write('pnpm/package.json', '{}');
    write('pnpm/pnpm-workspace.yaml', "packages:\n  # the applications\n  - 'apps/*'\n  - libs/**\n");
    write('pnpm/libs/x/package.json', JSON.stringify({ name: 'x' }));
    const target = write('pnpm/libs/x/src/index.ts', '');
    expect(resolveModule(write('pnpm/apps/a/a.ts', ''), 'x')).toBe(target);
  });
  it('leaves installed packages and declarations alone', () => {
    write('node_modules/installed/package.json', JSON.stringify({ name: 'installed', main: 'index.js' }));
    write('node_modules/installed/index.js', 'exports.a = 1');
    write('types/x.d.ts', 'export const a: number');
    const from = write('types/a.ts', '');
    expect(resolveModule(from, 'installed')).toBeUndefined();
    expect(resolveModule(from, './x')).toBeUndefined();
  });
});

describe('exports', () => {
  const table = (text: string, path = 'a.ts'): Record<string, unknown> =>
    Object.fromEntries(readExports(path, text).names);
  it('reads declarations', () => {
    const names = table(
      'export const a = 1, { b, c: [d] } = x; export function e() {} export class F {} export enum G {} export type H = 1',
    );
    expect(Object.keys(names)).toEqual(['a', 'b', 'd', 'e', 'F', 'G']);
  });
  it('reads lists, re-exports and namespaces', () => {
    expect(table("export { a, b as c }; export { d as e } from './x'; export * as f from './y';")).toEqual({
      a: { kind: 'local', name: 'a' },
      c: { kind: 'local', name: 'b' },
      e: { kind: 'reexport', specifier: './x', name: 'd' },
      f: { kind: 'reexport', specifier: './y', name: '*' },
    });
  });
  it('reads default exports', () => {
    expect(table('const a = 1; export default a')['default']).toEqual({ kind: 'local', name: 'a' });
    const text = 'export default /* here */ async function () {}';
    const entry = table(text)['default'] as { start: number; end: number };
    expect(text.slice(entry.start, entry.end)).toBe('async function () {}');
    const wrapped = 'export default ({ a: 1 })';
    const object = table(wrapped)['default'] as { start: number; end: number };
    expect(wrapped.slice(object.start, object.end)).toBe('{ a: 1 }');
  });
  it('reads CommonJS', () => {
    const read = readExports(
      'a.js',
      "exports.a = exports.b = void 0; exports.a = 1; module.exports.c = x; module.exports = require('./y');",
    );
    expect([...read.names.keys()]).toEqual(['a', 'c']);
    expect(read.whole).toEqual({ kind: 'reexport', specifier: './y', name: '*' });
  });
});

describe('findDefinition', () => {
  it('follows barrels, renames and imports that are exported', () => {
    const target = write('chain/d.ts', 'export const value = 1; export default class {}');
    write(
      'chain/c.ts',
      "import { value as inner } from './d'; export { inner as outer }; export { default as Thing } from './d'",
    );
    write('chain/b.ts', "export * from './c'; export * from './b'");
    const from = write('chain/a.ts', '');
    expect(findDefinition(from, './b', 'outer')).toEqual({ kind: 'local', path: target, name: 'value' });
    expect(findDefinition(from, './b', 'Thing')).toMatchObject({ kind: 'expression', path: target });
    expect(findDefinition(from, './b', 'none')).toBeUndefined();
    expect(findDefinition(from, './d', '*')).toEqual({ kind: 'module', path: target });
  });
  it('answers for CommonJS members', () => {
    const path = write('common/a.cjs', 'module.exports = { a: 1 }');
    expect(findExport(path, 'a')).toMatchObject({ kind: 'member', name: 'a', of: { kind: 'expression', path } });
    expect(findExport(path, 'default')).toMatchObject({ kind: 'expression' });
  });
  it('reads a file again when it has changed, and without its byte-order mark', () => {
    const path = write('fresh/a.ts', '\uFEFFexport default 1');
    expect(findExport(path, 'default')).toMatchObject({ start: 15, end: 16 });
    write('fresh/a.ts', 'export const longer = 1');
    expect(findExport(path, 'default')).toBeUndefined();
    expect(findExport(path, 'longer')).toMatchObject({ kind: 'local' });
    expect(findExport(join(root, 'fresh/none.ts'), 'a')).toBeUndefined();
  });
});

describe('BoundedMap', () => {
  it('forgets what was not asked for longest', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.get('a');
    map.set('c', 3);
    expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([1, undefined, 3, 2]);
  });
  it('has no stamp for folders and missing files', () => {
    expect(getStamp(root)).toBeUndefined();
    expect(getStamp(join(root, 'none'))).toBeUndefined();
  });
});
