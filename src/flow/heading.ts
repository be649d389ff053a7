import { didYouMean } from '../base/spelling.ts';
import type { YamlFile } from '../base/yaml.ts';
import type { Step } from './model.ts';
import { type ComplainAt, type Raw, SAVING_NAME, TODAY_IS_TAKEN } from './step-compiler.ts';
import { parseType, type Type } from './type.ts';

/** Reads `takes:` or `gives:`, a map of names to types. */
export const readTypes = (
  key: 'takes' | 'gives',
  raw: unknown,
  yaml: YamlFile,
  complainAt: ComplainAt,
): Map<string, Type> => {
  const types = new Map<string, Type>();
  if (!isMapOrNothing(raw)) {
    complainAt(yaml.at([key]), 'shape', `${key}: must be { name: type }`, 'such as { people: integer }');
    return types;
  }
  for (const [name, text] of Object.entries(raw ?? {})) {
    const type = parseType(String(text));
    if (!SAVING_NAME.test(name))
      complainAt(
        yaml.keyAt([key, name]),
        'name',
        `"${name}" cannot be a variable's name`,
        'small letters, digits and _',
      );
    else if (name === 'today') complainAt(yaml.keyAt([key, name]), 'name', TODAY_IS_TAKEN, 'choose another name');
    else if (type) types.set(name, type);
    else
      complainAt(
        yaml.at([key, name]),
        'type',
        `"${String(text)}" is not a type`,
        'integer, text, yes-no, day, decimal, money USD',
      );
  }
  return types;
};

/** Reads `moved:`, a map of the steps of before to those of now. */
export const readMoved = (
  raw: unknown,
  steps: readonly string[],
  yaml: YamlFile,
  complainAt: ComplainAt,
): Readonly<Record<string, string>> => {
  if (!isMapOrNothing(raw)) {
    complainAt(yaml.at(['moved']), 'shape', 'moved: must be { old-step: new-step }');
    return {};
  }
  for (const [before, now] of Object.entries(raw ?? {}))
    if (typeof now !== 'string' || !steps.includes(now))
      complainAt(
        yaml.at(['moved', before]),
        'unknown-step',
        `"${String(now)}" is not a step of this flow`,
        didYouMean(String(now), steps),
      );
  return (raw ?? {}) as Readonly<Record<string, string>>;
};

/** Reads `carries:`, the questions that someone's first words may have answered already. */
export const readCarries = (
  raw: unknown,
  steps: ReadonlyMap<string, Step>,
  yaml: YamlFile,
  complainAt: ComplainAt,
): readonly string[] => {
  if (raw === undefined || raw === null) return [];
  if (!Array.isArray(raw)) {
    complainAt(yaml.at(['carries']), 'shape', 'carries: must be a list of steps that ask something');
    return [];
  }
  return raw.flatMap((name: unknown, i) => {
    const step = steps.get(String(name));
    if (step?.kind.saves(step.spec)) return [String(name)];
    complainAt(
      yaml.at(['carries', i]),
      'unknown-step',
      step ? `"${String(name)}" asks nothing` : `"${String(name)}" is not a step of this flow`,
      didYouMean(String(name), steps.keys()),
    );
    return [];
  });
};

/** Reads `private:`, whether the answers are forgotten as soon as the script is left. */
export const readPrivate = (raw: unknown, yaml: YamlFile, complainAt: ComplainAt): boolean => {
  if (raw !== undefined && typeof raw !== 'boolean')
    complainAt(yaml.at(['private']), 'shape', 'private: must be true or false');
  return raw === true;
};

/** Reads `retired:`, the structures that nobody may go on with. */
export const readRetired = (raw: unknown, yaml: YamlFile, complainAt: ComplainAt): readonly string[] => {
  if (raw === undefined || raw === null) return [];
  if (Array.isArray(raw) && raw.every((digest) => typeof digest === 'string')) return raw;
  complainAt(yaml.at(['retired']), 'shape', 'retired: must be a list of digests in quotes');
  return [];
};

const isMapOrNothing = (raw: unknown): raw is Raw | null | undefined =>
  raw === undefined || raw === null || (typeof raw === 'object' && !Array.isArray(raw));
