import type { ASTNode } from '@marcbachmann/cel-js';
import { didYouMean } from '../base/spelling.ts';
import type { Value } from '../base/value.ts';
import type { LanguageFunction } from './function.ts';
import type { Scene } from './scene.ts';
import { sameType, type Type, typeName } from './type.ts';
import { type Lookup, Mistake, operand, type Typed } from './typed.ts';

/** A name that must stand in the source itself, so that it can be checked before anyone talks. */
export const literalId = (node: ASTNode | undefined, what: string): string => {
  if (node?.op === 'value' && typeof node.args === 'string') return node.args;
  throw new Mistake(node?.start ?? 0, 'type', `the name of the ${what} must be written out in quotes`);
};

/** A function that looks a fact up; its type is the fact's own. */
export const factLookup = (
  kind: Lookup['kind'],
  type: (fact: Type) => Type,
  read: (id: string) => Typed['evaluate'],
): LanguageFunction => ({
  form: "('fact.id')",
  least: 1,
  most: 1,
  compile: ([node], _, c) => {
    const id = literalId(node, 'fact');
    const fact = c.names.fact(id);
    if (!fact)
      throw new Mistake(
        node?.start ?? 0,
        'unknown-fact',
        `there is no fact "${id}"`,
        didYouMean(id, c.names.facts(), 'facts live in content/facts/'),
      );
    c.look({ kind, id });
    return { type: type(fact), evaluate: read(id) };
  },
});

/** `table('id', value, ...)`: the value today of the fact that the first fitting row names. `last_in_table` gives the last one known. */
export const tableLookup = (
  read: (scene: Scene, id: string, values: readonly Value[]) => Value | undefined,
): LanguageFunction => ({
  form: "('table.id', value, ...)",
  least: 2,
  most: 6,
  compile: ([node, ...inputs], _, c) => {
    const id = literalId(node, 'table');
    const found = c.names.table(id);
    if (!found)
      throw new Mistake(
        node?.start ?? 0,
        'unknown-table',
        `there is no table "${id}"`,
        didYouMean(id, c.names.tables(), 'tables live in content/tables/'),
      );
    if (inputs.length !== found.inputs.length)
      throw new Mistake(node?.start ?? 0, 'type', `the table "${id}" takes ${found.inputs.length} values`);
    const typed = inputs.map(c.compile);
    typed.forEach((arg, i) => {
      const wanted = found.inputs[i] as Type;
      const fits =
        sameType(arg.type, wanted) ||
        (wanted.kind === 'choice' && (arg.type.kind === 'choice' || arg.type.kind === 'text'));
      if (!fits)
        throw new Mistake(
          inputs[i]?.start ?? 0,
          'type',
          `this is ${typeName(arg.type)}, but the table takes ${typeName(wanted)}`,
        );
    });
    c.look({ kind: 'table', id, inputs: typed.map((arg, i) => operand(arg, inputs[i])) });
    return {
      type: found.result,
      evaluate: (vars, scene) => {
        const values = typed.map((arg) => arg.evaluate(vars, scene));
        return values.some((v) => v === undefined) ? undefined : read(scene, id, values as Value[]);
      },
    };
  },
});
