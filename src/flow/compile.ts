import { createHash } from 'node:crypto';
import { error, type Position, type Report } from '../base/diagnostic.ts';
import { didYouMean } from '../base/spelling.ts';
import type { Path, YamlFile } from '../base/yaml.ts';
import { compileExpression, type Expression } from './expression.ts';
import type { StepCompiling, StepKind } from './kind.ts';
import { KINDS } from './kinds/index.ts';
import type { Flow, Let, Step } from './model.ts';
import type { Names } from './scene.ts';
import { parseType, sameType, type Type, typeName } from './type.ts';

type Raw = Readonly<Record<string, unknown>>;

const FLOW_KEYS = ['start', 'steps', 'takes', 'gives', 'moved', 'retired'];
const SAVING_NAME = /^[a-z][a-z0-9_]*$/;
const STEP_NAME = /^[a-z][a-z0-9_-]*$/;

/** Compiles one flow file. Every mistake is reported; a flow is returned even then, so that later checks find more at once. */
export const compileFlow = (id: string, yaml: YamlFile, names: Names, report: Report): Flow | undefined => {
  const complainAt = (at: Position, rule: string, message: string, hint?: string): void => report(error(at, rule, message, hint));
  const root = yaml.value as Raw | null;
  if (typeof root !== 'object' || root === null || Array.isArray(root)) {
    complainAt(yaml.at([]), 'shape', 'a flow file has start: and steps:');
    return undefined;
  }
  for (const key of Object.keys(root))
    if (!FLOW_KEYS.includes(key)) complainAt(yaml.keyAt([key]), 'shape', `"${key}" is not known here`, didYouMean(key, FLOW_KEYS, `known: ${FLOW_KEYS.join(', ')}`));
  const raws = root['steps'];
  if (typeof raws !== 'object' || raws === null || Array.isArray(raws) || Object.keys(raws).length === 0) {
    complainAt(yaml.at(['steps']), 'shape', 'steps: must hold at least one step');
    return undefined;
  }
  const stepIds = Object.keys(raws);
  const takes = readTypes('takes', root['takes'], yaml, complainAt);
  const kinds = new Map(stepIds.map((step) => [step, kindOf((raws as Raw)[step], step, yaml, complainAt)]));
  const vars = typeVars(raws as Record<string, Raw>, kinds, takes, names, yaml);
  const steps = new Map<string, Step>();
  for (const step of stepIds) {
    const kind = kinds.get(step);
    const raw = (raws as Raw)[step] as Raw;
    if (!kind) continue;
    const path: Path = ['steps', step];
    const c = compiling(step, path, stepIds, vars, names, yaml, complainAt);
    const spec = kind.compile(raw, c);
    const saved = kind.saves(spec);
    if (!(saved ? SAVING_NAME : STEP_NAME).test(step))
      complainAt(yaml.keyAt(path), 'name', `"${step}" cannot be the name of this step`, saved ? 'a step that saves an answer has small letters, digits and _' : 'small letters, digits, - and _');
    steps.set(step, { id: step, at: yaml.keyAt(path), kind, spec, lets: compileLets(raw['let'], c, vars, yaml, path), digest: digestOf([step, raw]) });
  }
  const start = root['start'];
  if (typeof start !== 'string' || !stepIds.includes(start))
    complainAt(yaml.at(['start']), 'unknown-step', `start: must name a step${typeof start === 'string' ? `; there is no "${start}"` : ''}`, didYouMean(String(start), stepIds));
  const gives = readTypes('gives', root['gives'], yaml, complainAt);
  for (const [name, type] of gives) {
    const known = vars.get(name);
    if (!known) complainAt(yaml.keyAt(['gives', name]), 'unknown-variable', `"${name}" is not a variable of this flow`, didYouMean(name, vars.keys()));
    else if (!sameType(known, type)) complainAt(yaml.at(['gives', name]), 'type', `"${name}" is ${typeName(known)}, not ${typeName(type)}`);
  }
  return {
    id,
    digest: digestOf(root),
    start: String(start),
    steps,
    vars,
    takes,
    gives,
    moved: (root['moved'] as Record<string, string> | undefined) ?? {},
    retired: (root['retired'] as string[] | undefined) ?? [],
  };
};

type ComplainAt = (at: Position, rule: string, message: string, hint?: string) => void;

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);

const kindOf = (raw: unknown, step: string, yaml: YamlFile, complainAt: ComplainAt): StepKind | undefined => {
  const path = ['steps', step];
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    complainAt(yaml.keyAt(path), 'shape', `the step "${step}" says nothing about what to do`, `give it one of: ${KINDS.map((k) => k.key).join(', ')}`);
    return undefined;
  }
  const keys = Object.keys(raw);
  const kind = KINDS.find((k) => keys.includes(k.key));
  if (!kind) {
    const known = KINDS.map((k) => k.key);
    complainAt(yaml.keyAt(path), 'unknown-kind', `the step "${step}" has no kind`, didYouMean(keys[0] ?? '', known, `give it one of: ${known.join(', ')}`));
    return undefined;
  }
  for (const key of keys)
    if (!kind.keys.includes(key) && key !== 'let')
      complainAt(yaml.keyAt([...path, key]), 'shape', `"${key}" is not known in a ${kind.key} step`, didYouMean(key, [...kind.keys, 'let'], `known: ${[...kind.keys, 'let'].join(', ')}`));
  return kind;
};

/** Reads `takes:` or `gives:`, a map of names to types. */
const readTypes = (key: 'takes' | 'gives', raw: unknown, yaml: YamlFile, complainAt: ComplainAt): Map<string, Type> => {
  const types = new Map<string, Type>();
  for (const [name, text] of Object.entries((raw ?? {}) as Raw)) {
    const type = parseType(String(text));
    if (type && SAVING_NAME.test(name)) types.set(name, type);
    else complainAt(yaml.at([key, name]), 'type', `"${String(text)}" is not a type`, 'integer, text, yes-no, day, decimal, money USD');
  }
  return types;
};

/** What a flow file says it hands back, read before any flow is compiled. */
export const givesOf = (yaml: YamlFile): ReadonlyMap<string, Type> => readTypes('gives', (yaml.value as Raw | null)?.['gives'], yaml, () => undefined);

/** Finds the type of every variable: answers first, then `let` values over and over until no more become known. */
const typeVars = (raws: Record<string, Raw>, kinds: ReadonlyMap<string, StepKind | undefined>, takes: ReadonlyMap<string, Type>, names: Names, yaml: YamlFile): Map<string, Type> => {
  const vars = new Map(takes);
  const quiet: ComplainAt = () => undefined;
  for (const [step, kind] of kinds) {
    const spec = kind?.compile(raws[step] ?? {}, compiling(step, ['steps', step], Object.keys(raws), vars, names, yaml, quiet));
    const saved = kind?.saves(spec);
    if (saved) vars.set(step, saved);
    for (const [name, type] of kind?.gains?.(spec) ?? []) vars.set(name, type);
  }
  const waiting = Object.values(raws).flatMap((raw) => Object.entries((raw?.['let'] ?? {}) as Raw));
  for (let found = true; found; ) {
    found = false;
    for (const [name, source] of waiting) {
      if (vars.has(name) || typeof source !== 'string') continue;
      const compiled = compileExpression(source, vars, names);
      if ('ok' in compiled) {
        vars.set(name, compiled.ok.type);
        found = true;
      }
    }
  }
  return vars;
};

const compileLets = (raw: unknown, c: StepCompiling, vars: ReadonlyMap<string, Type>, yaml: YamlFile, path: Path): readonly Let[] => {
  if (raw === undefined) return [];
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    c.complain(['let'], 'shape', 'let: must be { name: "expression" }');
    return [];
  }
  return Object.entries(raw as Raw).flatMap(([name, source]) => {
    const at = yaml.keyAt([...path, 'let', name]);
    if (!SAVING_NAME.test(name)) c.complain(['let', name], 'name', `"${name}" cannot be a variable's name`, 'small letters, digits and _');
    const value = c.expression(['let', name], source);
    const known = vars.get(name);
    if (name === 'today') c.complain(['let', name], 'name', '"today" is always the day of the conversation', 'choose another name');
    if (value && known && !sameType(known, value.type))
      c.complain(['let', name], 'type', `this is ${typeName(value.type)}, but "${name}" is ${typeName(known)} elsewhere`);
    return value ? [{ name, value, at }] : [];
  });
};

const compiling = (step: string, path: Path, steps: readonly string[], vars: ReadonlyMap<string, Type>, names: Names, yaml: YamlFile, complainAt: ComplainAt): StepCompiling => {
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
      if (!steps.includes(name)) complainAt(at(rest), 'unknown-step', `"${name}" is not a step of this flow`, didYouMean(name, steps));
      return name;
    },
  };
};
