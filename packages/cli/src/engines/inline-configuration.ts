import type { WorkerAnswer, WorkerMessage } from './eslint-protocol.js';

/**
 * Comments that set our rules for one file: `eslint mathakine/no-sensitive-logs: off -- why` between the signs of a
 * block comment. ESLint obeys them without a word, unlike `eslint-disable`, which it counts.
 */
const comment = /(\/\*\s*)eslint(\s+(?:[^*]|\*(?!\/))*?\bmathakine\/(?:[^*]|\*(?!\/))*\*\/)/g;

/** What ESLint 8 took for its configuration, later versions take for a syntax error. */
const environment = /(\/\*\s*eslint)-(env\s)/g;

/** The text with `eslint-env` comments made into ordinary ones, at the same places. */
export function disarmEnvironments(text: string): string {
  return text.replace(environment, '$1_$2');
}

/** The text with such comments made into ordinary ones, at the same places; undefined when there are none. */
export function disarmInlineConfiguration(text: string): string | undefined {
  const disarmed = text.replace(comment, '$1eslinT$2');
  return disarmed === text ? undefined : disarmed;
}

/**
 * Tells what the comments silenced: what is found without them and not with them. Severities are those of the preset.
 *
 * @param text with the comments, for their reason
 */
export function compareAnswers(text: string, without: WorkerAnswer, obeyed: WorkerAnswer): WorkerAnswer {
  const known = new Set([...obeyed.messages, ...obeyed.suppressions.map(({ message }) => message)].map(getKey));
  const expected = new Map(without.messages.map((message) => [getKey(message), message]));
  const justification = getReason(text);
  return {
    messages: obeyed.messages.map((message) => expected.get(getKey(message)) ?? message),
    suppressions: [
      ...obeyed.suppressions,
      ...without.messages
        .filter((message) => !known.has(getKey(message)))
        .map((message) => ({ message, justification })),
    ],
  };
}

function getKey({ ruleId, messageId, line, column }: WorkerMessage): string {
  return [ruleId, messageId, line, column].join(' ');
}

function getReason(text: string): string {
  const reasons = [...text.matchAll(comment)].map((match) => /\s-{2,}\s([\s\S]*?)\*\/$/.exec(match[0])?.[1]?.trim());
  return reasons.find(Boolean) ?? '';
}
