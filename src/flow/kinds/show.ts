import { z } from 'zod';
import { didYouMean } from '../../base/spelling.ts';
import { defineKind } from '../kind.ts';
import { conditions } from '../next.ts';
import { pickOption } from '../options.ts';
import { type AfterMessage, afterExits, afterForm, compileAfter, moveAfter } from './say.ts';

interface Show extends AfterMessage {
  readonly answer: string;
}

/** Says an answer of the content store. */
export const show = defineKind<Show>({
  key: 'show',
  form: z.strictObject({
    show: z.string().min(1).describe('The answer: topic.name, as in content/answers/'),
    ...afterForm,
  }),
  subject: (spec) => spec.answer,
  compile: (raw, c) => {
    const answer = String(raw['show']);
    const known = [...c.names.answers()];
    if (!known.includes(answer))
      c.complain(
        ['show'],
        'unknown-answer',
        `there is no answer "${answer}"`,
        didYouMean(answer, known, 'answers live in content/answers/'),
      );
    return { answer, ...compileAfter(raw, c) };
  },
  exits: afterExits,
  texts: (spec) => ({ keys: [], options: spec.options.map((o) => o.id), asks: spec.options.length > 0 }),
  saves: () => undefined,
  depends: (spec) => conditions(afterExits(spec)),
  waits: (spec) => spec.options.length > 0,
  enter: (spec, turn) => moveAfter(spec, [{ kind: 'answer', id: spec.answer }], turn),
  receive: (spec, event, turn) => pickOption(spec.options, event, turn),
});
