import { didYouMean } from '../base/spelling.ts';
import type { Path } from '../base/yaml.ts';
import { GLOBAL_WORDS, isGlobalWord } from './global.ts';
import type { Move, StepCompiling, Turning } from './kind.ts';
import type { Event, Exit, Offered } from './model.ts';
import { YES_NO } from './type.ts';

/** A choice under a message: it leads to a step of this flow, or is a word that means the same everywhere. */
export interface OptionSpec {
  readonly id: string;
  readonly exit?: Exit;
}

/** Compiles `options:`: step names, global words, or { id, to, when }. */
export const compileOptions = (path: Path, raw: unknown, c: StepCompiling): readonly OptionSpec[] => {
  if (!Array.isArray(raw) || raw.length === 0) {
    c.complain(path, 'shape', 'options: must be a list', 'such as [documents, menu]');
    return [];
  }
  const seen = new Set<string>();
  return raw.flatMap((item: unknown, i): OptionSpec[] => {
    const here = [...path, i];
    const spec =
      typeof item === 'string' ? { id: item } : (item as { id?: unknown; to?: unknown; when?: unknown } | null);
    if (typeof spec?.id !== 'string') {
      c.complain(here, 'shape', 'an option is a step, a global word, or { id, to }');
      return [];
    }
    const { id } = spec;
    if (seen.has(id)) c.complain(here, 'shape', `the option "${id}" stands twice`);
    seen.add(id);
    const { to, when, ...rest } = spec as Record<string, unknown>;
    for (const key of Object.keys(rest))
      if (key !== 'id') c.complain([...here, key], 'shape', `"${key}" is not known here`, 'known: id, to, when');
    if (to === undefined && when === undefined && isGlobalWord(id)) return [{ id }];
    const name = typeof to === 'string' ? to : id;
    if (to === undefined && !c.steps.includes(id)) {
      c.complain(
        here,
        'unknown-step',
        `"${id}" is neither a step of this flow nor a global word`,
        didYouMean(id, [...c.steps, ...GLOBAL_WORDS]),
      );
      return [];
    }
    const exit: Exit = {
      to: c.target(typeof item === 'string' ? here : [...here, 'to'], name),
      at: c.at(here),
      option: id,
      when: when === undefined ? undefined : c.expression([...here, 'when'], when, YES_NO),
    };
    return [{ id, exit }];
  });
};

/** The options that can be taken now. An option to a reminder stays hidden until reminders exist. */
export const offered = (options: readonly OptionSpec[], turn: Turning): readonly Offered[] =>
  options
    .filter(({ exit }) => {
      if (!exit) return true;
      if (!turn.scene.reminders && turn.remindsAt(exit.to)) return false;
      return !exit.when || exit.when.evaluate(turn.vars, turn.scene) === true;
    })
    .map(({ id, exit }) => ({ id, flow: turn.flow, step: turn.step, global: exit === undefined }));

/** Goes where the picked option leads, if it is one of those offered. */
export const pickOption = (options: readonly OptionSpec[], event: Event, turn: Turning): Move => {
  if (event.kind !== 'pick' || !offered(options, turn).some((o) => o.id === event.option)) return { kind: 'again' };
  const to = options.find((o) => o.id === event.option)?.exit?.to;
  return to === undefined ? { kind: 'again' } : { kind: 'go', to };
};
