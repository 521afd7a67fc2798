/** An expression of JavaScript that a whole text must match, or a rule has nothing to say about it. */
export interface Look {
  readonly source: string;
  /** With `y`: it is tried at the beginning only. */
  readonly flags: string;
}

/** Whether one of the texts matches all of a rule's expressions. */
export function canConcernTexts(looks: readonly Look[], texts: readonly string[]): boolean {
  const expressions = looks.map(({ source, flags }) => new RegExp(source, flags));
  return texts.some((text) =>
    expressions.every((expression) => {
      expression.lastIndex = 0;
      return expression.test(text);
    }),
  );
}
