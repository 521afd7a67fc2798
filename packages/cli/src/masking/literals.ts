import { getSecretName, maskValue, type SecretKind } from 'mathakine-lint-core';

/** A part of a line whose text is not to be shown. Columns count from 0, the end is exclusive. */
export interface MaskedRange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What is known of the place in which a line is shown. */
export interface LineContext {
  /** Where the line is guilty, columns from 0; the whole range is a literal's neighbourhood. */
  readonly guilty?: { readonly start: number; readonly end: number };
  /** Whether the finding is about a literal, so that every value on the guilty part is one to hide. */
  readonly isCredential: boolean;
  /** Whether the line is of a programming language, in which a bare word is a name and never a value. */
  readonly isCode?: boolean;
}

/** Kinds of names whose value, written as a literal, is the secret itself. */
const valuedKinds: ReadonlySet<SecretKind> = new Set<SecretKind>([
  'password',
  'password-hash',
  'key',
  'credential',
  'refresh-token',
  'access-token',
  'token',
  'database-url',
  'one-time-code',
]);

const quoted = /(["'`])((?:\\.|(?!\1)[^\\])*)\1/g;

/** Texts that are secrets whatever they stand in. */
const knownShapes: readonly RegExp[] = [
  /\b(?:sk|rk)[-_](?:live|test|proj|ant)[-_][\w-]{8,}/g,
  /\bgh[pousr]_\w{20,}/g,
  /\bglpat-[\w-]{16,}/g,
  /\bxox[abposr]-[\w-]{10,}/g,
  /\bAKIA[A-Z\d]{12,}/g,
  /\bAIza[\w-]{30,}/g,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/g,
  /\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g,
  /\$(?:2[abxy]\$\d\d\$[./A-Za-z\d]{20,}|argon2(?:id|i|d)\$[^\s"'`]+|(?:pbkdf2|scrypt)[^\s"'`]{16,})/g,
  /\b[a-f\d]{32,}\b/gi,
];

/** The password part of a connection address. */
const addressPassword = /\b[a-z][\w+.-]*:\/\/[^\s:/@"'`{}<>$]*:([^\s@"'`{}<>$]+)@/gi;

/** A name and the value that is given to it: `password: "…"`, `PASSWORD=…`, `password="…"`, `--password …`. */
const assignment = /([A-Za-z_][\w.-]*)["'\]]*\s*(?:=>|:=|[:=])\s*$/;
/** A default for the variable that is read: `getenv("ADMIN_PASSWORD", "…")`. */
const defaultOf = /["'`]([A-Za-z_][\w.-]*)["'`]\s*,\s*(?:default\s*=\s*)?$/;
/** A default for a name: `process.env.ADMIN_PASSWORD || "…"`, `ADMIN_PASSWORD:-…`. */
const alternative = /([A-Za-z_][\w.-]*)["'\])]*\s*(?:\|\||\?\?|\bor\b)\s*$/;
/** A setter that takes the value itself: `setPassword("…")`. */
const setter = /([A-Za-z_][\w]*)\(\s*$/;
/** Bare values of configuration files: `PASSWORD=value`, `password: value`. */
const bareAssignment = /([A-Za-z_][\w-]*)\s*[:=]\s*([^\s"'`(){}[\],;<>$|&]+)/g;

/**
 * Finds what must not be shown of a line: values of secret names, texts in the shape of a key, and, where the
 * finding is about a literal, the literals of its range. Names and keys stay.
 */
export function findMasked(line: string, context: LineContext): MaskedRange[] {
  const ranges: MaskedRange[] = [];
  const add = (start: number, end: number): void => {
    if (end > start) ranges.push({ start, end, text: maskValue(line.slice(start, end)) });
  };
  for (const literal of line.matchAll(quoted)) {
    const value = literal[2] ?? '';
    const start = literal.index + 1;
    if (value !== '' && isSecretLiteral(line, start, value, context)) add(start, start + value.length);
  }
  for (const pattern of knownShapes)
    for (const match of line.matchAll(pattern)) add(match.index, match.index + match[0].length);
  for (const match of line.matchAll(addressPassword)) {
    const end = match.index + match[0].length - 1;
    add(end - match[1]!.length, end);
  }
  for (const match of line.matchAll(bareAssignment)) {
    const value = match[2]!;
    const end = match.index + match[0].length;
    if (isValued(match[1]!) && isBareValue(value, line, context.isCode === true)) add(end - value.length, end);
  }
  if (context.isCredential && context.guilty) addBareText(line, context.guilty, add);
  return joinRanges(ranges, line);
}

function isSecretLiteral(line: string, start: number, value: string, context: LineContext): boolean {
  const before = line.slice(0, start - 1);
  const after = line.slice(start + value.length + 1);
  if (isNamePosition(before, after)) return false;
  if (/^\s*$|^[.…*•x-]+$|^\$\{[^}]*\}$|^\{\{[^}]*\}\}$/.test(value)) return false;
  const receiver =
    assignment.exec(before)?.[1] ??
    defaultOf.exec(before)?.[1] ??
    alternative.exec(before)?.[1] ??
    setter.exec(before)?.[1];
  if (receiver !== undefined && isValued(receiver.replace(/^set(?=[A-Z])/, ''))) return true;
  if (!context.isCredential || !context.guilty) return false;
  const { guilty } = context;
  return start - 1 < guilty.end && start + value.length + 1 > guilty.start;
}

/** Keys of objects, names that are read, modules: what is shown in a message anyway. */
function isNamePosition(before: string, after: string): boolean {
  if (/(?:\bfrom|\bimport|\brequire\()\s*$/.test(before)) return true;
  if (/^\s*:(?!:)/.test(after) && /[{,(]\s*$|^\s*$/.test(before)) return true;
  if (/\[\s*$/.test(before) && /^\s*\]/.test(after) && /[\w)\]]\s*\[\s*$/.test(before)) return true;
  return /(?:\bgetenv|environ\.get|\.get|\.pop|\.getItem|\.setItem|\.removeItem|\bgetItem|\bsetItem|\benv|\bconfig|\bread|\bField|\bname|\bid|\btype|\bhtmlFor|\bautoComplete|\bautocomplete|\bclassName)\s*(?:\(\s*|=\s*\{?\s*)$/.test(
    before,
  );
}

function isValued(name: string): boolean {
  const secret = getSecretName(name.split('.').at(-1) ?? name);
  return secret !== undefined && valuedKinds.has(secret.kind);
}

/** In code a bare word after a name is code; in shell and configuration files it is the value. */
function isBareValue(value: string, line: string, isCode: boolean): boolean {
  if (isCode && /^[A-Za-z_$][\w$.]*$/.test(value)) return false;
  if (
    /^[A-Za-z_][\w.]*$/.test(value) &&
    /[()]|;\s*$|=>|\bself\b|\bconst\b|\blet\b|,\s*$|^\s*(?:return|await|if)\b/.test(line)
  )
    return false;
  return (
    /[\w]/.test(value) &&
    !/^(?:true|false|null|none|undefined|str|string|bytes|any|int|optional|required)\b/i.test(value)
  );
}

/** The guilty text of JSX, HTML and configuration files, which stands in no quotes. */
function addBareText(
  line: string,
  guilty: { start: number; end: number },
  add: (start: number, end: number) => void,
): void {
  const text = line.slice(guilty.start, guilty.end);
  if (/["'`]/.test(text) || (/^[\s{(]*[A-Za-z_$][\w$.[\]?!]*[\s})]*$/.test(text) && !isProse(line, guilty))) return;
  if (/[(){}=]/.test(text)) return;
  const start = guilty.start + (text.length - text.trimStart().length);
  add(start, guilty.start + text.trimEnd().length);
}

/** Whether the range is text between tags. */
function isProse(line: string, { start, end }: { start: number; end: number }): boolean {
  return (
    />\s*[^<>{}]*$/.test(line.slice(0, start)) &&
    !/=>\s*$/.test(line.slice(0, start)) &&
    /^[^<>{}]*(?:<|$)/.test(line.slice(end))
  );
}

/** Orders ranges and joins those that overlap. */
export function joinRanges(ranges: readonly MaskedRange[], line: string): MaskedRange[] {
  const joined: MaskedRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = joined.at(-1);
    if (!last || range.start >= last.end) joined.push(range);
    else if (range.end > last.end)
      joined[joined.length - 1] = {
        start: last.start,
        end: range.end,
        text: maskValue(line.slice(last.start, range.end)),
      };
  }
  return joined;
}
