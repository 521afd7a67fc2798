import { demoFlagWords, developmentFlagWords, migrationFlagWords, splitWords } from 'mathakine-lint-core';
import type { MathakineSettings } from './analysis.js';

/** What a guard lets through only when somebody wants it. */
export type GuardKind = 'demo' | 'development' | 'migration';

/** What a name says about the flag it holds. */
export interface FlagName {
  /** `environment` is a name such as `NODE_ENV`: it says nothing until it is compared with one. */
  readonly kind: GuardKind | 'environment';
  /** True for `DISABLE_DEMO` and `isProduction`: on means closed. */
  readonly negative: boolean;
}

interface FlagNameOptions {
  readonly settings: MathakineSettings;
  /** Whether the name was read from the environment or the settings, where a bare `SEED` is a flag. */
  readonly isConfigured: boolean;
}

const demoWords = new Set(demoFlagWords);
const developmentWords = new Set(developmentFlagWords);
const migrationWords = new Set([...migrationFlagWords, 'sync', 'synchronize', 'synchronise']);
const productionWords = new Set(['prod', 'production']);

const negativeWords = new Set(['disable', 'disabled', 'hide', 'hidden', 'no', 'not', 'non', 'without', 'skip', 'off']);

/** Words that turn a name into a switch, whatever else it speaks of: `SHOW_DEMO_ACCOUNTS`. */
const switchWords = new Set(
  'is show enable enabled allow allowed use with display mode on should can run auto flag feature active'.split(' '),
);

/** A demo name that ends so holds a value: `DEMO_PASSWORD` set is no decision to run a demonstration. */
const valueWords = new Set(
  (
    'password pw pwd user users username email mail account accounts credential credentials creds url uri link name ' +
    'id ids data token key secret video page pages button section modal panel dialog text title label request ' +
    'requests host port path file files list items form role tenant org organization project company'
  ).split(' '),
);

/** What may stand around the word in the name of a development flag: `IS_DEV_MODE`, `NEXT_PUBLIC_DEBUG`. */
const plainWords = new Set(
  (
    'is in mode env environment server enabled enable build node app vite next public react on flag run running use ' +
    'expo nuxt process runtime web client backend frontend host site stage the only allow and test testing or'
  ).split(' '),
);

/** Names that tell what the database needs, not what the operator allowed. */
const stateWords = new Set(
  (
    'needs need needed pending has had count counts length file files path dir directory folder table tables list ' +
    'version versions name names url current latest last applied missing exists exist done complete completed ' +
    'success result results error status id key provider query queries engine client token hook'
  ).split(' '),
);

const environmentWords = new Set(['env', 'environment', 'stage']);

/** Reads a flag's name; undefined for a name that is no flag. */
export function getFlagName(name: string, options: FlagNameOptions): FlagName | undefined {
  const words = splitWords(name);
  if (words.length === 0) return undefined;
  const isNamed = (list: readonly string[] | undefined): boolean =>
    list?.some((own) => splitWords(own).join(' ') === words.join(' ')) ?? false;
  if (isNamed(options.settings.demoFlags)) return { kind: 'demo', negative: false };
  if (isNamed(options.settings.migrationFlags)) return { kind: 'migration', negative: false };
  const negative = words.some((word) => negativeWords.has(word));
  if (words.some((word) => demoWords.has(word))) {
    const isValue =
      valueWords.has(words.at(-1)!) && !words.some((word) => switchWords.has(word) || negativeWords.has(word));
    return isValue ? undefined : { kind: 'demo', negative };
  }
  if (isMigrationName(words, options.isConfigured)) return { kind: 'migration', negative };
  return getDevelopmentName(words, negative);
}

function isMigrationName(words: readonly string[], isConfigured: boolean): boolean {
  if (!words.some((word) => migrationWords.has(word))) return false;
  if (words.some((word) => stateWords.has(word))) return false;
  // A bare `schema` or `migrations` in the program is the thing itself.
  return isConfigured || (words.length > 1 && words.some((word) => switchWords.has(word) || word === 'startup'));
}

function getDevelopmentName(words: readonly string[], negative: boolean): FlagName | undefined {
  const rest = words.filter((word) => !plainWords.has(word) && !negativeWords.has(word));
  if (rest.length > 0) {
    if (rest.every((word) => productionWords.has(word))) return { kind: 'development', negative: !negative };
    if (rest.length === 1 && words.length === 1 && rest[0] === 'local') return undefined;
    if (rest.every((word) => developmentWords.has(word))) return { kind: 'development', negative };
  }
  return environmentWords.has(words.at(-1)!) && words.length <= 5
    ? { kind: 'environment', negative: false }
    : undefined;
}

const productionValues = new Set(['production', 'prod', 'live']);
const developmentValues = new Set(['development', 'dev', 'local', 'localhost', 'test', 'testing', 'ci', 'debug']);
const demoValues = demoWords;
const onValues = new Set(['true', '1', 'yes', 'on', 'y', 't', 'enabled', 'enable']);
const offValues = new Set(['false', '0', 'no', 'off', 'n', 'f', 'disabled', 'disable', '']);

/** What a value of an environment name says. */
export function getEnvironmentValue(value: unknown): 'production' | 'development' | 'demo' | undefined {
  const text = String(value).toLowerCase();
  if (productionValues.has(text)) return 'production';
  if (developmentValues.has(text)) return 'development';
  return demoValues.has(text) ? 'demo' : undefined;
}

/** What a value of a flag says; `undefined` for a value that is neither on nor off. */
export function getFlagValue(value: unknown): 'on' | 'off' | 'unset' | undefined {
  if (value === undefined || value === null) return 'unset';
  const text = String(value).toLowerCase().trim();
  if (onValues.has(text)) return 'on';
  return offValues.has(text) ? 'off' : undefined;
}
