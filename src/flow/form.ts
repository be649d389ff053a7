import { z } from 'zod';

/**
 * The shapes of what editors write in a flow. Their editor is told by these what may stand where (`ventanilla schemas`);
 * compiling says the rest, with better words.
 */
export const expressionForm = z
  .union([z.string().min(1), z.number(), z.boolean()])
  .describe('An expression, such as "people > 2" or "fact(\'topic.name.key\') * people" (docs/language.md)');

export const conditionForm = z
  .union([z.string().min(1), z.boolean()])
  .describe('A condition, such as "people > 2": yes or no');

export const stepNameForm = z
  .string()
  .regex(/^[a-z][a-z0-9_-]*$/, 'small letters, digits, - and _')
  .describe('The name of a step of this flow');

export const variableForm = z.string().regex(/^[a-z][a-z0-9_]*$/, 'small letters, digits and _');

export const nextForm = z
  .union([
    stepNameForm,
    z.array(z.strictObject({ when: conditionForm.optional(), to: stepNameForm })).min(1, 'needs at least one way'),
  ])
  .describe('Where it goes on: a step, or a list of { when, to } whose last has no when');

export const optionsForm = z
  .array(
    z.union([
      stepNameForm,
      z.strictObject({ id: z.string(), to: stepNameForm.optional(), when: conditionForm.optional() }),
    ]),
  )
  .min(1, 'needs at least one option')
  .describe('What can be chosen: a step, a word that means the same everywhere (menu, back ...), or { id, to, when }');

export const letForm = z
  .record(variableForm, expressionForm)
  .describe('Named values, worked out on entry, before the rest');

/** A type of a value that one flow hands to another. */
const typeForm = z
  .string()
  .regex(
    /^(integer|text|yes-no|day|decimal|point|money [A-Z]{3})$/,
    'integer, text, yes-no, day, decimal, point, money USD',
  );

/** What stands above the steps. */
export const headingForm = z.strictObject({
  start: stepNameForm.describe('The step with which the flow begins'),
  takes: z
    .record(variableForm, typeForm)
    .nullable()
    .optional()
    .describe('What a flow that calls this one hands over: { name: type }'),
  gives: z.record(variableForm, typeForm).nullable().optional().describe('What this flow hands back: { name: type }'),
  carries: z
    .array(variableForm)
    .nullable()
    .optional()
    .describe('Questions that the first words of a person may have answered already'),
  private: z.boolean().optional().describe('Its answers are forgotten as soon as it is left'),
  moved: z
    .record(stepNameForm, stepNameForm)
    .nullable()
    .optional()
    .describe('Steps of before and what they are called now'),
  retired: z.array(z.string()).nullable().optional().describe('Digests of structures with which nobody may go on'),
});
