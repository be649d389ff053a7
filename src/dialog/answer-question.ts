import { fold } from '../base/fold.ts';
import { reopen } from '../content/scene.ts';
import type { Place } from '../flow/model.ts';
import { run } from '../flow/run.ts';
import { type Carried, carriesPlace, readCarried } from './carry.ts';
import { finish } from './finish.ts';
import { ANSWERS_STEP, answerOptions, FURTHER, MENU, type Room, roomOf, type Turned } from './room.ts';
import { asks, begin } from './script.ts';
import { withTerms } from './unanswered.ts';
import { languageOf } from './understand.ts';

/** How many answers are offered when it is not clear which was meant. */
const MOST_CHOICES = 3;
/** Fewer words than this are no question without a question mark. */
const LEAST_WORDS = 3;
/** More questions than this are not looked for in one message. */
const MOST_QUESTIONS = 4;
/** So many common words of one language, and none of another, tell the language of a message. */
const SURE_WORDS = 3;

/** Answers a question that someone asks in their own words; undefined when nothing fits, and the script goes on as it would have. */
export const answerQuestion = (here: Room, text: string): Turned | undefined => {
  if (!isQuestion(here, text)) return undefined;
  const inside = isInside(here);
  const room = inLanguageOf(here, text);
  const { release, conversation, voice } = room;
  const [first, ...others] = answersTo(room, text);
  if (first !== undefined && others.length > 0) return giveAnswer(room, first, { text, others });
  const { outcome, ranked, outside } = release.search().find(text, conversation.locale);
  if (outside !== undefined) return withTerms(room, 'outside', text, giveAnswer(room, outside));
  const [best] = ranked;
  if (!best || outcome === 'none') return undefined;
  const begun = firstOf(ranked.slice(0, MOST_CHOICES), ({ id }) => beginWith(room, id, text));
  if (begun) return begun;
  if (outcome === 'answer') return giveAnswer(room, best.id, { text });
  if (inside) return undefined;
  const offered = ranked.slice(0, MOST_CHOICES).map(({ id }) => id);
  const offering = finish(room, {
    conversation: { ...conversation, place: placeOf(room), asked: 'answers', offered, carried: undefined, misses: 0 },
    text: voice.system('did-you-mean'),
    options: [...answerOptions(offered), MENU],
    at: ANSWERS_STEP,
    outcome: 'answered',
  });
  return withTerms(room, 'unsure', text, offering);
};

/** In the middle of a script most words are answers to it, however oddly put: only what looks like a question is one. */
export const isQuestion = (room: Room, text: string, inside = isInside(room)): boolean =>
  !inside || looksLikeQuestion(room, text);

const firstOf = <T, U>(items: readonly T[], find: (item: T) => U | undefined): U | undefined => {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Someone who clearly writes in another language is answered in it, and told how to change that; one short word is not enough. */
const inLanguageOf = (room: Room, text: string): Room => {
  const spoken = languageOf(room.release, text, SURE_WORDS);
  if (spoken === undefined || spoken === room.conversation.locale) return room;
  return roomOf(room.release, reopen(room.release, room.scene), room.heard, { ...room.conversation, locale: spoken });
};

/** The answers to the several questions of one message, in their order; none where it asks only one. */
const answersTo = ({ release, conversation }: Room, text: string): readonly string[] => {
  const questions = text.split(/[?¿\n;]+/).filter((part) => fold(part).split(' ').length >= LEAST_WORDS);
  if (questions.length < 2) return [];
  const found = questions.slice(0, MOST_QUESTIONS).map((part) => release.search().find(part, conversation.locale));
  return [
    ...new Set(
      found.flatMap(({ outcome, ranked }) => (outcome === 'answer' ? ranked.slice(0, 1) : [])).map(({ id }) => id),
    ),
  ];
};

/** The script that goes further than an answer, begun with what the message says already, when that is a place or more than one thing. */
const beginWith = (room: Room, id: string, text: string): Turned | undefined => {
  const carried = carriedTo(room, id, text);
  if (isInside(room) || !carried) return undefined;
  const flow = room.release.flows.get(carried.flow);
  if (Object.keys(carried.answers).length < 2 && !carriesPlace(flow, carried)) return undefined;
  return begin({ ...room, conversation: { ...room.conversation, carried } }, carried.flow);
};

const carriedTo = (room: Room, id: string, text: string): Carried | undefined => {
  const flow = room.release.flows.get(room.release.answers.get(id)?.flow ?? '');
  return flow && readCarried(room, flow, text);
};

/** What was asked: its words, and the other answers that it called for. */
interface AskedFor {
  readonly text?: string;
  readonly others?: readonly string[];
}

/** Says an answer. In the middle of a script its question goes on waiting; elsewhere the flow that goes further is offered. */
export const giveAnswer = (room: Room, id: string, { text, others = [] }: AskedFor = {}): Turned => {
  const { release, voice, conversation } = room;
  const answer = voice.say({ kind: 'answer', id });
  const said = [answer, voice.dated()].filter((part) => part !== undefined).join('\n\n');
  if (isInside(room)) return goOn(room, said);
  const further = release.answers.get(id)?.flow;
  const offered = [...others, ...(further !== undefined && release.flows.has(further) ? [`${FURTHER}${further}`] : [])];
  const carried = text === undefined ? undefined : carriedTo(room, id, text);
  return finish(room, {
    conversation: { ...conversation, place: placeOf(room), misses: 0, asked: 'answers', offered, carried },
    text: said,
    options: [...answerOptions(offered), MENU],
    at: ANSWERS_STEP,
    outcome: 'answered',
  });
};

/** The answer, and then the question that waits: whole where it fits into one message, else a line that says how to see it. */
const goOn = (room: Room, text: string): Turned => {
  const { release, scene, voice, conversation } = room;
  const waiting = run(conversation.place, { kind: 'repeat' }, scene, release.settings.home);
  const saying = {
    conversation: { ...conversation, misses: 0, asked: undefined, offered: undefined },
    at: waiting.at,
    outcome: 'answered',
  } as const;
  const question = waiting.parts.map(voice.say).filter((part) => part !== '');
  const whole = finish(room, {
    ...saying,
    text: [text, ...question].join('\n\n'),
    options: waiting.options,
    ask: waiting.ask,
  });
  return whole.laid?.rest.length === 0
    ? whole
    : finish(room, { ...saying, text: `${text}\n\n${voice.system('resume')}` });
};

const looksLikeQuestion = ({ release }: Room, text: string): boolean => {
  if (/[?¿]/.test(text)) return true;
  const said = `${fold(text)} `;
  // "Quién sabe" and "why not" ask nothing.
  if (said.split(' ').length <= LEAST_WORDS) return false;
  return [...release.words.values()].some(({ asking }) => asking.some((word) => said.startsWith(`${word} `)));
};

/** Whether a script waits for an answer that it needs to go on. Where it has told what there is to tell, anything may be asked. */
export const isInside = ({ release, conversation }: Room): boolean => {
  const top = conversation.place.stack.at(-1);
  return top !== undefined && top.flow !== release.settings.home && asks(release, top);
};

/** Where the person stands after an answer: someone new stands at the front desk. */
const placeOf = ({ release, scene, conversation }: Room): Place =>
  conversation.place.stack.length > 0
    ? conversation.place
    : run(conversation.place, { kind: 'start' }, scene, release.settings.home).place;
