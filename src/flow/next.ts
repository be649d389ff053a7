import type { Vars } from '../base/value.ts';
import type { Path } from '../base/yaml.ts';
import type { StepCompiling } from './kind.ts';
import type { Exit } from './model.ts';
import type { Scene } from './scene.ts';
import { YES_NO } from './type.ts';

/** Compiles `next`: a step's name, or a list of { when, to } whose last has no `when`. */
export const compileNext = (path: Path, raw: unknown, c: StepCompiling): readonly Exit[] => {
  if (raw === undefined || raw === null) {
    c.complain([], 'no-way-out', 'this step leads nowhere', 'add next:, options: or end:');
    return [];
  }
  if (typeof raw === 'string') return [{ to: c.target(path, raw), at: c.at(path) }];
  if (!Array.isArray(raw)) {
    c.complain(path, 'shape', 'next: must be a step or a list of { when, to }');
    return [];
  }
  const exits: Exit[] = [];
  for (const [i, item] of (raw as unknown[]).entries()) {
    const here = [...path, i];
    const { when, to, ...rest } = (item ?? {}) as Record<string, unknown>;
    for (const key of Object.keys(rest))
      c.complain([...here, key], 'shape', `"${key}" is not known here`, 'known: when, to');
    if (typeof to !== 'string') {
      c.complain(here, 'shape', 'to: must name a step');
      continue;
    }
    const last = i === raw.length - 1;
    if (when === undefined && !last)
      c.complain(here, 'no-way-out', 'only the last way may come without when:', 'ways after it are never taken');
    if (when !== undefined && last)
      c.complain(here, 'no-way-out', 'the last way must come without when:', 'so that there is always one');
    exits.push({
      to: c.target([...here, 'to'], to),
      at: c.at([...here, 'to']),
      when: when === undefined ? undefined : c.expression([...here, 'when'], when, YES_NO),
    });
  }
  if (raw.length === 0) c.complain(path, 'no-way-out', 'this list of ways is empty');
  return exits;
};

/** The step to go on to; undefined when a condition depends on what is not known today. */
export const takeExit = (exits: readonly Exit[], vars: Vars, scene: Scene): string | undefined => {
  for (const exit of exits) {
    if (!exit.when) return exit.to;
    const taken = exit.when.evaluate(vars, scene);
    if (taken === undefined) return undefined;
    if (taken === true) return exit.to;
  }
  return undefined;
};

export const conditions = (exits: readonly Exit[]) => exits.flatMap((exit) => (exit.when ? [exit.when] : []));
