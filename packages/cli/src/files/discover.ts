import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import type { EngineName } from 'mathakine-lint-core';
import { isForeignFolder, isGeneratedName, isGeneratedText } from './generated.js';
import { addLayer, findRepository, isIgnored, readLayersAbove, type IgnoreLayers } from './ignore-rules.js';
import { getEngines, hasDeploymentWords, isChartTemplate, needsDeploymentWords } from './kinds.js';
import { readSource } from './read.js';

/** A file that an engine reads. */
export interface SourceFile {
  readonly absolute: string;
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly engines: readonly EngineName[];
  /** The text to judge where it is not what lies on disk: what is staged in git. */
  readonly text?: string;
}

export interface PathReason {
  readonly path: string;
  readonly reason: string;
}

export interface Discovery {
  /** The folder that paths are relative to. */
  readonly root: string;
  readonly files: readonly SourceFile[];
  /** What was left out on purpose, with the reason: told in verbose, never an error. */
  readonly leftOut: readonly PathReason[];
  /** What should have been read and could not. */
  readonly problems: readonly PathReason[];
}

/** Tells the absolute paths of files below a folder that git keeps although an ignore file speaks of them. */
export type TrackedLister = (folder: string) => Promise<readonly string[]>;

/** A PATH that cannot be linted, told to the user as a sentence. */
export class PathError extends Error {}

const concurrentReads = 32;

interface Candidate {
  readonly absolute: string;
  readonly explicit: boolean;
}

/**
 * Finds the files to read below the given paths. A file that is named is always read; below a folder, what git
 * ignores, installed packages, build output, minified and generated files are left out.
 *
 * @param paths files and folders, relative to `cwd`
 * @param listTracked names the files that git keeps although it ignores them: those are read
 * @throws PathError when a path does not exist
 */
export async function discoverFiles(
  paths: readonly string[],
  cwd: string,
  listTracked: TrackedLister = () => Promise.resolve([]),
): Promise<Discovery> {
  const given = (paths.length > 0 ? paths : ['.']).map((text) => ({ text, absolute: path.resolve(cwd, text) }));
  const kinds = given.map(({ text, absolute }) => ({ absolute, isFolder: checkPath(text, absolute) }));
  const root = getRoot(kinds, cwd);
  const walk = new Walk(root);
  for (const { absolute, isFolder } of kinds) {
    if (isFolder) {
      walk.isExport = findRepository(absolute) === undefined;
      walk.enter(absolute, readLayersAbove(absolute));
    } else walk.add(absolute, true);
  }
  if (walk.hasIgnored)
    for (const { absolute } of kinds.filter(({ isFolder }) => isFolder))
      for (const file of await listTracked(absolute)) walk.addTracked(file);
  walk.settleLinks();
  const chosen = await chooseFiles([...walk.candidates.values()], root);
  return {
    root,
    files: chosen.files,
    leftOut: [...walk.leftOut, ...chosen.leftOut],
    problems: [...walk.problems, ...chosen.problems],
  };
}

/** Turns an absolute path into one relative to the root, with forward slashes. */
export function toRelative(root: string, absolute: string): string {
  return path.relative(root, absolute).split(path.sep).join('/');
}

function checkPath(text: string, absolute: string): boolean {
  try {
    const stats = statSync(absolute);
    if (stats.isDirectory()) return true;
    if (stats.isFile()) return false;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new PathError(`There is no file or folder "${text}".`);
    throw new PathError(`"${text}" cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new PathError(`"${text}" is neither a file nor a folder.`);
}

/** The one folder that was given, else the current folder, else what all paths have in common. */
function getRoot(given: readonly { absolute: string; isFolder: boolean }[], cwd: string): string {
  const [first] = given;
  if (given.length === 1 && first?.isFolder) return first.absolute;
  if (given.every(({ absolute }) => isWithin(cwd, absolute))) return cwd;
  let common = first ? path.dirname(first.absolute) : cwd;
  while (!given.every(({ absolute }) => isWithin(common, absolute))) common = path.dirname(common);
  return common;
}

/** Tells whether a path is a folder or lies below it. */
export function isWithin(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

class Walk {
  readonly candidates = new Map<string, Candidate>();
  readonly leftOut: PathReason[] = [];
  readonly problems: PathReason[] = [];
  /** Real paths, so that a loop of links ends. */
  private readonly entered = new Set<string>();
  private readonly links: { readonly link: string; readonly target: string }[] = [];
  hasIgnored = false;
  /**
   * Without a repository nothing tells which files git keeps although it ignores them. A file that is there was
   * exported with the rest; only ignored folders are left out then, which are mostly installed or built.
   */
  isExport = false;

  constructor(private readonly root: string) {}

  add(absolute: string, explicit: boolean): void {
    if (explicit || !this.candidates.has(absolute)) this.candidates.set(absolute, { absolute, explicit });
  }

  enter(folder: string, layers: IgnoreLayers): void {
    let entries: Dirent[];
    try {
      const real = realpathSync(folder);
      if (this.entered.has(real)) return;
      this.entered.add(real);
      entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      this.problems.push(this.note(folder, `folder not readable: ${describeError(error)}`));
      return;
    }
    const names = new Set(entries.map((entry) => entry.name));
    const relative = toRelative(this.root, folder);
    for (const entry of entries) {
      const absolute = path.join(folder, entry.name);
      if (entry.isSymbolicLink()) this.follow(absolute, layers);
      else if (entry.isDirectory()) {
        if (isForeignFolder(entry.name, relative, names)) {
          if (entry.name !== '.git') this.leave(absolute, 'packages, build output or a cache');
        } else if (isIgnored(layers, absolute, true)) this.ignore(absolute);
        else this.enterFolder(absolute, layers);
      } else if (entry.isFile()) this.offer(absolute, layers);
      else if (this.isWanted(absolute, layers)) this.problems.push(this.note(absolute, 'neither a file nor a folder'));
    }
  }

  /** A file that git keeps is part of the project, whatever an ignore file says. */
  addTracked(absolute: string): void {
    const parts = toRelative(this.root, absolute).split('/');
    const isForeign = parts.some((part, index) => isForeignFolder(part, parts.slice(0, index).join('/'), new Set()));
    if (isForeign || getEngines(parts.join('/')).length === 0) return;
    if (statSync(absolute, { throwIfNoEntry: false })?.isFile()) this.add(absolute, false);
  }

  /** A link within the tree is read under its own name only where what it leads to is not. */
  settleLinks(): void {
    const root = realpathSync(this.root);
    for (const { link, target } of this.links) {
      if (this.candidates.has(path.join(this.root, path.relative(root, target))))
        this.leave(link, 'a symbolic link to something that is read under its own name');
      else this.add(link, false);
    }
  }

  private enterFolder(folder: string, layers: IgnoreLayers): void {
    if (isVirtualEnvironment(folder)) this.leave(folder, 'a Python environment');
    else this.enter(folder, addLayer(layers, folder));
  }

  private offer(absolute: string, layers: IgnoreLayers): void {
    if (this.isWanted(absolute, layers)) this.add(absolute, false);
  }

  private isWanted(absolute: string, layers: IgnoreLayers): boolean {
    if (getEngines(toRelative(this.root, absolute)).length === 0) return false;
    if (this.isExport || !isIgnored(layers, absolute, false)) return true;
    this.ignore(absolute);
    return false;
  }

  private ignore(absolute: string): void {
    this.hasIgnored = true;
    this.leave(absolute, 'ignored by git');
  }

  /** A link to a file is read; one to a folder is not, since the folder is read where it lies, or is elsewhere. */
  private follow(link: string, layers: IgnoreLayers): void {
    let target: string;
    let isFile: boolean;
    try {
      target = realpathSync(link);
      isFile = statSync(target).isFile();
    } catch {
      const reason = 'a symbolic link that leads nowhere';
      if (getEngines(toRelative(this.root, link)).length === 0) this.leave(link, reason);
      else if (this.isWanted(link, layers)) this.problems.push(this.note(link, reason));
      return;
    }
    const isInside = isWithin(realpathSync(this.root), target);
    if (!isFile)
      this.leave(link, `a symbolic link to a folder ${isInside ? 'that is read under its own name' : 'elsewhere'}`);
    else if (!this.isWanted(link, layers)) return;
    else if (isInside) this.links.push({ link, target });
    else this.add(link, false);
  }

  private leave(absolute: string, reason: string): void {
    this.leftOut.push(this.note(absolute, reason));
  }

  private note(absolute: string, reason: string): PathReason {
    return { path: toRelative(this.root, absolute) || '.', reason };
  }
}

function isVirtualEnvironment(folder: string): boolean {
  return statSync(path.join(folder, 'pyvenv.cfg'), { throwIfNoEntry: false }) !== undefined;
}

interface Choice {
  readonly files: SourceFile[];
  readonly leftOut: PathReason[];
  readonly problems: PathReason[];
}

/** Looks into the candidates where only the text tells whether they are to be read. */
async function chooseFiles(candidates: readonly Candidate[], root: string): Promise<Choice> {
  const choice: Choice = { files: [], leftOut: [], problems: [] };
  let next = 0;
  const results: (() => void)[] = [];
  const work = async (): Promise<void> => {
    for (let index = next++; index < candidates.length; index = next++)
      results[index] = await judgeCandidate(candidates[index]!, root, choice);
  };
  await Promise.all(Array.from({ length: concurrentReads }, work));
  for (const apply of results) apply();
  return choice;
}

/** Returns what to do rather than doing it, so that the order does not depend on which read ends first. */
async function judgeCandidate({ absolute, explicit }: Candidate, root: string, choice: Choice): Promise<() => void> {
  const relative = toRelative(root, absolute);
  const leave = (reason: string) => () => void choice.leftOut.push({ path: relative, reason });
  const engines = getEngines(relative);
  if (engines.length === 0) return leave('no rule reads this kind of file');
  if (!explicit && isGeneratedName(relative)) return leave('minified or generated, by its name');
  try {
    const text = await readSource(absolute);
    if (!explicit && isGeneratedText(relative, text)) return leave('minified or generated, by its text');
    if (!isOfInterest(relative, text)) return () => undefined;
    if (!explicit && isChartTemplate(relative, text)) return leave('a template of a chart: YAML only once rendered');
    return () => void choice.files.push({ absolute, path: relative, engines });
  } catch (error) {
    return () => void choice.problems.push({ path: relative, reason: `not readable: ${describeError(error)}` });
  }
}

/** Whether a file with this text can concern a rule: deployment files only with the words of a migration. */
export function isOfInterest(relativePath: string, text: string): boolean {
  return !needsDeploymentWords(relativePath) || hasDeploymentWords(text);
}

export function describeError(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
