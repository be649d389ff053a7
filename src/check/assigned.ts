import { error, type Position, type Report } from '../base/diagnostic.ts';
import type { Release } from '../content/release.ts';
import { assignedAt } from '../flow/assigned.ts';
import type { Expression } from '../flow/expression.ts';
import type { Call } from '../flow/kinds/call.ts';
import type { Step } from '../flow/model.ts';
import { sameType, typeName } from '../flow/type.ts';
import type { Rule } from './rule.ts';

export const unassignedVariable: Rule = {
  name: 'unassigned-variable',
  why: 'the sum or sentence would have nothing to work with',
  check: (release, report) => {
    for (const flow of release.flows.values()) {
      const before = assignedAt(flow);
      for (const step of flow.steps.values()) {
        const known = before.get(step.id);
        if (known) checkStep(step, known, release, report);
      }
      const ends = [...flow.steps.values()].filter((step) => step.kind.key === 'end' && before.has(step.id));
      for (const name of flow.gives.keys())
        for (const end of ends)
          if (!before.get(end.id)?.has(name))
            report(
              error(
                end.at,
                'unassigned-variable',
                `this flow gives "${name}", but it may have no value here`,
                'ask or work it out on every way that leads here',
              ),
            );
    }
  },
};

const checkStep = (step: Step, before: ReadonlySet<string>, release: Release, report: Report): void => {
  const known = new Set(before);
  const need = (expression: Expression, at: Position): void => {
    for (const name of expression.vars)
      if (!known.has(name))
        report(
          error(
            at,
            'unassigned-variable',
            `"${name}" may have no value here`,
            'ask or work it out on every way that leads here',
          ),
        );
  };
  for (const { name, value, at } of step.lets) {
    need(value, at);
    known.add(name);
  }
  if (step.kind.saves(step.spec)) known.add(step.id);
  if (step.kind.key === 'call') checkCall(step, release, report);
  for (const expression of step.kind.depends(step.spec)) {
    const gained = step.kind.gains?.(step.spec);
    if (!expression.vars.every((name) => gained?.has(name) || known.has(name))) need(expression, step.at);
  }
};

const checkCall = (step: Step, release: Release, report: Report): void => {
  const { flow, given } = step.spec as Call;
  const called = release.flows.get(flow);
  if (!called) return;
  for (const [name, type] of called.takes) {
    const value = given.get(name);
    if (!value)
      report(error(step.at, 'unassigned-variable', `"${flow}" takes "${name}"`, `add with: { ${name}: "..." }`));
    else if (!sameType(value.type, type) && !(value.type.kind === 'choice' && type.kind === 'text'))
      report(error(step.at, 'type', `"${flow}" takes "${name}" as ${typeName(type)}, not ${typeName(value.type)}`));
  }
  for (const name of given.keys())
    if (!called.takes.has(name))
      report(error(step.at, 'unknown-variable', `"${flow}" does not take "${name}"`, 'declare it there under takes:'));
};
