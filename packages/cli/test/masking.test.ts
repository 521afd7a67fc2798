import { describe, expect, it } from 'vitest';
import { findMasked } from '../src/masking/literals.js';

function show(line: string, guiltyText?: string): string {
  const start = guiltyText === undefined ? -1 : line.indexOf(guiltyText);
  const guilty = guiltyText === undefined ? undefined : { start, end: start + guiltyText.length };
  let shown = line;
  const ranges = findMasked(line, { isCredential: guilty !== undefined, ...(guilty ? { guilty } : {}) });
  for (const { start: from, end, text } of [...ranges].reverse())
    shown = shown.slice(0, from) + text + shown.slice(end);
  return shown;
}

describe('what stays readable', () => {
  it.each([
    ["localStorage.getItem('refresh_token')"],
    ["logger.info('Login failed', token)"],
    ["import { password } from './constants/password'"],
    ["body['password']"],
    ["payload = { 'password': password }"],
    ['password = get_password(user)'],
    ['const token = await readToken(request);'],
    ['startCommand: alembic upgrade head && uvicorn app:app'],
    ['db_password: str = settings.DB_PASSWORD'],
    ['PASSWORD=$DB_PASSWORD ./start.sh'],
  ])('%s', (line) => {
    expect(show(line)).toBe(line);
  });
});

describe('what is masked wherever it is shown', () => {
  it.each([
    ["password = 'Sup3rSecret'", "password = 'Su…t'"],
    ['{ email: "a@b.fr", password: "Sup3rSecret" }', '{ email: "a@b.fr", password: "Su…t" }'],
    ['os.getenv("ADMIN_PASSWORD", "administrator")', 'os.getenv("ADMIN_PASSWORD", "ad…r")'],
    ['process.env.JWT_SECRET || "change-me-now"', 'process.env.JWT_SECRET || "ch…w"'],
    ["setPassword('Sup3rSecret')", "setPassword('Su…t')"],
    ['url = "postgres://app:Sup3rSecret@db.example.org/app"', 'url = "postgres://app:Su…t@db.example.org/app"'],
    ['ADMIN_PASSWORD=Sup3rSecret', 'ADMIN_PASSWORD=Su…t'],
    ['const key = "sk_live_abcdefgh12345678"', 'const key = "sk…8"'],
    ['h = "$2b$12$abcdefghijklmnopqrstuvwxyz012345"', 'h = "$2…5"'],
  ])('%s', (line, expected) => {
    expect(show(line)).toBe(expected);
  });
});

describe('what is masked where a credential was found', () => {
  it.each([
    ["useState('Sup3rSecret')", "'Sup3rSecret'", "useState('Su…t')"],
    ['<p>Mot de passe : demo1234</p>', 'demo1234', '<p>Mot de passe : de…4</p>'],
    ['<p>administrator</p>', 'administrator', '<p>ad…r</p>'],
    ['connect("db", "Sup3rSecret")', '"Sup3rSecret"', 'connect("db", "Su…t")'],
  ])('%s', (line, guilty, expected) => {
    expect(show(line, guilty)).toBe(expected);
  });

  it('shows the name of a constant, which is no value', () => {
    expect(show('<input defaultValue={DEMO_PASSWORD} />', 'DEMO_PASSWORD')).toBe(
      '<input defaultValue={DEMO_PASSWORD} />',
    );
  });
});

describe('a bare word after the name of a secret', () => {
  it('is a name in code, and stays', () => {
    const line = 'refresh_token = access_token';
    expect(findMasked(line, { isCredential: false, isCode: true })).toEqual([]);
  });

  it('is the value in a configuration file, and is masked', () => {
    expect(findMasked('password = hunter', { isCredential: false, isCode: false })).toHaveLength(1);
  });
});
