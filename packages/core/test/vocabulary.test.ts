import { describe, expect, it } from 'vitest';
import { getSecretName, isRedactorName, splitWords } from '../src/index.js';
import { semgrepRegexes } from '../src/regexes.js';
import { harmlessNames, secretNames } from './names.js';

describe('getSecretName', () => {
  it('knows a table of more than three hundred names', () => {
    expect(secretNames.length + harmlessNames.length).toBeGreaterThan(300);
  });

  it.each(secretNames)('calls %s a secret', (name) => {
    expect(getSecretName(name)).toBeDefined();
  });

  it.each(harmlessNames)('keeps silent on %s', (name) => {
    expect(getSecretName(name)).toBeUndefined();
  });

  it('says the kind by the longest phrase', () => {
    expect(getSecretName('user_password_hash')?.kind).toBe('password-hash');
    expect(getSecretName('newRefreshToken')?.kind).toBe('refresh-token');
    expect(getSecretName('DATABASE_URL')?.kind).toBe('database-url');
    expect(getSecretName('jwtSecret')?.kind).toBe('key');
  });

  it('takes names of the user in any spelling', () => {
    expect(getSecretName('pinCode')).toBeUndefined();
    expect(getSecretName('pinCode', { secretNames: ['PIN_CODE'] })?.kind).toBe('credential');
  });
});

describe('splitWords', () => {
  it('splits every spelling', () => {
    for (const name of ['refreshToken', 'RefreshToken', 'refresh_token', 'REFRESH_TOKEN', 'refresh-token'])
      expect(splitWords(name)).toEqual(['refresh', 'token']);
  });

  it('keeps the plural of an acronym whole', () => {
    expect(splitWords('userIDs')).toEqual(['user', 'ids']);
    expect(splitWords('JWTsToken')).toEqual(['jwts', 'token']);
  });
});

describe('isRedactorName', () => {
  it.each(['mask', 'maskToken', 'redact_url', 'sanitize', 'scrubSecrets', 'hash_token'])('lets %s show', (name) => {
    expect(isRedactorName(name)).toBe(true);
  });

  it.each(['hash_password', 'hashPwd', 'task', 'hashtag', 'format'])('does not let %s show', (name) => {
    expect(isRedactorName(name)).toBe(false);
  });
});

describe('semgrepRegexes', () => {
  it('puts a gate in front of the password names that lets all of them through', () => {
    const gate = semgrepRegexes['plain-password-name-gate']!;
    expect(gate.length).toBeLessThan(200);
    expect(semgrepRegexes['plain-password-name']!.startsWith(gate)).toBe(true);
  });
});
