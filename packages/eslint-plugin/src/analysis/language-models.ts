import type { Analysis } from './analysis.js';

/** Language models read and write tokens, which are counted and paid for. */

const signs =
  /\bllm|(?:max_tokens|maxTokens|maxOutputTokens)["']?\s*:\s*[\d({a-z]|\btiktoken|from ['"](?:ai|openai|@ai-sdk\/[^'"]*|@anthropic-ai\/[^'"]*|@langchain\/[^'"]*|langchain)['"]/iu;

/** Whether a file is about a language model: its `tokens` are numbers. */
export function isAboutModels({ sourceCode: { text } }: Analysis): boolean {
  return signs.test(text);
}

/** Whether a name says nothing but `tokens`: `tokens`, `usage.tokens`. */
export function isTokenTotal(name: string): boolean {
  return /(?:^|\.)tokens$/u.test(name);
}
