import type { YamlFile } from '../base/yaml.ts';
import { compileExpression } from './expression.ts';
import type { StepKind } from './kind.ts';
import type { Names } from './scene.ts';
import { type ComplainAt, type Raw, stepCompiling } from './step-compiler.ts';
import { sameType, type Type, typeName } from './type.ts';

/** Finds the type of every variable: answers first, then `let` values over and over until no more become known. */
export const typeVars = (
  raws: Record<string, Raw>,
  kinds: ReadonlyMap<string, StepKind | undefined>,
  takes: ReadonlyMap<string, Type>,
  names: Names,
  yaml: YamlFile,
  complainAt: ComplainAt,
): Map<string, Type> => {
  const vars = new Map(takes);
  /** The first to name a variable decides its type; another that differs would make sums of what does not go together. */
  const declare = (step: string, name: string, type: Type): void => {
    const known = vars.get(name);
    if (!known) vars.set(name, type);
    else if (!sameType(known, type))
      complainAt(
        yaml.keyAt(['steps', step]),
        'type',
        `"${name}" is ${typeName(type)} here, but ${typeName(known)} elsewhere`,
      );
  };
  const quiet: ComplainAt = () => undefined;
  for (const [step, kind] of kinds) {
    const spec = kind?.compile(
      raws[step] ?? {},
      stepCompiling(step, ['steps', step], Object.keys(raws), vars, names, yaml, quiet),
    );
    const saved = kind?.saves(spec);
    if (saved) declare(step, step, saved);
    for (const [name, type] of kind?.gains?.(spec) ?? []) declare(step, name, type);
  }
  const waiting = Object.values(raws).flatMap((raw) => Object.entries((raw?.['let'] ?? {}) as Raw));
  for (let found = true; found; ) {
    found = false;
    for (const [name, source] of waiting) {
      if (vars.has(name) || typeof source === 'object') continue;
      const compiled = compileExpression(String(source), vars, names);
      if ('ok' in compiled) {
        vars.set(name, compiled.ok.type);
        found = true;
      }
    }
  }
  return vars;
};
