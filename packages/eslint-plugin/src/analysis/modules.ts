import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from './analysis.js';
import type { ImportBinding } from './bindings.js';

/** Where an imported name is defined. */
export interface ImportedDefinition {
  /** Of the file that holds the definition; ask every further question with it. */
  readonly analysis: Analysis;
  /** The value's expression, function, class or enum; the `Program` for a whole module. */
  readonly node: TSESTree.Node;
  /** Absolute path of that file. */
  readonly path: string;
}

/** Where an imported name is defined, undefined when that lies outside the project or cannot be read. */
export function resolveImported(_analysis: Analysis, _binding: ImportBinding): ImportedDefinition | undefined {
  return undefined;
}

/** The definition of a name that a module exports, by its own statements and re-exports. */
export function resolveExport(_analysis: Analysis, _name: string): ImportedDefinition | undefined {
  return undefined;
}
