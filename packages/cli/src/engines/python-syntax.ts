import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Machine } from '../cache.js';
import type { PathReason, SourceFile } from '../files/discover.js';
import { runProcess } from './process.js';

/**
 * Semgrep's Python parser recovers from many syntax errors without a word, and then a part of the file was not
 * judged. So the interpreter that Semgrep runs on is asked, too, whether each file parses. It only builds the tree;
 * nothing of the file is run.
 */
const script = `
import ast, json, sys
broken = []
for index, name in enumerate(sys.stdin.buffer.read().decode("utf-8", "surrogateescape").split("\\0")):
    try:
        with open(name, "rb") as file:
            data = file.read()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("latin-1")
        compile(text, "file", "exec", ast.PyCF_ONLY_AST, True)
    except SyntaxError as error:
        broken.append([index, error.lineno or 1, error.msg or "syntax error"])
    except Exception:
        pass
json.dump(broken, sys.stdout)
`;

/** Python 2, which Semgrep's parser reads and Python 3 does not. */
const oldPython = /^Missing parentheses in call to|^multiple exception types must be|^leading zeros in decimal/;

export interface SyntaxCheck {
  readonly machine: Machine;
  readonly files: readonly SourceFile[];
  readonly root: string;
  /** The Semgrep whose interpreter is asked. */
  readonly command: string;
  /** In milliseconds. */
  readonly timeLimit: number;
  readonly signal?: AbortSignal | undefined;
}

/** Finds the Python files that do not parse. Without an interpreter to ask there is no answer, which is no fault. */
export async function findBrokenPython(check: SyntaxCheck): Promise<PathReason[]> {
  const files = check.files.filter((file) => /\.py$/i.test(file.path));
  const interpreter = findInterpreter(check.command, check.machine);
  if (files.length === 0 || interpreter === undefined) return [];
  const { machine, root, timeLimit, signal } = check;
  const input = files.map((file) => file.absolute).join('\0');
  const args = ['-I', '-S', '-W', 'ignore', '-c', script];
  const { output } = await runProcess(interpreter, args, { machine, cwd: root, timeLimit, signal, input });
  return readAnswer(output).flatMap(([index, line, message]) => {
    const file = files[index];
    if (!file || oldPython.test(message)) return [];
    return [{ path: file.path, reason: `does not parse: ${message} (line ${line})` }];
  });
}

function readAnswer(output: string): [number, number, string][] {
  try {
    return JSON.parse(output) as [number, number, string][];
  } catch {
    return [];
  }
}

/** The Python beside the command, or the one that the command's first line names. */
function findInterpreter(command: string, { platform }: Machine): string | undefined {
  try {
    const real = realpathSync(command);
    const names = platform === 'win32' ? ['python.exe'] : ['python3', 'python'];
    const beside = [command, real].flatMap((file) => names.map((name) => path.join(path.dirname(file), name)));
    const firstLine = readFileSync(real).subarray(0, 512).toString('latin1').split('\n', 1)[0] ?? '';
    const named = /^#!\s*(\S*python\S*)\s*$/.exec(firstLine)?.[1];
    return [named, ...beside].find((file) => file !== undefined && existsSync(file));
  } catch {
    return undefined;
  }
}
