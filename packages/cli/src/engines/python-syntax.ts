import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Machine } from '../cache.js';
import type { PathReason, SourceFile } from '../files/discover.js';
import { splitArguments } from './arguments.js';
import { runProcess } from './process.js';
import { findOnPath, getExecutable, getOwnEnvironment } from './semgrep-environment.js';

/**
 * Semgrep's Python parser recovers from many syntax errors without a word, and then a part of the file was not judged.
 * So others are asked, too, whether each file parses. Nothing of the files is run.
 *
 * The first is ruff, which setup installs beside Semgrep: it knows the grammar of every Python version, whatever
 * interpreter the machine has. What it rejects the interpreter is asked about, too: only that one decodes files that
 * are not UTF-8, and tells Python 2, which Semgrep reads, from a mistake.
 */
const ruffArguments = ['check', '--isolated', '--no-cache', '--no-respect-gitignore', '--quiet', '--exit-zero'];
// Syntax errors are always told; of the rules only the one for files that cannot be read.
ruffArguments.push('--target-version', 'py314', '--select', 'E902', '--output-format', 'json', '--');

/** One line of JSON for each file, so that what was answered before a crash still counts. */
const script = `
import ast, json, sys
for index, name in enumerate(sys.stdin.buffer.read().decode("utf-8", "surrogateescape").split("\\0")):
    answer = [index]
    try:
        with open(name, "rb") as file:
            data = file.read()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("latin-1")
        compile(text, "file", "exec", ast.PyCF_ONLY_AST, True)
    except SyntaxError as error:
        answer = [index, error.msg or "syntax error", error.lineno or 1]
    except Exception as error:
        answer = [index, type(error).__name__]
    print(json.dumps(answer), flush=True)
`;

/** Python 2, which Semgrep's parser reads and Python 3 does not. */
const oldPython = /^Missing parentheses in call to|^multiple exception types must be|^leading zeros in decimal/;

export interface SyntaxCheck {
  readonly machine: Machine;
  readonly files: readonly SourceFile[];
  readonly root: string;
  /** The Semgrep whose environment is asked first. */
  readonly command: string;
  /** In milliseconds. */
  readonly timeLimit: number;
  readonly signal?: AbortSignal | undefined;
}

/** What is wrong with a file, and where; no line where it could not even be judged. */
interface Rejection {
  readonly message: string;
  readonly line?: number;
}

type Verdict = Rejection | 'fine';

/** Finds the Python files that do not parse, and those of which nobody could tell. Never rejects. */
export async function findBrokenPython(check: SyntaxCheck): Promise<PathReason[]> {
  const files = check.files.filter((file) => /\.py$/i.test(file.path));
  if (files.length === 0) return [];
  const rejected = await askRuff(files, check);
  const doubtful = rejected ? files.filter((file) => rejected.has(file)) : files;
  const opinions = await askInterpreter(doubtful, check);
  return doubtful.flatMap((file) => {
    const opinion = opinions.get(file);
    if (opinion === 'fine') return [];
    const isJudged = opinion?.line !== undefined;
    if (isJudged && oldPython.test(opinion.message)) return [];
    const first = rejected?.get(file);
    return [
      { path: file.path, reason: describe(first?.line === undefined && isJudged ? opinion : (first ?? opinion)) },
    ];
  });
}

function describe(rejection: Rejection | undefined): string {
  if (rejection?.line !== undefined) return `does not parse: ${rejection.message} (line ${rejection.line})`;
  return `nobody could tell whether it parses: ${rejection?.message ?? 'no Python was found to ask'}`;
}

/** The files that ruff rejects; undefined when it is not there or does not answer. */
async function askRuff(
  files: readonly SourceFile[],
  check: SyntaxCheck,
): Promise<Map<SourceFile, Rejection> | undefined> {
  const ruff = findBeside(check, ['ruff']);
  if (ruff === undefined) return undefined;
  const byName = new Map(files.map((file) => [file.absolute, file]));
  const rejected = new Map<SourceFile, Rejection>();
  for (const names of splitArguments([...byName.keys()], check.machine.platform)) {
    const { output } = await runProcess(ruff, [...ruffArguments, ...names], { ...check, cwd: check.root });
    const answers = readRuffOutput(output);
    if (!answers) return undefined;
    for (const { filename, code, message, location } of answers) {
      const file = byName.get(filename);
      if (!file || rejected.has(file)) continue;
      rejected.set(file, code === 'E902' ? { message } : { message, line: location.row });
    }
  }
  return rejected;
}

interface RuffAnswer {
  readonly filename: string;
  readonly code: string | null;
  readonly message: string;
  readonly location: { readonly row: number };
}

function readRuffOutput(output: string): RuffAnswer[] | undefined {
  try {
    const answers: unknown = JSON.parse(output);
    return Array.isArray(answers) ? (answers as RuffAnswer[]) : undefined;
  } catch {
    return undefined;
  }
}

async function askInterpreter(files: readonly SourceFile[], check: SyntaxCheck): Promise<Map<SourceFile, Verdict>> {
  const opinions = new Map<SourceFile, Verdict>();
  if (files.length === 0) return opinions;
  const interpreter = findInterpreter(check);
  if (interpreter === undefined) return opinions;
  const input = files.map((file) => file.absolute).join('\0');
  const args = ['-I', '-S', '-W', 'ignore', '-c', script];
  const { output } = await runProcess(interpreter, args, { ...check, cwd: check.root, input });
  for (const line of output.split('\n')) {
    const [index, message, row] = readAnswer(line);
    const file = files[index ?? -1];
    if (file)
      opinions.set(file, message === undefined ? 'fine' : { message, ...(row === undefined ? {} : { line: row }) });
  }
  for (const file of files)
    if (!opinions.has(file)) opinions.set(file, { message: 'Python did not come to an end over it' });
  return opinions;
}

function readAnswer(line: string): [index?: number, message?: string, row?: number] {
  try {
    return JSON.parse(line) as [number, string?, number?];
  } catch {
    return [];
  }
}

/** The Python beside Semgrep, the one that Semgrep's first line names, or the one on PATH. */
function findInterpreter(check: SyntaxCheck): string | undefined {
  const { command, machine } = check;
  const named = getNamedInterpreter(command);
  if (named !== undefined && existsSync(named)) return named;
  const names = ['python3', 'python'];
  return findBeside(check, names) ?? names.map((name) => findOnPath(name, machine)).find((file) => file !== undefined);
}

function getNamedInterpreter(command: string): string | undefined {
  try {
    const firstLine = readFileSync(command).subarray(0, 512).toString('latin1').split('\n', 1)[0] ?? '';
    return /^#!\s*(\S*python\S*)\s*$/.exec(firstLine)?.[1];
  } catch {
    return undefined;
  }
}

/** A program in our own environment, where its version is pinned, or beside the Semgrep that is used. */
function findBeside({ command, machine }: SyntaxCheck, names: readonly string[]): string | undefined {
  const ending = machine.platform === 'win32' ? '.exe' : '';
  const folders = [path.dirname(command), path.dirname(resolveLinks(command))];
  const candidates = folders.flatMap((folder) => names.map((name) => path.join(folder, name + ending)));
  const own = names.map((name) => getExecutable(getOwnEnvironment(machine), name, machine.platform));
  return [...own, ...candidates].find((file) => existsSync(file));
}

function resolveLinks(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
