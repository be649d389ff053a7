import { createHash } from 'node:crypto';
import { error, type Position, type Report } from '../base/diagnostic.ts';
import { didYouMean } from '../base/spelling.ts';
import type { Path, YamlFile } from '../base/yaml.ts';
import { headingForm } from './form.ts';
import { readCarries, readMoved, readPrivate, readRetired, readTypes } from './heading.ts';
import type { StepKind } from './kind.ts';
import { KINDS } from './kinds/index.ts';
import type { Flow, Step } from './model.ts';
import type { Names } from './scene.ts';
import { type ComplainAt, compileLets, type Raw, SAVING_NAME, stepCompiling, TODAY_IS_TAKEN } from './step-compiler.ts';
import { sameType, type Type, typeName } from './type.ts';
import { typeVars } from './type-vars.ts';

const FLOW_KEYS = ['steps', ...Object.keys(headingForm.shape)];
/** Ways through a flow are followed step by step, by the check too: a flow of ten thousand steps would take it hours. */
const MOST_STEPS = 500;
const STEP_NAME = /^[a-z][a-z0-9_-]*$/;

/** Compiles one flow file. Every mistake is reported; a flow is returned even then, so that later checks find more at once. */
export const compileFlow = (id: string, yaml: YamlFile, names: Names, report: Report): Flow | undefined => {
  const complainAt = (at: Position, rule: string, message: string, hint?: string): void =>
    report(error(at, rule, message, hint));
  const root = yaml.value as Raw | null;
  if (typeof root !== 'object' || root === null || Array.isArray(root)) {
    complainAt(yaml.at([]), 'shape', 'a flow file has start: and steps:');
    return undefined;
  }
  for (const key of Object.keys(root))
    if (!FLOW_KEYS.includes(key))
      complainAt(
        yaml.keyAt([key]),
        'shape',
        `"${key}" is not known here`,
        didYouMean(key, FLOW_KEYS, `known: ${FLOW_KEYS.join(', ')}`),
      );
  const raws = root['steps'];
  if (typeof raws !== 'object' || raws === null || Array.isArray(raws) || Object.keys(raws).length === 0) {
    complainAt(yaml.at(['steps']), 'shape', 'steps: must hold at least one step');
    return undefined;
  }
  const stepIds = Object.keys(raws);
  if (stepIds.length > MOST_STEPS) {
    complainAt(
      yaml.keyAt(['steps']),
      'shape',
      `a flow has ${MOST_STEPS} steps at most; this one has ${stepIds.length}`,
      'put a part of it into a flow of its own and "call" it',
    );
    return undefined;
  }
  const takes = readTypes('takes', root['takes'], yaml, complainAt);
  const kinds = new Map(stepIds.map((step) => [step, kindOf((raws as Raw)[step], step, yaml, complainAt)]));
  const vars = typeVars(raws as Record<string, Raw>, kinds, takes, names, yaml, complainAt);
  const steps = new Map<string, Step>();
  for (const step of stepIds) {
    const kind = kinds.get(step);
    const raw = (raws as Raw)[step] as Raw;
    if (!kind) continue;
    const path: Path = ['steps', step];
    const c = stepCompiling(step, path, stepIds, vars, names, yaml, complainAt);
    const spec = kind.compile(raw, c);
    const saved = kind.saves(spec);
    if (!(saved ? SAVING_NAME : STEP_NAME).test(step))
      complainAt(
        yaml.keyAt(path),
        'name',
        `"${step}" cannot be the name of this step`,
        saved ? 'a step that saves an answer has small letters, digits and _' : 'small letters, digits, - and _',
      );
    if (saved && step === 'today') complainAt(yaml.keyAt(path), 'name', TODAY_IS_TAKEN, 'choose another name');
    steps.set(step, {
      id: step,
      at: yaml.keyAt(path),
      kind,
      spec,
      lets: compileLets(raw['let'], c, vars, yaml, path),
      digest: digestOf([step, raw]),
      digestAs: (name) => digestOf([name, raw]),
    });
  }
  const start = root['start'];
  if (typeof start !== 'string' || !stepIds.includes(start))
    complainAt(
      yaml.at(['start']),
      'unknown-step',
      `start: must name a step${typeof start === 'string' ? `; there is no "${start}"` : ''}`,
      didYouMean(String(start), stepIds),
    );
  const gives = readTypes('gives', root['gives'], yaml, complainAt);
  for (const [name, type] of gives) {
    const known = vars.get(name);
    if (!known)
      complainAt(
        yaml.keyAt(['gives', name]),
        'unknown-variable',
        `"${name}" is not a variable of this flow`,
        didYouMean(name, vars.keys()),
      );
    else if (!sameType(known, type))
      complainAt(yaml.at(['gives', name]), 'type', `"${name}" is ${typeName(known)}, not ${typeName(type)}`);
  }
  return {
    id,
    digest: digestOf(root),
    start: String(start),
    steps,
    vars,
    takes,
    gives,
    private: readPrivate(root['private'], yaml, complainAt),
    carries: readCarries(root['carries'], steps, yaml, complainAt),
    moved: readMoved(root['moved'], stepIds, yaml, complainAt),
    retired: readRetired(root['retired'], yaml, complainAt),
  };
};

const digestOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);

const kindOf = (raw: unknown, step: string, yaml: YamlFile, complainAt: ComplainAt): StepKind | undefined => {
  const path = ['steps', step];
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    complainAt(
      yaml.keyAt(path),
      'shape',
      `the step "${step}" says nothing about what to do`,
      `give it one of: ${KINDS.map((k) => k.key).join(', ')}`,
    );
    return undefined;
  }
  const keys = Object.keys(raw);
  const kind = KINDS.find((k) => keys.includes(k.key));
  if (!kind) {
    const known = KINDS.map((k) => k.key);
    complainAt(
      yaml.keyAt(path),
      'unknown-kind',
      `the step "${step}" has no kind`,
      didYouMean(keys[0] ?? '', known, `give it one of: ${known.join(', ')}`),
    );
    return undefined;
  }
  const known = [...new Set([...Object.keys(kind.form.shape), 'let'])];
  for (const key of keys)
    if (!known.includes(key))
      complainAt(
        yaml.keyAt([...path, key]),
        'shape',
        `"${key}" is not known in a ${kind.key} step`,
        didYouMean(key, known, `known: ${known.join(', ')}`),
      );
  return kind;
};

/** What a flow file says it hands back, read before any flow is compiled. */
export const givesOf = (yaml: YamlFile): ReadonlyMap<string, Type> =>
  readTypes('gives', (yaml.value as Raw | null)?.['gives'], yaml, () => undefined);
