import { z } from 'zod';
import { letForm, nextForm } from '../form.ts';
import { defineKind } from '../kind.ts';
import type { Exit } from '../model.ts';
import { compileNext, conditions, takeExit } from '../next.ts';

interface Branch {
  readonly next: readonly Exit[];
}

const branching = (key: 'branch' | 'let', from: 'branch' | 'next') =>
  defineKind<Branch>({
    key,
    form: z.strictObject(key === from ? { branch: nextForm } : { let: letForm, next: nextForm }),
    compile: (raw, c) => ({ next: compileNext([from], raw[from], c) }),
    exits: (spec) => spec.next,
    texts: () => ({ keys: [], options: [], asks: false }),
    saves: () => undefined,
    depends: (spec) => conditions(spec.next),
    waits: () => false,
    enter: (spec, turn) => {
      const to = takeExit(spec.next, turn.vars, turn.scene);
      return to === undefined ? { kind: 'absent' } : { kind: 'go', to };
    },
  });

/** Goes on without a word, by conditions. */
export const branch = branching('branch', 'branch');

/** Works out named values (every step's `let` is worked out on entry) and goes on. */
export const letStep = branching('let', 'next');
