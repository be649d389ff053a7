import type { Position } from '../base/diagnostic.ts';
import { didYouMean } from '../base/spelling.ts';
import type { Path, YamlFile } from '../base/yaml.ts';
import { compileExpression, type Expression } from './expression.ts';
import type { StepCompiling } from './kind.ts';
import type { Let } from './model.ts';
import type { Names } from './scene.ts';
import { sameType, type Type, typeName } from './type.ts';

export type Raw = Readonly<Record<string, unknown>>;

export type ComplainAt = (at: Position, rule: string, message: string, hint?: string) => void;

/** The name of a variable, and of a step that saves one: no hyphen, which an expression would read as minus. */
export const SAVING_NAME = /^[a-z][a-z0-9_]*$/;

export const TODAY_IS_TAKEN = '"today" is always the day of the conversation';

/** Compiles the named values of a step. */
export const compileLets = (
  raw: unknown,
  c: StepCompiling,
  vars: ReadonlyMap<string, Type>,
  yaml: YamlFile,
  path: Path,
): readonly Let[] => {
  if (raw === undefined) return [];
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    c.complain(['let'], 'shape', 'let: must be { name: "expression" }');
    return [];
  }
  return Object.entries(raw as Raw).flatMap(([name, source]) => {
    const at = yaml.keyAt([...path, 'let', name]);
    if (!SAVING_NAME.test(name))
      c.complain(['let', name], 'name', `"${name}" cannot be a variable's name`, 'small letters, digits and _');
    const value = c.expression(['let', name], source);
    const known = vars.get(name);
    if (name === 'today') c.complain(['let', name], 'name', TODAY_IS_TAKEN, 'choose another name');
    if (value && known && !sameType(known, value.type))
      c.complain(
        ['let', name],
        'type',
        `this is ${typeName(value.type)}, but "${name}" is ${typeName(known)} elsewhere`,
      );
    return value ? [{ name, value, at }] : [];
  });
};

/** What a step's kind can reach while it is compiled; problems point into the file. */
export const stepCompiling = (
  step: string,
  path: Path,
  steps: readonly string[],
  vars: ReadonlyMap<string, Type>,
  names: Names,
  yaml: YamlFile,
  complainAt: ComplainAt,
): StepCompiling => {
  const at = (rest: Path): Position => (rest.length === 0 ? yaml.keyAt(path) : yaml.at([...path, ...rest]));
  const expression = (rest: Path, source: unknown, ...types: readonly Type[]): Expression | undefined => {
    if (typeof source !== 'string' && typeof source !== 'number' && typeof source !== 'boolean') {
      complainAt(at(rest), 'expression', 'an expression is missing here', 'quote it: "a == 1"');
      return undefined;
    }
    const compiled = compileExpression(String(source), vars, names);
    if ('problem' in compiled) {
      const { offset, rule, message, hint } = compiled.problem;
      complainAt(yaml.at([...path, ...rest], offset), rule, message, hint);
      return undefined;
    }
    const { ok } = compiled;
    if (types.length > 0 && !types.some((type) => sameType(type, ok.type))) {
      complainAt(at(rest), 'type', `this is ${typeName(ok.type)}, but ${types.map(typeName).join(' or ')} is needed`);
      return undefined;
    }
    return ok;
  };
  return {
    step,
    steps,
    names,
    at,
    complain: (rest, rule, message, hint) => complainAt(at(rest), rule, message, hint),
    expression,
    target: (rest, name) => {
      if (!steps.includes(name))
        complainAt(at(rest), 'unknown-step', `"${name}" is not a step of this flow`, didYouMean(name, steps));
      return name;
    },
  };
};
