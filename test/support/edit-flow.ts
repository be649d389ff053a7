/** A flow as its file says it. */
export type RawFlow = { start: string; steps: Record<string, RawStep>; moved?: Record<string, string> } & Record<
  string,
  unknown
>;
type RawStep = Record<string, unknown>;
type RawOption = string | ({ id: string } & Record<string, unknown>);

/** A flow that is being edited, with who is who: the test's own memory, which the program never sees. */
export interface Edited {
  readonly raw: RawFlow;
  /** What each step of the first version is called now; one that was deleted is missing. */
  readonly steps: ReadonlyMap<string, string>;
  /** Options that lists of the first version name, as `step/option` → what the option is called now, if it is still there. */
  readonly options: ReadonlyMap<string, string | undefined>;
}

export const unedited = (raw: RawFlow): Edited => ({
  raw,
  steps: new Map(Object.keys(raw.steps).map((name) => [name, name])),
  options: new Map(
    Object.entries(raw.steps).flatMap(([name, step]) =>
      optionsOf(step).map((option) => [`${name}/${idOf(option)}`, idOf(option)] as const),
    ),
  ),
});

export type Chance = (below: number) => number;

const WAYS = new Set(['next', 'to', 'none']);
const LISTS = ['options', 'choose'] as const;

const idOf = (option: RawOption): string => (typeof option === 'string' ? option : option.id);
const listOf = (step: RawStep): (typeof LISTS)[number] | undefined => LISTS.find((key) => Array.isArray(step[key]));
const optionsOf = (step: RawStep): readonly RawOption[] => {
  const list = listOf(step);
  return list === undefined ? [] : (step[list] as RawOption[]);
};

const pickOne = <T>(all: readonly T[], chance: Chance): T | undefined => all[chance(all.length)];

/** Every value of a step, replaced or left as it is; `key` is the nearest key above it. */
const replaced = (value: unknown, change: (text: string, key: string) => unknown, key = ''): unknown => {
  if (typeof value === 'string') return change(value, key);
  if (Array.isArray(value)) return value.map((item) => replaced(item, change, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replaced(item, change, name)]));
};

/** What else the steps say by a name: an option that leads to a step of its own name says so in full first. */
const spelledOut = (raw: RawFlow): RawFlow => ({
  ...raw,
  steps: Object.fromEntries(
    Object.entries(raw.steps).map(([name, step]) => [
      name,
      Array.isArray(step['options'])
        ? {
            ...step,
            options: (step['options'] as RawOption[]).map((option) =>
              typeof option === 'string' && raw.steps[option] ? { id: option, to: option } : option,
            ),
          }
        : step,
    ]),
  ),
});

/** Leads every way to one step to another, and names the variable of one in every expression as the other. */
const redirect = (raw: RawFlow, from: string, to: string, expressions: boolean): RawFlow => {
  const change = (text: string, key: string): string => {
    if (WAYS.has(key)) return text === from ? to : text;
    if (!expressions || ['id', 'options', 'choose', 'show', 'call', 'listed'].includes(key)) return text;
    // Not inside quotes: there it is an option or a fact.
    return text
      .split(/('[^']*')/)
      .map((part, i) => (i % 2 === 1 ? part : part.replace(new RegExp(`(?<![\\w.-])${from}(?![\\w-])`, 'g'), to)))
      .join('');
  };
  const steps = replaced(spelledOut(raw).steps, change) as RawFlow['steps'];
  const carries = (raw['carries'] as string[] | undefined)?.map((name) => (name === from ? to : name));
  return { ...raw, start: raw.start === from ? to : raw.start, steps, ...(carries ? { carries } : {}) };
};

const withStep = (raw: RawFlow, name: string, step: RawStep): RawFlow => ({
  ...raw,
  steps: { ...raw.steps, [name]: step },
});

type Edit = (edited: Edited, chance: Chance, fresh: string) => Edited | undefined;

const nameOne = ({ raw }: Edited, chance: Chance): string => pickOne(Object.keys(raw.steps), chance) ?? raw.start;

const nextOf = (step: RawStep | undefined): string | undefined => {
  const next = step?.['next'];
  if (typeof next === 'string') return next;
  const last = Array.isArray(next) ? (next.at(-1) as { to?: string } | undefined)?.to : undefined;
  return last ?? optionsOf(step ?? {}).flatMap((o) => (typeof o === 'string' ? [] : [String(o['to'] ?? '')]))[0];
};

/** A new step before another, asked of everyone who comes there. */
const insertStep: Edit = (edited, chance, fresh) => {
  const before = nameOne(edited, chance);
  const step =
    pickOne<RawStep>(
      [
        { ask: 'yes-no', next: before },
        { ask: 'integer', min: 0, max: 9999, next: before },
        { choose: ['one', 'two'], next: before },
        { say: null, options: [{ id: 'on', to: before }, 'menu'] },
        { say: null, next: before },
      ],
      chance,
    ) ?? {};
  return { ...edited, raw: withStep(redirect(edited.raw, before, fresh, false), fresh, step) };
};

const deleteStep: Edit = (edited, chance) => {
  const gone = nameOne(edited, chance);
  const next = nextOf(edited.raw.steps[gone]);
  const { [gone]: _, ...steps } = edited.raw.steps;
  if (next === undefined || next === gone || !steps[next]) return undefined;
  const raw = redirect({ ...edited.raw, steps: spelledOut(edited.raw).steps }, gone, next, false);
  const { [gone]: __, ...left } = raw.steps;
  return {
    ...edited,
    raw: { ...raw, steps: left },
    steps: new Map([...edited.steps].filter(([, now]) => now !== gone)),
  };
};

const renamed = ({ raw, steps, options }: Edited, from: string, to: string): Edited => {
  const next = redirect(raw, from, to, true);
  const entries = Object.entries(next.steps).map(([name, step]) => [name === from ? to : name, step] as const);
  return {
    raw: { ...next, steps: Object.fromEntries(entries) },
    steps: new Map([...steps].map(([first, now]) => [first, now === from ? to : now])),
    options,
  };
};

/** Half of the editors say under `moved:` what they renamed. */
const renameStep: Edit = (edited, chance, fresh) => {
  const from = nameOne(edited, chance);
  const next = renamed(edited, from, fresh);
  if (chance(2) === 0) return next;
  const moved = Object.fromEntries(
    Object.entries({ ...edited.raw.moved, [from]: fresh }).map(([old, now]) => [old, now === from ? fresh : now]),
  );
  return { ...next, raw: { ...next.raw, moved } };
};

const reorderSteps: Edit = (edited, chance) => {
  const entries = Object.entries(edited.raw.steps);
  const [moved] = entries.splice(chance(entries.length), 1);
  if (moved) entries.splice(chance(entries.length + 1), 0, moved);
  return { ...edited, raw: { ...edited.raw, steps: Object.fromEntries(entries) } };
};

/** Sends who comes out of a step elsewhere. */
const leadElsewhere: Edit = (edited, chance) => {
  const name = nameOne(edited, chance);
  const step = edited.raw.steps[name];
  if (typeof step?.['next'] !== 'string') return undefined;
  return { ...edited, raw: withStep(edited.raw, name, { ...step, next: nameOne(edited, chance) }) };
};

const changeOptions =
  (change: (options: RawOption[], chance: Chance, fresh: string) => ReadonlyMap<string, string | undefined>): Edit =>
  (edited, chance, fresh) => {
    const raw = spelledOut(edited.raw);
    const name = pickOne(
      Object.keys(raw.steps).filter((one) => optionsOf(raw.steps[one] ?? {}).length > 1),
      chance,
    );
    const step = name === undefined ? undefined : raw.steps[name];
    const list = step && listOf(step);
    if (name === undefined || !step || !list) return undefined;
    const options = [...optionsOf(step)];
    const names = change(options, chance, fresh);
    const first = [...edited.steps].find(([, now]) => now === name)?.[0];
    const known = [...edited.options].map(([key, now]): [string, string | undefined] =>
      key.slice(0, key.indexOf('/')) === first && now !== undefined && names.has(now)
        ? [key, names.get(now)]
        : [key, now],
    );
    return { ...edited, raw: withStep(raw, name, { ...step, [list]: options }), options: new Map(known) };
  };

const NONE: ReadonlyMap<string, string | undefined> = new Map();
const insertOption = changeOptions((options, chance, fresh) => {
  const like = pickOne(options, chance) ?? fresh;
  options.splice(chance(options.length + 1), 0, typeof like === 'string' ? fresh : { ...like, id: fresh });
  return NONE;
});
const deleteOption = changeOptions((options, chance) => {
  const [gone] = options.splice(chance(options.length), 1);
  return new Map(gone === undefined ? [] : [[idOf(gone), undefined]]);
});
const reorderOptions = changeOptions((options) => {
  options.reverse();
  return NONE;
});
const renameOption = changeOptions((options, chance, fresh) => {
  const at = chance(options.length);
  const option = options[at] ?? fresh;
  options[at] = typeof option === 'string' ? fresh : { ...option, id: fresh };
  return new Map([[idOf(option), fresh]]);
});

/** A name says who a step or an option is: none is given to another one. */
const EDITS: readonly Edit[] = [
  insertStep,
  deleteStep,
  renameStep,
  reorderSteps,
  leadElsewhere,
  insertOption,
  deleteOption,
  reorderOptions,
  renameOption,
];

/** One edit such as editors make, or undefined where this one could not be made here. `fresh`: a name that nothing has had. */
export const editFlow: Edit = (edited, chance, fresh) => pickOne(EDITS, chance)?.(edited, chance, fresh);
