import type { TSESLint } from '@typescript-eslint/utils';
import { catalogue, getRuleUrl, type RuleId } from 'mathakine-lint-core';

export type RuleContext<MessageIds extends string, Options extends readonly unknown[]> = Readonly<
  TSESLint.RuleContext<MessageIds, Options>
>;

/** What a rule's `docs` hold, beside what ESLint itself reads. */
export interface RuleDocs {
  readonly description: string;
  readonly url: string;
  /** The presets that hold the rule. */
  readonly recommended: boolean;
  /** Options that the `strict` preset gives the rule. */
  readonly strict?: readonly unknown[];
  /** Whether the presets leave the rule out on test code. */
  readonly ignoresTests?: boolean;
}

export interface RuleDefinition<MessageIds extends string, Options extends readonly unknown[]> {
  readonly name: RuleId;
  readonly meta: {
    readonly type?: 'problem' | 'suggestion';
    readonly hasSuggestions?: boolean;
    readonly messages: Readonly<Record<MessageIds, string>>;
    readonly schema: TSESLint.RuleMetaData<MessageIds>['schema'];
    readonly docs?: Partial<RuleDocs>;
    readonly defaultOptions: Options;
  };
  create(context: RuleContext<MessageIds, Options>, options: Options): TSESLint.RuleListener;
}

export interface MathakineRule {
  readonly meta: {
    readonly type: 'problem' | 'suggestion';
    readonly docs: RuleDocs;
    readonly hasSuggestions: boolean;
    readonly messages: Readonly<Record<string, string>>;
    readonly schema: TSESLint.RuleMetaData<string>['schema'];
    readonly defaultOptions: readonly unknown[];
  };
  readonly defaultOptions: readonly unknown[];
  create(context: RuleContext<string, readonly unknown[]>): TSESLint.RuleListener;
}

/** Makes a rule whose description and address come from the catalogue, and whose options have their defaults. */
export function createRule<MessageIds extends string, Options extends readonly unknown[]>(
  definition: RuleDefinition<MessageIds, Options>,
): MathakineRule {
  const entry = catalogue.get(definition.name)!;
  return {
    meta: {
      type: definition.meta.type ?? 'problem',
      docs: {
        description: entry.description,
        url: getRuleUrl(definition.name),
        recommended: true,
        ...definition.meta.docs,
      },
      hasSuggestions: definition.meta.hasSuggestions ?? false,
      messages: definition.meta.messages,
      schema: definition.meta.schema,
      defaultOptions: definition.meta.defaultOptions,
    },
    defaultOptions: definition.meta.defaultOptions,
    create(context) {
      const options = definition.meta.defaultOptions.map((standard, index) => merge(standard, context.options[index]));
      return definition.create(context as unknown as RuleContext<MessageIds, Options>, options as unknown as Options);
    },
  };
}

function merge(standard: unknown, given: unknown): unknown {
  if (given === undefined) return standard;
  const areRecords = [standard, given].every((value) => typeof value === 'object' && value !== null);
  if (!areRecords || Array.isArray(standard)) return given;
  return { ...(standard as object), ...(given as object) };
}
