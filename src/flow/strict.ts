import type { Value } from '../base/value.ts';
import type { LanguageFunction } from './function.ts';
import { sameType, type Type, typeName } from './type.ts';
import { Mistake } from './typed.ts';

type Check = (type: Type) => boolean;

export const is =
  (...types: Type[]): Check =>
  (type) =>
    types.some((t) => sameType(t, type));

export const isMoney: Check = (type) => type.kind === 'money';

/** A function whose arguments must each be of a type; an absent argument makes the result absent. */
export const strict = (
  form: string,
  checks: readonly Check[],
  result: Type | ((types: readonly Type[]) => Type),
  work: (...values: never[]) => Value | undefined,
): LanguageFunction => ({
  form,
  least: checks.length,
  most: checks.length,
  compile: (args, _, c) => {
    const typed = args.map(c.compile);
    typed.forEach((arg, i) => {
      if (!checks[i]?.(arg.type))
        throw new Mistake(args[i]?.start ?? 0, 'type', `this is ${typeName(arg.type)}, but the function takes ${form}`);
    });
    return {
      type: typeof result === 'function' ? result(typed.map((t) => t.type)) : result,
      evaluate: (vars, scene) => {
        const values: Value[] = [];
        for (const arg of typed) {
          const value = arg.evaluate(vars, scene);
          if (value === undefined) return undefined;
          values.push(value);
        }
        return (work as (...v: Value[]) => Value | undefined)(...values);
      },
    };
  },
});
