import type { StepKind } from '../kind.ts';
import { ask } from './ask.ts';
import { branch, letStep } from './branch.ts';
import { call } from './call.ts';
import { choose } from './choose.ts';
import { end } from './end.ts';
import { find } from './find.ts';
import { place } from './place.ts';
import { quotes } from './quotes.ts';
import { remind } from './remind.ts';
import { say } from './say.ts';
import { show } from './show.ts';

/** Every kind of step there is. `let` comes last: other kinds may carry a `let` of their own. */
export const KINDS: readonly StepKind[] = [
  say,
  choose,
  ask,
  place,
  branch,
  find,
  quotes,
  show,
  call,
  remind,
  end,
  letStep,
];
